/**
 * The linear quantiser of ONNX: level = saturate(round(x / scale) + zero), real = (level - zero) x scale, halves to even.
 *
 * Unlike QONNX it rounds before it adds the zero point, which matters for ties under an odd one. Scale and zero point hold one number for the tensor,
 * one for each index of an axis, or one for each block along it. Source: ONNX operators QuantizeLinear and DequantizeLinear.
 */
import { type ElementType, integerRange, isInteger, type Numbers, widthOf } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, operandOf, refuseCall, showDims, sizeOf } from '../operators/operator.ts';
import { roundHalfEven } from './round.ts';

/** Number of the parameter that goes with element i of the tensor; undefined: one for all. */
export type ParameterAt = ((i: number) => number) | undefined;

/** Which scale (operand 2) or zero point (operand 3) goes with each element of operand 1. Refuses sizes that do not fit. */
export function parameterAt(call: Call, position: number): ParameterAt {
  const { dims } = operandOf(call, 0);
  const own = operandOf(call, position);
  if (sizeOf(own.dims) === 1) return undefined;
  const axis = axisOf(call, integerOf(call, 'axis', 1), dims.length);
  const inner = sizeOf(dims.slice(axis + 1));
  const length = dims[axis]!;
  const block = integerOf(call, 'block_size', 0);
  const misfit = (): never =>
    refuseCall(call, `quantises ${showDims(dims)} along axis ${axis} with '${own.name}' of shape ${showDims(own.dims)}; check the export`);
  if (block === 0) {
    if (own.dims.length !== 1 || own.dims[0] !== length) misfit();
    return (i) => Math.floor(i / inner) % length;
  }
  const blocks = Math.ceil(length / block);
  const fits = own.dims.length === dims.length && own.dims.every((size, at) => size === (at === axis ? blocks : dims[at]));
  if (block < 0 || !fits) misfit();
  return (i) => (Math.floor(i / (inner * length)) * blocks + Math.floor((Math.floor(i / inner) % length) / block)) * inner + (i % inner);
}

/** Dims to which the scales of a constant broadcast, of the rank of the constant; undefined where they come in blocks. */
export function scaleDimsOf(call: Call): readonly number[] | undefined {
  const { dims } = operandOf(call, 0);
  if (integerOf(call, 'block_size', 0) !== 0) return undefined;
  if (sizeOf(operandOf(call, 1).dims) === 1) return dims.map(() => 1);
  const axis = axisOf(call, integerOf(call, 'axis', 1), dims.length);
  return dims.map((size, at) => (at === axis ? size : 1));
}

/** Refuses known scales that are not positive. */
export function checkScale(call: Call): void {
  const { data, name } = operandOf(call, 1);
  const wrong = data?.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) refuseCall(call, `has the scale ${wrong} in '${name}'; positive numbers are expected`);
}

/** Levels of every element of operand 1, saturated to [least, greatest]. */
export function quantiseLinear(call: Call, [least, greatest]: readonly [number, number]): Float64Array {
  const x = dataOf(call, 0);
  const scale = dataOf(call, 1);
  const zero = call.operands[2] === undefined ? undefined : dataOf(call, 2);
  const scaleAt = parameterAt(call, 1);
  const zeroAt = zero && parameterAt(call, 2);
  const levels = new Float64Array(x.length);
  for (let i = 0; i < levels.length; i++) {
    const quotient = Math.fround(x[i]! / scale[scaleAt === undefined ? 0 : scaleAt(i)]!);
    const level = roundHalfEven(quotient) + (zero === undefined ? 0 : zero[zeroAt === undefined ? 0 : zeroAt(i)]!);
    levels[i] = level < least ? least : level > greatest ? greatest : level;
  }
  return levels;
}

/** Real numbers of the levels in `levels`, which have the shape of operand 1. */
export function dequantiseLinear(call: Call, levels: Numbers): Float32Array {
  const scale = dataOf(call, 1);
  const zero = call.operands[2] === undefined ? undefined : dataOf(call, 2);
  const scaleAt = parameterAt(call, 1);
  const zeroAt = zero && parameterAt(call, 2);
  const data = new Float32Array(levels.length);
  for (let i = 0; i < data.length; i++) {
    const centred = levels[i]! - (zero === undefined ? 0 : zero[zeroAt === undefined ? 0 : zeroAt(i)]!);
    data[i] = centred * scale[scaleAt === undefined ? 0 : scaleAt(i)]!;
  }
  return data;
}

/** Least code, and the bits that reach from it to the greatest: what an integer tensor within [least, greatest] needs. */
export function codeRange(least: number, greatest: number): { readonly base: number; readonly bits: number } {
  if (least >= 0) return { base: 0, bits: Math.max(1, Math.ceil(Math.log2(greatest + 1))) };
  const bits = 1 + Math.ceil(Math.log2(Math.max(-least, greatest + 1)));
  return { base: -(2 ** (bits - 1)), bits };
}

/** Least and greatest level of an integer type to which a quantiser saturates. */
export function saturationOf(call: Call, type: ElementType): readonly [least: number, greatest: number] {
  if (!isInteger(type) || type === 'bool' || widthOf(type) > 16)
    return refuseCall(call, `quantises to ${type}; integers of 4 to 16 bits are supported`);
  return integerRange(type);
}

/** Unsigned codes of integers within [least, greatest], and what they are counted from. */
export function codesOf(data: ArrayLike<number>, least: number, greatest: number): { codes: Uint8Array; bits: number; offset: number } {
  const { base, bits } = codeRange(least, greatest);
  // A loop: the mapping that `from` takes would collect all numbers in a list first.
  const codes = new Uint8Array(data.length);
  for (let i = 0; i < codes.length; i++) codes[i] = data[i]! - base;
  return { codes, bits, offset: base };
}
