/**
 * Tensors of ONNX files: every form in which a file may hold numbers, to and from `Constant`.
 *
 * Source: onnx.proto (TensorProto), IR version 10. float16 and bfloat16 widen to float32; 16- and 32-bit unsigned and 64-bit unsigned integers widen to int64.
 */
import { create } from '@bufbuild/protobuf';
import { type TensorProto, TensorProto_DataLocation, TensorProto_DataType, TensorProtoSchema } from 'onnx-buf';
import { refuse } from '../../refusal/index.ts';
import type { Constant } from '../types.ts';

/** Decodes one tensor. `where` opens the sentence of a refusal: file and tensor. */
export function readTensor(tensor: TensorProto, where: string): Constant {
  const dims = tensor.dims.map(Number);
  if (dims.some((size) => !Number.isSafeInteger(size) || size < 0))
    refuse(`${where} has the impossible shape [${dims.join(', ')}]; export the file again`);
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL || tensor.externalData.length > 0) {
    refuse(`${where} keeps its data in another file; save the model as one file (onnx.save with save_as_external_data=False)`);
  }
  const size = dims.reduce((product, dim) => product * dim, 1);
  const data = tensor.rawData.length > 0 ? fromRaw(tensor, size, where) : fromFields(tensor, where);
  if (data.length !== size)
    refuse(`${where} should hold ${size} numbers for its shape [${dims.join(', ')}] but holds ${data.length}; the file is damaged`);
  return { dims, data };
}

const type = TensorProto_DataType;

function fromRaw(tensor: TensorProto, size: number, where: string): Constant['data'] {
  // Copied: inside the file the bytes may start at an odd address, and typed arrays need an aligned one.
  const bytes = Uint8Array.from(tensor.rawData);
  const expected = size * bytesPerElement(tensor.dataType, where);
  if (bytes.length !== expected) refuse(`${where} should hold ${expected} bytes but holds ${bytes.length}; the file is damaged`);
  const buffer = bytes.buffer;
  switch (tensor.dataType) {
    case type.FLOAT:
      return new Float32Array(buffer);
    case type.DOUBLE:
      return new Float64Array(buffer);
    case type.INT32:
      return new Int32Array(buffer);
    case type.INT64:
    case type.UINT64:
      return new BigInt64Array(buffer);
    case type.INT8:
      return new Int8Array(buffer);
    case type.INT16:
      return BigInt64Array.from(new Int16Array(buffer), BigInt);
    case type.UINT16:
      return BigInt64Array.from(new Uint16Array(buffer), BigInt);
    case type.UINT32:
      return BigInt64Array.from(new Uint32Array(buffer), BigInt);
    case type.FLOAT16:
      return Float32Array.from(new Uint16Array(buffer), fromHalf);
    case type.BFLOAT16:
      return fromBrainFloat(new Uint16Array(buffer));
    default:
      return bytes; // UINT8 and BOOL; bytesPerElement refused everything else
  }
}

function fromFields(tensor: TensorProto, where: string): Constant['data'] {
  switch (tensor.dataType) {
    case type.FLOAT:
      return Float32Array.from(tensor.floatData);
    case type.DOUBLE:
      return Float64Array.from(tensor.doubleData);
    case type.INT64:
      return BigInt64Array.from(tensor.int64Data);
    case type.UINT32:
    case type.UINT64:
      return BigInt64Array.from(tensor.uint64Data, (value) => BigInt.asIntN(64, value));
    case type.INT32:
      return Int32Array.from(tensor.int32Data);
    case type.INT8:
      return Int8Array.from(tensor.int32Data);
    case type.UINT8:
    case type.BOOL:
      return Uint8Array.from(tensor.int32Data);
    case type.INT16:
    case type.UINT16:
      return BigInt64Array.from(tensor.int32Data, BigInt);
    case type.FLOAT16:
      return Float32Array.from(tensor.int32Data, fromHalf);
    case type.BFLOAT16:
      return fromBrainFloat(Uint16Array.from(tensor.int32Data));
    default:
      bytesPerElement(tensor.dataType, where);
      return new Uint8Array(0);
  }
}

function bytesPerElement(dataType: number, where: string): number {
  switch (dataType) {
    case type.UINT8:
    case type.INT8:
    case type.BOOL:
      return 1;
    case type.INT16:
    case type.UINT16:
    case type.FLOAT16:
    case type.BFLOAT16:
      return 2;
    case type.FLOAT:
    case type.INT32:
    case type.UINT32:
      return 4;
    case type.DOUBLE:
    case type.INT64:
    case type.UINT64:
      return 8;
    default:
      return refuse(`${where} has the element type ${type[dataType] ?? dataType}, which is not read; export with float32 or integer tensors`);
  }
}

/** IEEE 754 half precision, 1 sign, 5 exponent, 10 fraction bits. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function fromBrainFloat(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer);
}

/** Encodes a constant, its numbers as little-endian raw data. */
export function writeTensor(constant: Constant, name: string): TensorProto {
  const { data } = constant;
  const rawData = Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return create(TensorProtoSchema, { name, dims: constant.dims.map(BigInt), dataType: typeOf(data), rawData });
}

function typeOf(data: Constant['data']): TensorProto_DataType {
  if (data instanceof Float32Array) return type.FLOAT;
  if (data instanceof Float64Array) return type.DOUBLE;
  if (data instanceof Int32Array) return type.INT32;
  if (data instanceof BigInt64Array) return type.INT64;
  return data instanceof Int8Array ? type.INT8 : type.UINT8;
}
