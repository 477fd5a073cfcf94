/** Which mats take part in a step, and which segments of the row each has in hand. Worked out from the placement alone, not from the schedule's formulas. */
import type { Chunk, Placement, Position } from '../../schedule/index.ts';
import type { Mat } from './mat.ts';

export interface Segment {
  /** Accumulator, counted within the group. */
  readonly slot: number;
  readonly kernel: number;
  readonly from: number;
  readonly width: number;
}

export interface Lane {
  readonly mat: Mat;
  readonly chunk: Chunk | undefined;
  readonly segments: readonly Segment[];
  readonly window: number;
}

/** What a mat has in hand does not depend on the window: kept by mat and place in the loop. */
export type LaneBook = Map<number, Pick<Lane, 'chunk' | 'segments'> | undefined>;

export function lanes(mats: readonly Mat[], placement: Placement, at: Position, book: LaneBook): readonly Lane[] {
  const found: Lane[] = [];
  for (const mat of mats) {
    const window = at.window * placement.replicas + mat.replica;
    if (window >= placement.layerShape.windows) continue;
    const key = keyOf(mat, placement, at);
    if (!book.has(key)) book.set(key, laneOf(mat, placement, at));
    const lane = book.get(key);
    if (lane !== undefined) found.push({ mat, window, ...lane });
  }
  return found;
}

const phases: readonly Position['phase'][] = ['window', 'correction', 'begin', 'slot', 'end', 'pool'];

function keyOf({ index }: Mat, { groups, chunksPerMat, group }: Placement, { phase, group: g, chunk, kernel }: Position): number {
  return (((index * phases.length + phases.indexOf(phase)) * groups + g) * (chunksPerMat + 1) + chunk) * (group + 1) + kernel;
}

function laneOf(mat: Mat, placement: Placement, at: Position): Pick<Lane, 'chunk' | 'segments'> | undefined {
  const { kernels } = mat;
  const kernelsInGroup = Math.min(placement.group, kernels.kernels - at.group * placement.group);
  if (kernelsInGroup <= 0) return undefined;
  const first = kernels.firstKernel + at.group * placement.group;
  if (at.phase === 'begin' || at.phase === 'end') {
    const segments = Array.from({ length: kernelsInGroup }, (_, slot) => ({ slot, kernel: first + slot, from: 0, width: 0 }));
    return { chunk: undefined, segments };
  }
  if (at.chunk >= placement.chunksPerMat) return undefined;
  const chunk = placement.chunks[mat.chunkMat * placement.chunksPerMat + at.chunk];
  if (chunk === undefined) return undefined;
  if (at.phase === 'correction' && !kernels.first) return undefined;
  const packed = chunk.kernelsPerRow > 1;
  const whole: Segment = { slot: at.kernel, kernel: first + at.kernel, from: 0, width: chunk.width };
  if (!packed) return at.kernel < kernelsInGroup ? { chunk, segments: [whole] } : undefined;
  if (at.kernel > 0) return undefined;
  // The windows of all segments are equal unless channel groups mix: then one segment is enough for sum(p).
  const count = at.phase === 'correction' && !placement.mixed ? 1 : kernelsInGroup;
  return {
    chunk,
    segments: Array.from({ length: count }, (_, slot) => ({ slot, kernel: first + slot, from: slot * chunk.width, width: chunk.width })),
  };
}
