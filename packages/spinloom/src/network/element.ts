/**
 * Element types of tensors, and what each makes of a number.
 *
 * Numbers are computed in float32 or float64 arrays whatever their type says; `held` then rounds, wraps or truncates them to what the type can hold.
 * 64-bit integers are exact up to 2^53, which no shape or index exceeds. Source: onnx.proto (TensorProto.DataType), IEEE 754 for the roundings.
 */
import { roundHalfEven } from './arithmetic/round.ts';

/** Names as in NumPy. */
export type ElementType = (typeof elementTypes)[number];

export const elementTypes = [
  'float32',
  'float64',
  'float16',
  'bfloat16',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'bool',
  'int4',
  'uint4',
] as const;

/** Numbers on which operators work. */
export type Numbers = Float32Array | Float64Array;

/** Whole numbers; truth values, held as 0 and 1, among them. */
export function isInteger(type: ElementType): boolean {
  return !isFloat(type);
}

export function isFloat(type: ElementType): boolean {
  return type === 'float32' || type === 'float64' || type === 'float16' || type === 'bfloat16';
}

/** Width of an element of this type, in bits. A truth value takes a byte. */
export function widthOf(type: ElementType): number {
  return type === 'bool' ? 8 : Number(/\d+$/.exec(type)![0]);
}

/** Least and greatest number of an integer type. Those of 64 bits are the nearest doubles. */
export function integerRange(type: ElementType): readonly [least: number, greatest: number] {
  if (type === 'bool') return [0, 1];
  const width = widthOf(type);
  return type.startsWith('u') ? [0, 2 ** width - 1] : [-(2 ** (width - 1)), 2 ** (width - 1) - 1];
}

/** An array of `size` zeros that holds every number of this type (64-bit integers up to 2^53). */
export function zerosOf(type: ElementType, size: number): Numbers {
  return type === 'float32' || type === 'float16' || type === 'bfloat16' ? new Float32Array(size) : new Float64Array(size);
}

/** The numbers as this type holds them: floats rounded to the nearest, integers truncated and wrapped around, truth values 0 or 1. May be the array given. */
export function held(type: ElementType, data: Numbers): Numbers {
  if (type === 'float32') return data instanceof Float32Array ? data : new Float32Array(data);
  if (type === 'float64') return data instanceof Float64Array ? data : new Float64Array(data);
  const round = roundingTo(type);
  const result = zerosOf(type, data.length);
  for (let i = 0; i < result.length; i++) result[i] = round(data[i]!);
  return result;
}

function roundingTo(type: ElementType): (x: number) => number {
  if (type === 'bool') return (x) => (x === 0 ? 0 : 1);
  if (type === 'float16') return toHalf;
  if (type === 'bfloat16') return toBrainFloat;
  const [least] = integerRange(type);
  const width = widthOf(type);
  const signed = least < 0;
  const end = 2 ** (signed ? width - 1 : width);
  return (x) => {
    // + 0 makes the integer 0 of -0.
    const whole = Math.trunc(x) + 0;
    if (whole >= least && whole < end) return whole;
    if (!Number.isFinite(whole)) return 0;
    return Number(signed ? BigInt.asIntN(width, BigInt(whole)) : BigInt.asUintN(width, BigInt(whole)));
  };
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
// The half of a double that holds its exponent.
double[0] = -1;
const upper = words[1] === 0 ? 0 : 1;

/** Nearest number of half precision (10 fraction bits, exponents -14 to 15), ties to the even one. */
function toHalf(x: number): number {
  if (!(Math.abs(x) < 65520)) return Number.isNaN(x) ? x : x < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  double[0] = x;
  const exponent = Math.max(-14, ((words[upper]! >>> 20) & 2047) - 1023);
  const quantum = 2 ** (exponent - 10);
  return roundHalfEven(x / quantum) * quantum;
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** Nearest bfloat16, the upper half of a float32, ties to the even one. */
function toBrainFloat(x: number): number {
  if (Number.isNaN(x)) return x;
  single[0] = x;
  bits[0] = ((bits[0]! + 0x7fff + ((bits[0]! >>> 16) & 1)) & 0xffff0000) >>> 0;
  return single[0];
}
