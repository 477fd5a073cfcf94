/**
 * Sign: -1, 0 or 1. As a quantiser its codes have 2 bits, for 0 is a number of its own; where thresholds show that 0 never occurs, or a constant
 * holds none, they have one.
 */
import { unary } from '../arithmetic/elementwise.ts';
import type { Encoding } from '../types.ts';
import { bipolarEncoding } from './binarise.ts';
import { dataOf, type Operator, operandOf } from './operator.ts';

const ternary: Encoding = { bits: 2, gain: 1, offset: -1, scale: Float64Array.of(1) };

export const sign: Operator = {
  ...unary(() => Math.sign, { slope: 1 }),
  quantiser: () => ({ encoding: ternary, codes: [0, 2], code: (x) => Math.sign(x) + 1, twoLevel: bipolarEncoding(1) }),
  coded: (call) => {
    const { dims } = operandOf(call, 0);
    const signs = dataOf(call, 0).map(Math.sign);
    const { bits, gain, offset } = signs.includes(0) ? ternary : bipolarEncoding(1);
    const codes = Uint8Array.from(signs, (value) => (value - offset) / gain);
    return { dims, codes, bits, gain, offset, scale: Float64Array.of(1), scaleDims: dims.map(() => 1) };
  },
};
