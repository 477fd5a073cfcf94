/** Programs made up here, so that the enumeration is seen to follow the operations and not a design. */
import { describe, expect, it } from 'vitest';
import { type ErrorRates, noErrors } from '../../../circuit/index.ts';
import { type LayerShape, type MicroOp, type Placement, type Program, place } from '../../schedule/index.ts';
import { type Exposure, exposure } from './exposure.ts';

const shape: LayerShape = {
  name: 'layer',
  kernels: 1,
  taps: 8,
  groups: 1,
  windows: 1,
  weightBits: 1,
  inputBits: 1,
  weightOffset: 0,
  weightGain: 1,
  pool: 'none',
  pooledPositions: 0,
  pooledArea: 0,
  outputBits: 0,
};
const organisation = { rows: 16, columns: 8, mats: 1 };
const rates: ErrorRates = {
  sense: { read: [0.01, 0.02], and: [0.03, 0.05, 0.07], or: [0.11, 0.13, 0.17], xor: [0.19, 0.23, 0.29] },
  write: [0.31, 0.37],
};

function exposed(slot: (w: number, x: number, s: number) => readonly MicroOp[], given: ErrorRates = rates): Exposure {
  const rules = { fold: 1, accumulators: 1, scratch: ['S'] } as const;
  const body = (_phase: string, _at: unknown, { rows }: Placement): readonly MicroOp[] =>
    slot(rows.weight(0, 0, 0, 0, 0), rows.input(0, 0, 0), rows.scratch('S'));
  const program: Program = { form: 'and', rules, body, checkpoints: { every: 'none', frame: 'plane', commit: 'single', flipFlops: 'dual' } };
  return exposure(program, given, place(shape, organisation, rules));
}

const tail: readonly MicroOp[] = [
  { op: 'count', cycles: 8 },
  { op: 'merge', per: 8 },
  { op: 'shift', by: 2, passes: 1 },
  { op: 'add', into: 'acc' },
];

describe('exposure', () => {
  it('of a sensed AND is the rate of its ones stored, scaled by the shift', () => {
    const { contribution, outcomes, scratch } = exposed((w, x) => [{ op: 'sense', f: 'and', row: w, other: x, half: 0 }, ...tail]);
    expect([...contribution]).toEqual([0, 0, 0, 4]);
    expect(scratch).toEqual([]);
    expect(outcomes).toEqual([
      [{ change: 4, probability: 0.03 }],
      [{ change: 4, probability: 0.05 }],
      [{ change: 4, probability: 0.05 }],
      [{ change: -4, probability: 0.07 }],
    ]);
  });

  it('of an OR counts what the program counts', () => {
    const { contribution, outcomes } = exposed((w, x) => [{ op: 'sense', f: 'or', row: w, other: x, half: 0 }, ...tail]);
    expect([...contribution]).toEqual([0, 4, 4, 4]);
    expect(outcomes.map(([only]) => only)).toEqual([
      { change: 4, probability: 0.11 },
      { change: -4, probability: 0.13 },
      { change: -4, probability: 0.13 },
      { change: -4, probability: 0.17 },
    ]);
  });

  it('of a write-back adds the failed write, which keeps the old bit, and the wrong read of what landed', () => {
    const { contribution, outcomes, after } = exposed((w, x, s) => [
      { op: 'sense', f: 'and', row: w, other: x, half: 0 },
      { op: 'write', row: s, from: 'latch' },
      { op: 'sense', f: 'read', row: s, half: 0 },
      ...tail,
    ]);
    expect([...contribution]).toEqual([0, 0, 0, 4]);
    // State 11, old bit 0: a 1 lands with (1 - 0.07)(1 - 0.37).
    const one = 0.93 * 0.63;
    expect(outcomes[6]![0]!.probability).toBeCloseTo(one * 0.02 + (1 - one) * 0.99, 12);
    // State 00, old bit 1: a 1 remains where AND was wrong (nothing to write) or the 0 did not land.
    const stays = 0.03 + 0.97 * 0.31;
    expect(outcomes[1]![0]!.probability).toBeCloseTo(stays * 0.98 + (1 - stays) * 0.01, 12);
    expect([...after.subarray(2, 4)]).toEqual([expect.closeTo(1 - stays, 12), expect.closeTo(stays, 12)]);
  });

  it('has no outcome where nothing can go wrong', () => {
    const { outcomes } = exposed(
      (w, x, s) => [
        { op: 'sense', f: 'and', row: w, other: x, half: 0 },
        { op: 'write', row: s, from: 'latch' },
        { op: 'sense', f: 'read', row: s, half: 0 },
        ...tail,
      ],
      noErrors,
    );
    expect(outcomes.flat()).toEqual([]);
  });

  it('refuses to guess where a slot counts what an earlier one left', () => {
    expect(() => exposed((_w, _x, s) => [{ op: 'sense', f: 'read', row: s, half: 0 }, ...tail])).toThrow('depends on what its scratch rows held');
  });
});
