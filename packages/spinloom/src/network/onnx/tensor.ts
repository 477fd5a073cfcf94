/**
 * Tensors of ONNX files: every form in which a file may hold numbers, to and from `Constant`.
 *
 * Source: onnx.proto (TensorProto), IR version 10. float16 and bfloat16 widen to float32. Integers of 4 bits lie two in a byte, the first in the
 * low half, and widen to bytes.
 */
import { create } from '@bufbuild/protobuf';
import { type TensorProto, TensorProto_DataLocation, TensorProto_DataType, TensorProtoSchema } from 'onnx-buf';
import { refuse } from '../../refusal/index.ts';
import { type ElementType, widthOf } from '../element.ts';
import type { Constant } from '../types.ts';

const type = TensorProto_DataType;

const codes: Readonly<Record<ElementType, TensorProto_DataType>> = {
  float32: type.FLOAT,
  float64: type.DOUBLE,
  float16: type.FLOAT16,
  bfloat16: type.BFLOAT16,
  int8: type.INT8,
  uint8: type.UINT8,
  int16: type.INT16,
  uint16: type.UINT16,
  int32: type.INT32,
  uint32: type.UINT32,
  int64: type.INT64,
  uint64: type.UINT64,
  bool: type.BOOL,
  int4: type.INT4,
  uint4: type.UINT4,
};

const names: ReadonlyMap<number, ElementType> = new Map(Object.entries(codes).map(([name, code]) => [code, name as ElementType]));

/** The element type of an ONNX code (TensorProto.DataType), or undefined for one that is not read. */
export function elementOf(code: number): ElementType | undefined {
  return names.get(code);
}

/** The ONNX code of an element type. */
export function codeOf(element: ElementType): number {
  return codes[element];
}

/** The word that ONNX has for a code: "STRING". */
export function wordOf(code: number): string {
  return type[code] ?? String(code);
}

/** The sentence that refuses a tensor of an element type that is not read. */
export function unreadSentence(tensor: TensorProto, where: string): string {
  return `${where} has the element type ${wordOf(tensor.dataType)}, which is not read; export with float32 or integer tensors`;
}

/** Decodes one tensor. `where` opens the sentence of a refusal: file and tensor. */
export function readTensor(tensor: TensorProto, where: string): Constant {
  const element = elementOf(tensor.dataType) ?? refuse(unreadSentence(tensor, where));
  const dims = tensor.dims.map(Number);
  if (dims.some((size) => !Number.isSafeInteger(size) || size < 0))
    refuse(`${where} has the impossible shape [${dims.join(', ')}]; export the file again`);
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL || tensor.externalData.length > 0) {
    refuse(`${where} keeps its data in another file; save the model as one file (onnx.save with save_as_external_data=False)`);
  }
  const size = dims.reduce((product, dim) => product * dim, 1);
  const data = tensor.rawData.length > 0 ? fromRaw(tensor.rawData, element, size, where) : fromFields(tensor, element, size);
  if (data.length !== size)
    refuse(`${where} should hold ${size} numbers for its shape [${dims.join(', ')}] but holds ${data.length}; the file is damaged`);
  return { type: element, dims, data };
}

function fromRaw(rawData: Uint8Array, element: ElementType, size: number, where: string): Constant['data'] {
  const expected = Math.ceil((size * widthOf(element)) / 8);
  if (rawData.length !== expected) refuse(`${where} should hold ${expected} bytes but holds ${rawData.length}; the file is damaged`);
  // Copied: inside the file the bytes may start at an odd address, and typed arrays need an aligned one.
  const bytes = new Uint8Array(rawData);
  const { buffer } = bytes;
  switch (element) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'float16':
      return fromHalves(new Uint16Array(buffer));
    case 'bfloat16':
      return fromBrainFloat(new Uint16Array(buffer));
    case 'int8':
      return new Int8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int64':
      return new BigInt64Array(buffer);
    case 'uint64':
      return new BigUint64Array(buffer);
    case 'int4':
      return signed(fromNibbles(bytes, size));
    case 'uint4':
      return fromNibbles(bytes, size);
    case 'uint8':
    case 'bool':
      return bytes;
  }
}

function fromFields(tensor: TensorProto, element: ElementType, size: number): Constant['data'] {
  const { int32Data } = tensor;
  switch (element) {
    case 'float32':
      return Float32Array.from(tensor.floatData);
    case 'float64':
      return Float64Array.from(tensor.doubleData);
    case 'float16':
      return fromHalves(int32Data);
    case 'bfloat16':
      return fromBrainFloat(Uint16Array.from(int32Data));
    case 'int8':
      return Int8Array.from(int32Data);
    case 'int16':
      return Int16Array.from(int32Data);
    case 'uint16':
      return Uint16Array.from(int32Data);
    case 'int32':
      return Int32Array.from(int32Data);
    case 'uint32':
      return Uint32Array.from(tensor.uint64Data, Number);
    case 'int64':
      return BigInt64Array.from(tensor.int64Data);
    case 'uint64':
      return BigUint64Array.from(tensor.uint64Data);
    case 'int4':
      return signed(fromNibbles(Uint8Array.from(int32Data), size));
    case 'uint4':
      return fromNibbles(Uint8Array.from(int32Data), size);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(int32Data);
  }
}

/** Two codes of 4 bits from each byte, the low half first; the last half may be left over. */
function fromNibbles(bytes: Uint8Array, size: number): Uint8Array {
  const all = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < all.length; i++) all[i] = (bytes[i >> 1]! >> (i % 2 === 0 ? 0 : 4)) & 15;
  return all.length === size + 1 ? all.subarray(0, size) : all;
}

function signed(nibbles: Uint8Array): Int8Array {
  return new Int8Array(nibbles).map((code) => (code < 8 ? code : code - 16));
}

/** Large tensors take a loop: the mapping that `from` takes would collect all numbers in a list first. */
function fromHalves(halves: ArrayLike<number>): Float32Array {
  const data = new Float32Array(halves.length);
  for (let i = 0; i < data.length; i++) data[i] = fromHalf(halves[i]!);
  return data;
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
  return new Float32Array(new Uint32Array(halves).map((bits) => bits << 16).buffer);
}

/** Encodes a constant, its numbers as little-endian raw data. float16 and bfloat16 go through the 32-bit field, 4-bit integers two in a byte. */
export function writeTensor(constant: Constant, name: string): TensorProto {
  const { data, type: element } = constant;
  const common = { name, dims: constant.dims.map(BigInt), dataType: codes[element] };
  if (element === 'float16') return create(TensorProtoSchema, { ...common, int32Data: Array.from(data as Float32Array, halfBits) });
  const raw = element === 'bfloat16' ? upperHalves(data as Float32Array) : element === 'int4' || element === 'uint4' ? nibbles(data) : data;
  return create(TensorProtoSchema, { ...common, rawData: Uint8Array.from(new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)) });
}

/** Bits of a number that half precision holds. */
function halfBits(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size * 2 ** 24);
  let exponent = 0;
  while (size >= 2 ** (exponent + 1)) exponent++;
  while (size < 2 ** exponent) exponent--;
  return sign | ((exponent + 15) << 10) | ((size / 2 ** exponent - 1) * 1024);
}

function upperHalves(data: Float32Array): Uint16Array {
  return Uint16Array.from(new Uint32Array(Float32Array.from(data).buffer), (bits) => bits >>> 16);
}

function nibbles(data: Constant['data']): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(data.length / 2));
  for (let i = 0; i < data.length; i++) bytes[i >> 1]! |= (Number(data[i]) & 15) << (i % 2 === 0 ? 0 : 4);
  return bytes;
}
