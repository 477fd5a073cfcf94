/**
 * +scale where x >= 0 (with `strict` = 1: where x > 0), -scale elsewhere: what the lowering makes of the ways in which frameworks write that (see rewrite/).
 * Unlike Sign it has two levels.
 */
import type { Encoding } from '../types.ts';
import { type Call, dataOf, numberOf, type Operator, operandOf } from './operator.ts';
import { ownDomain } from './quantize-dequantize.ts';

/** 1 bit: +scale and -scale. */
export function bipolarEncoding(scale: number): Encoding {
  return { bits: 1, gain: 2, offset: -1, scale: Float64Array.of(scale) };
}

export const binarise: Operator = {
  attributes: ['scale', 'strict'],
  domains: [ownDomain],
  shape: (call) => operandOf(call, 0).dims,
  type: () => 'float32',
  run: (call) => {
    const [code, scale] = [codeOf(call), scaleOf(call)];
    return { dims: operandOf(call, 0).dims, data: Float32Array.from(dataOf(call, 0), (x) => (code(x) === 1 ? scale : -scale)) };
  },
  quantiser: (call) => ({ encoding: bipolarEncoding(scaleOf(call)), codes: [0, 1], code: codeOf(call) }),
  coded: (call) => {
    const { dims } = operandOf(call, 0);
    return { dims, codes: Uint8Array.from(dataOf(call, 0), codeOf(call)), ...bipolarEncoding(scaleOf(call)), scaleDims: dims.map(() => 1) };
  },
};

function scaleOf(call: Call): number {
  return numberOf(call, 'scale', 1);
}

function codeOf(call: Call): (x: number) => number {
  return numberOf(call, 'strict', 0) === 1 ? (x) => (x > 0 ? 1 : 0) : (x) => (x >= 0 ? 1 : 0);
}
