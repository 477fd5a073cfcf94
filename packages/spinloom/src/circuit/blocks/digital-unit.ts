/** Parts of the digital unit (paper 1, IV.B), in fixed point: quantiser (eq. 4), batch normalisation (eq. 5), both activations, threshold comparison. */
import { constant, product, scaled, signedWord, wordsOf } from './sums.ts';
import { type CombinationalBlock, cut, type Sums, signed } from './types.ts';

/** Code of eq. 4: round((2^bits - 1) x value / 2^fraction), ties to even; value from 0 to 2^fraction. The real output is code / (2^bits - 1). */
export function quantise(value: bigint, bits: number, fraction: number): bigint {
  const scaled = value * ((1n << BigInt(bits)) - 1n);
  const whole = scaled >> BigInt(fraction);
  const rest = scaled - (whole << BigInt(fraction));
  const half = 1n << BigInt(fraction - 1);
  return rest > half || (rest === half && whole % 2n === 1n) ? whole + 1n : whole;
}

export function quantizer(bits: number, fraction: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `quantizer-${bits}`,
    title: `Quantizer to ${bits} bits`,
    cite: 'paper 1, eq. 4',
    module: 'quantizer',
    parameters: { K: bits, F: fraction },
    inputs: { value: fraction + 1 },
    outputs: { code: bits },
    // Above 1 the result is cut to the width of the code.
    evaluate: ({ value }) => ({ code: cut(quantise(value!, bits, fraction), bits) }),
  };
}

/** Eq. 5 folded: floor(value x gain / 2^fraction) + offset; gain = gamma / sqrt(sigma^2 + eps) in fixed point, offset = beta - mu gain. */
export function batchNorm(width: number, fraction: number): CombinationalBlock {
  const wide = 2 * width - fraction + 1;
  // The offset is whole: it may go into the sum before the shift.
  const sum = [...product(signedWord('value', width), signedWord('gain', width)), ...scaled(signedWord('offset', width), 1n << BigInt(fraction))];
  const sums: Sums = { cases: [], words: () => ({ out: { sum, width: wide, drop: fraction } }) };
  return {
    kind: 'combinational',
    id: `batch-norm-${width}`,
    title: `Batch normalisation of ${width} bits`,
    cite: 'paper 1, eq. 5, constants folded',
    module: 'batch_norm',
    parameters: { W: width, F: fraction },
    inputs: { value: width, gain: width, offset: width },
    outputs: { out: wide },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}

export function activationSign(width: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: 'activation-sign',
    title: 'Activation sign(x)',
    cite: 'paper 1, IV.B',
    module: 'activation_sign',
    parameters: { W: width },
    inputs: { value: width },
    outputs: { code: 1 },
    evaluate: ({ value }) => ({ code: signed(value!, width) >= 0n ? 1n : 0n }),
  };
}

/**
 * (tanh(x) + 1) / 2, which is the logistic function of 2x, by the piecewise-linear approximation PLAN (Amin, Curtis and Hayes-Gill, IEE Proc. 144, 1997).
 * Input and output have `fraction` bits after the point. Error at most 0.019, and the bits that the shifts drop.
 */
export function logisticOfTwice(value: bigint, fraction: number): bigint {
  const at = (numerator: number, shift: number): bigint => BigInt(numerator) << BigInt(fraction - shift);
  const size = value < 0n ? -value : value;
  const one = at(1, 0);
  let upper = (size >> 1n) + at(1, 1);
  if (size >= at(5, 1)) upper = one;
  else if (size >= at(19, 4)) upper = (size >> 4n) + at(27, 5);
  else if (size >= at(1, 1)) upper = (size >> 2n) + at(5, 3);
  return value < 0n ? one - upper : upper;
}

export function activationTanh(width: number, fraction: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: 'activation-tanh',
    title: 'Activation (tanh(x) + 1) / 2, piecewise linear',
    cite: 'paper 1, IV.B; PLAN: Amin, Curtis and Hayes-Gill, IEE Proc. 144 (1997)',
    module: 'activation_tanh',
    parameters: { W: width, F: fraction },
    inputs: { value: width },
    outputs: { out: fraction + 1 },
    evaluate: ({ value }) => ({ out: logisticOfTwice(signed(value!, width), fraction) }),
  };
}

/** acc >= level, or acc <= level where not rising: the sign of their distance, which no borrow from 2^width says. */
export function threshold(width: number): CombinationalBlock {
  const one = 1n << BigInt(width);
  const sums: Sums = {
    cases: ['rising'],
    words: ({ rising }) => {
      const [above, below] = rising === 1n ? (['acc', 'level'] as const) : (['level', 'acc'] as const);
      return { reached: { sum: [...constant(one), ...signedWord(above, width), ...scaled(signedWord(below, width), -1n)], width: 1, drop: width } };
    },
  };
  return {
    kind: 'combinational',
    id: `threshold-${width}`,
    title: `Threshold comparison of ${width} bits`,
    cite: 'batch normalisation and quantiser folded into integer levels',
    module: 'threshold',
    parameters: { W: width },
    inputs: { acc: width, level: width, rising: 1 },
    outputs: { reached: 1 },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}
