/**
 * AND-Accumulation: AND in the array, write-back, in-memory XOR as the first level of a 4:2 compressor tree, adaptive shift register, non-volatile full adder
 * (paper 2, II.A and II.B; equations 1 and 2).
 *
 * The taps of a chunk lie half in row pair a, half in row pair b, in the same columns. The fold gives every column its two compressor inputs, so the in-memory
 * XOR needs no crossing between columns: S0 = Wa & Xa, S1 = Wb & Xb, latch = S0 ^ S1, and S0 + S1 = latch + 2 (S1 & ~latch). Inferred (the paper does not say
 * which rows meet in the XOR). S2 keeps the XOR row: the paper's one row update; `xorRow: 'sensed'` leaves it out.
 */
import type { CheckpointPlan, MicroOp, Placement, Position, Program } from '../../engine/schedule/index.ts';
import { beginPhase, endPhase, poolPhase, sharedSum, shiftOf, windowPhase } from '../common-phases.ts';
import { layoutRules, type Mapping } from '../mapping.ts';

export interface AndAccumulationProgramOptions extends Mapping {
  /** 'written': the XOR row is written back to S2 (paper 2, II.B.1); 'sensed': it stays in the sense amplifiers. */
  readonly xorRow: 'written' | 'sensed';
  /** 'adaptive': at most two places a pass (Fig. 6); 'parametric': any shift in one pass. */
  readonly shifter: 'adaptive' | 'parametric';
  readonly checkpoints: CheckpointPlan;
}

export function andAccumulationProgram({ xorRow, shifter, checkpoints, ...mapping }: AndAccumulationProgramOptions): Program {
  const passes = (by: number): number => (shifter === 'adaptive' ? Math.max(1, Math.ceil(by / 2)) : 1);
  const accumulate = (first: MicroOp, second: MicroOp, placement: Placement, by: number, into: 'acc' | 'sumInput'): readonly MicroOp[] => {
    const [s0, s1, s2] = [placement.rows.scratch('S0'), placement.rows.scratch('S1'), placement.rows.scratch('S2')];
    const keep: readonly MicroOp[] = xorRow === 'written' ? [{ op: 'write', row: s2, from: 'latch' }] : [];
    return [
      first,
      { op: 'write', row: s0, from: 'latch' },
      second,
      { op: 'write', row: s1, from: 'latch' },
      { op: 'sense', f: 'xor', row: s0, other: s1, half: 0 },
      { op: 'compress' },
      ...keep,
      { op: 'shift', by, passes: passes(by) },
      { op: 'add', into },
    ];
  };
  const body: Program['body'] = (phase, at: Position, placement: Placement) => {
    const { rows } = placement;
    const input = (half: 0 | 1): number => rows.input(at.chunk, half, at.inputPlane);
    switch (phase) {
      case 'window':
        return windowPhase(at, placement);
      case 'correction': {
        const read = (half: 0 | 1): MicroOp => ({ op: 'sense', f: 'read', row: input(half), half });
        return [...accumulate(read(0), read(1), placement, at.inputPlane, 'sumInput'), ...sharedSum(at, placement)];
      }
      case 'begin':
        return beginPhase(placement);
      case 'slot': {
        const and = (half: 0 | 1): MicroOp => ({
          op: 'sense',
          f: 'and',
          row: rows.weight(at.group, at.chunk, at.kernel, half, at.weightPlane),
          other: input(half),
          half,
        });
        return accumulate(and(0), and(1), placement, shiftOf(at, placement), 'acc');
      }
      case 'end':
        return endPhase(placement);
      case 'pool':
        return poolPhase(placement);
    }
  };
  return { form: 'and', rules: layoutRules(2, ['S0', 'S1', 'S2'], mapping), body, checkpoints };
}
