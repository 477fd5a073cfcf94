/** Multiplication by powers of two: shifter in one pass (paper 1), adaptive shift register (paper 2, Fig. 6), and the adder tree that paper 2 rejects. */
import { scaled, unsignedWord, wordsOf } from './sums.ts';
import type { ClockedBlock, CombinationalBlock, Sums } from './types.ts';

/** Any shift of up to 2^places - 1 in one pass. */
export function shifter(width: number, places: number): CombinationalBlock {
  const wide = width + 2 ** places - 1;
  const sums: Sums = { cases: ['by'], words: ({ by }) => ({ shifted: { sum: scaled(unsignedWord('value', width), 1n << by!), width: wide } }) };
  return {
    kind: 'combinational',
    id: `shifter-${width}`,
    title: `Shifter of a count of ${width} bits, up to ${2 ** places - 1} places`,
    cite: 'paper 1, IV.A',
    module: 'shifter',
    parameters: { W: width, S: places },
    inputs: { value: width, by: places },
    outputs: { shifted: wide },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}

/** What the flip-flops of Fig. 6 store: in x 2^shift in two bits more than the input has; shifts of 0, 1 or 2, a shift of 3 counts as 2. */
export function adaptiveShift(input: bigint, shift: number): bigint {
  return input << BigInt(Math.min(shift, 2));
}

function register(id: string, title: string, cite: string, module: string, width: number): ClockedBlock {
  return {
    kind: 'clocked',
    id,
    title,
    cite,
    module,
    parameters: { W: width },
    inputs: { in: width, shift: 2 },
    outputs: { out: width + 2 },
    step: (_, { in: value, shift }) => ({ out: adaptiveShift(value!, Number(shift)) }),
    opening: {},
    operation: { clocks: 1, what: 'one pass with random bits and shift', held: () => ({}) },
  };
}

/** Of so many input bits, in width + 2 flip-flops. */
export function adaptiveShiftRegister(width: number): ClockedBlock {
  return register(
    `adaptive-shift-register-${width}`,
    `Adaptive shift register of ${width} bits, three shifts`,
    'paper 2, Fig. 6',
    'adaptive_shift_register',
    width,
  );
}

/** in x 2^shift as the sum of 2^shift copies. */
export function shiftAdderTree(width: number): ClockedBlock {
  return register(
    `shift-adder-tree-${width}`,
    `Shift of ${width} bits by an adder tree`,
    'paper 2, II.B.2: the rejected form',
    'shift_adder_tree',
    width,
  );
}
