/**
 * The uniform quantiser of QONNX: level = clip(round(x / scale + zero), least, greatest), real = (level - zero) x scale.
 *
 * Source: QONNX documentation of IntQuant. Its reference code divides and adds in float32, so `levelsOf` does too: x / scale then meets a tie
 * exactly where the file's author saw one.
 */
import { type Call, dataOf, integerOf, operandOf, refuseCall, showDims, sizeOf, textOf } from '../operators/operator.ts';
import type { Encoding } from '../types.ts';
import { offsets } from './broadcast.ts';
import { type Rounding, rangeOf, roundingModes, roundingOf } from './round.ts';

export interface QuantParameters {
  /** Position of scale and zero point for each element of x, or undefined where there is one for all. */
  readonly scale: Float32Array | Float64Array;
  readonly zero: Float32Array | Float64Array;
  readonly bits: number;
  readonly signed: boolean;
  readonly least: number;
  readonly greatest: number;
  readonly round: Rounding;
}

/** Reads and checks the parameters of a Quant node: operands x, scale, zero point, bit-width. */
export function quantParameters(call: Call): QuantParameters {
  const scale = checkedScale(call);
  const zero = call.operands[2] === undefined ? Float32Array.of(0) : dataOf(call, 2);
  const widths = dataOf(call, 3);
  const bits = widths[0]!;
  if (!widths.every((width) => width === bits))
    refuseCall(call, 'has several bit-widths, but one a tensor is supported; export with one bit-width a layer');
  if (!(bits >= 1 && bits <= 32)) refuseCall(call, `has a bit-width of ${bits}; expected 1 to 32`);
  const signed = integerOf(call, 'signed', 1) !== 0;
  const narrow = integerOf(call, 'narrow', 0) !== 0;
  const mode = textOf(call, 'rounding_mode', 'ROUND');
  const round = roundingOf(mode) ?? refuseCall(call, `has the unknown rounding_mode '${mode}'; there are: ${roundingModes().join(', ')}`);
  const [least, greatest] = rangeOf(bits, signed, narrow);
  checkBroadcast(call, 1);
  if (call.operands[2] !== undefined) checkBroadcast(call, 2);
  return { scale, zero, bits, signed, least, greatest, round };
}

/** The scale (operand 2) of a quantiser; refuses one that is not positive. */
export function checkedScale(call: Call): Float32Array | Float64Array {
  const scale = dataOf(call, 1);
  for (const value of scale) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      refuseCall(call, `has the scale ${value} in '${operandOf(call, 1).name}'; positive numbers are expected`);
  }
  return scale;
}

/** Refuses a parameter that does not broadcast to the quantised tensor. */
export function checkBroadcast(call: Call, position: number): void {
  const { dims } = operandOf(call, 0);
  const own = operandOf(call, position);
  const fits = own.dims.length <= dims.length && own.dims.every((size, axis) => size === 1 || size === dims[dims.length - own.dims.length + axis]);
  if (!fits && sizeOf(own.dims) !== 1)
    refuseCall(call, `quantises ${showDims(dims)} with '${own.name}' of shape ${showDims(own.dims)}, which does not broadcast; check the export`);
}

/** Integer levels of every element of operand 1, before the zero point is taken off. */
export function levelsOf(call: Call, parameters: QuantParameters): Float64Array {
  const { scale, zero, least, greatest, round } = parameters;
  const x = dataOf(call, 0);
  const levels = new Float64Array(x.length);
  const scaleAt = positionsOf(call, 1, scale.length);
  const zeroAt = positionsOf(call, 2, zero.length);
  if (scaleAt === undefined && zeroAt === undefined) {
    // One for all: the layers of millions of weights.
    const [by, point] = [scale[0]!, zero[0]!];
    for (let i = 0; i < levels.length; i++) {
      const level = round(Math.fround(Math.fround(x[i]! / by) + point));
      levels[i] = level < least ? least : level > greatest ? greatest : level;
    }
    return levels;
  }
  for (let i = 0; i < x.length; i++) {
    const quotient = Math.fround(Math.fround(x[i]! / scale[scaleAt === undefined ? 0 : scaleAt[i]!]!) + zero[zeroAt === undefined ? 0 : zeroAt[i]!]!);
    const level = round(quotient);
    levels[i] = level < least ? least : level > greatest ? greatest : level;
  }
  return levels;
}

/** Codes of every element of operand 1: levels less the least of the bit-width, which is at most 8. */
export function codesOf(call: Call, parameters: QuantParameters, base: number): Uint8Array {
  const levels = levelsOf(call, parameters);
  // A loop: the mapping that `from` takes would collect all numbers in a list first.
  const codes = new Uint8Array(levels.length);
  for (let i = 0; i < codes.length; i++) codes[i] = levels[i]! - base;
  return codes;
}

/** Position of a parameter for each element of operand 1; undefined: one for all. */
export function positionsOf(call: Call, position: number, length: number): Int32Array | undefined {
  return length === 1 ? undefined : offsets(operandOf(call, position).dims, operandOf(call, 0).dims);
}

/** Meaning of the codes (level less the least level of the bit-width): everything but the scale. Undefined where no integers say it. */
export function meaningOf(parameters: QuantParameters): { readonly gain: number; readonly offset: number; readonly base: number } | undefined {
  const { bits, signed, zero } = parameters;
  const point = zero[0]!;
  if (!Number.isInteger(bits) || bits > 8 || !zero.every((value) => value === point)) return undefined;
  const base = signed ? -(2 ** (bits - 1)) : 0;
  // A half-integer zero point (DoReFa weights: n / 2) doubles the gain and halves the scale.
  const gain = Number.isInteger(point) ? 1 : 2;
  const offset = gain * (base - point);
  return Number.isInteger(offset) ? { gain, offset, base } : undefined;
}

/** Encoding of an activation quantiser, or undefined where its codes would not be integers of one scale. */
export function encodingOf(parameters: QuantParameters): (Encoding & { readonly base: number }) | undefined {
  const meaning = meaningOf(parameters);
  const scale = parameters.scale[0]!;
  if (meaning === undefined || !parameters.scale.every((value) => value === scale)) return undefined;
  return { bits: parameters.bits, gain: meaning.gain, offset: meaning.offset, scale: Float64Array.of(scale / meaning.gain), base: meaning.base };
}
