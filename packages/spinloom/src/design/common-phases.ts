/** Phases that every design of this house runs alike: bringing a window in, starting an accumulator, letting a result out. */
import { type MicroOp, type Placement, type Position, reachOf, wordBits } from '../engine/schedule/index.ts';

/** Bits that shift a product of plane values: the weight gain 2 (bipolar and DoReFa codes) is one more place. */
export function shiftOf(at: Position, placement: Placement): number {
  return at.weightPlane + at.inputPlane + (placement.layerShape.weightGain === 2 ? 1 : 0);
}

/** One plane of one chunk of the window crosses the H-tree and is written to its rows. */
export function windowPhase(at: Position, placement: Placement): readonly MicroOp[] {
  const { fold } = placement.rules;
  const rows = Array.from({ length: fold }, (_, half) => placement.rows.input(at.chunk, half, at.inputPlane));
  const bits = Math.min(placement.layerShape.taps, fold * placement.organisation.columns);
  return [{ op: 'transfer', bits, over: 'group', what: 'window' }, ...rows.map((row): MicroOp => ({ op: 'write', row, from: 'bus' }))];
}

/** After the last plane of the last chunk sum(p) goes to the other mats that share the window. */
export function sharedSum(at: Position, placement: Placement): readonly MicroOp[] {
  const lastPlane = at.chunk === placement.chunksPerMat - 1 && at.inputPlane === placement.layerShape.inputBits - 1;
  const mats = (placement.kernelMats / placement.bundles) * placement.chunkMats;
  return lastPlane && placement.kernelMats > placement.bundles
    ? [{ op: 'transfer', bits: wordBits, over: reachOf(mats, placement.organisation), what: 'sum-input' }]
    : [];
}

export function beginPhase(placement: Placement): readonly MicroOp[] {
  return [{ op: 'begin', times: placement.layerShape.weightOffset }];
}

/** Partial sums meet; then the code leaves for the image bank, or the accumulator where its region is still to be summed or the digital unit takes over. */
export function endPhase(placement: Placement): readonly MicroOp[] {
  const { pool, outputBits } = placement.layerShape;
  const partial: readonly MicroOp[] =
    placement.chunkMats > 1
      ? [
          { op: 'transfer', bits: wordBits, over: reachOf(placement.chunkMats, placement.organisation), what: 'partial' },
          { op: 'add', into: 'partial' },
        ]
      : [];
  if (pool === 'average' || outputBits === 0) return [...partial, { op: 'transfer', bits: wordBits, over: 'group', what: 'result' }];
  return [...partial, { op: 'digital', unit: 'threshold', elements: 1 }, { op: 'transfer', bits: outputBits, over: 'group', what: 'result' }];
}

/** One pooled position of all kernels: the region is summed (average, with its shift) or compared (max). */
export function poolPhase(placement: Placement): readonly MicroOp[] {
  const { pool, pooledArea, outputBits } = placement.layerShape;
  const result: MicroOp = { op: 'transfer', bits: outputBits === 0 ? wordBits : outputBits, over: 'group', what: 'result' };
  const region: MicroOp = { op: 'digital', unit: 'pool', elements: pooledArea };
  return pool === 'average' && outputBits > 0 ? [region, { op: 'digital', unit: 'threshold', elements: 1 }, result] : [region, result];
}
