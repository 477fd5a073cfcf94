/**
 * One non-volatile flip-flop a full adder (paper 2, IV): only Cout is stored and stands for the sum, too, after a failure. What that does to the value,
 * for uniform operands of n bits:
 *
 *   ripple adder      mean error -n/4, mean square (4^n - 1)/3 - n/4
 *   carry-save adder  mean error 0, mean square (4^n - 1)/4
 *   a bit of the sum equals its carry out with probability 1/4
 *
 * So the rms error is 0.577 of the full scale: the value is lost. Storing the sum instead is exact and costs the same: at the boundary of a frame the carries of a
 * ripple adder are consumed; a carry-save accumulator resolves them first, n full-adder delays.
 */
import { whole } from '../checks.ts';

export interface CoutAsSum {
  readonly match: number;
  readonly ripple: { readonly mean: number; readonly meanSquare: number };
  readonly carrySave: { readonly mean: number; readonly meanSquare: number };
}

/** `bits` of the adder, 1 to 32. */
export function coutAsSum(bits: number): CoutAsSum {
  const scale = 4 ** whole(bits, 'bits') - 1;
  return { match: 1 / 4, ripple: { mean: -bits / 4, meanSquare: scale / 3 - bits / 4 }, carrySave: { mean: 0, meanSquare: scale / 4 } };
}

/** Time that only K = 1 exposes (paper 2, II.B.3): m + n full adders of 58 ps. */
export function shiftWindow_s(weightBits: number, inputBits: number, adder_s = 58e-12): number {
  return (whole(weightBits, 'weight bits') + whole(inputBits, 'input bits')) * adder_s;
}
