/**
 * IMCE: AND in the array, write-back, read-back, serial bit-counter, shifter, sum (paper 1, IV.A and Fig. 6; equation 3).
 *
 * The paper counts "the number of 1s within each resultant vector" serially. A counter every `counterSegment` columns works in parallel with the others;
 * the segment length is the second paper's footnote 1 (8). Nothing overlaps with the counter; accumulators are volatile, so there is no checkpoint.
 */
import type { CheckpointPlan, MicroOp, Placement, Position, Program } from '../../engine/schedule/index.ts';
import { beginPhase, endPhase, poolPhase, sharedSum, shiftOf, windowPhase } from '../common-phases.ts';
import { layoutRules, type Mapping } from '../mapping.ts';

export interface ImceProgramOptions extends Mapping {
  /** Columns of one serial counter. A power of two. */
  readonly counterSegment: number;
  readonly columns: number;
}

const noCheckpoints: CheckpointPlan = { every: 'none', frame: 'plane', commit: 'double-slot', flipFlops: 'dual' };

export function imceProgram({ counterSegment, columns, ...mapping }: ImceProgramOptions): Program {
  // A counter may not straddle two kernels' segments.
  const cycles = Math.min(counterSegment, columns / mapping.accumulators);
  const accumulate = (sense: MicroOp, scratch: number, by: number, into: 'acc' | 'sumInput'): readonly MicroOp[] => [
    sense,
    { op: 'write', row: scratch, from: 'latch' },
    { op: 'sense', f: 'read', row: scratch, half: 0 },
    { op: 'count', cycles },
    { op: 'merge', per: cycles },
    { op: 'shift', by, passes: 1 },
    { op: 'add', into },
  ];
  const body: Program['body'] = (phase, at: Position, placement: Placement) => {
    const { rows } = placement;
    const input = rows.input(at.chunk, 0, at.inputPlane);
    switch (phase) {
      case 'window':
        return windowPhase(at, placement);
      case 'correction':
        return [
          ...accumulate({ op: 'sense', f: 'read', row: input, half: 0 }, rows.scratch('S'), at.inputPlane, 'sumInput'),
          ...sharedSum(at, placement),
        ];
      case 'begin':
        return beginPhase(placement);
      case 'slot': {
        const weight = rows.weight(at.group, at.chunk, at.kernel, 0, at.weightPlane);
        return accumulate({ op: 'sense', f: 'and', row: weight, other: input, half: 0 }, rows.scratch('S'), shiftOf(at, placement), 'acc');
      }
      case 'end':
        return endPhase(placement);
      case 'pool':
        return poolPhase(placement);
    }
  };
  return { form: 'and', rules: layoutRules(1, ['S'], mapping), body, checkpoints: noCheckpoints };
}
