/**
 * Input rows that did not take a bit of a new window: the cell keeps the bit of the window before, for all planes of all kernels that meet it there.
 *
 * A cell is written once a window and serves every accumulator group of its mat (a full row every kernel), and sum(p) where its mat counts it. What
 * the cell held before is taken as the right bit of the window before; mats start with cleared cells.
 */
import { inputCode, kernelsInGroup } from './field.ts';
import { addToSharers, blockStream, defectsAt, type FaultyRun, windowsPerBlock } from './run.ts';
import { skipAhead } from './skip.ts';

/** A run of cells of one row: the taps of a chunk in one segment of a kernel mat. */
interface Run {
  readonly kernelMat: number;
  readonly chunk: number;
  readonly segment: number;
  /** Cells before it in the list. */
  readonly at: number;
}

export function addInputWriteErrors(run: FaultyRun): void {
  const { field, faults } = run;
  const { write } = faults.rates;
  const { inputBits, windows } = field.placement.layerShape;
  const most = Math.max(...write);
  if (most === 0) return;
  const { input } = run;
  const { runs, cells } = runsOf(run);
  for (let plane = 0; plane < inputBits; plane++) {
    for (let from = 0; from < windows; from += windowsPerBlock) {
      const count = Math.min(windowsPerBlock, windows - from);
      skipAhead(blockStream(run, 'write', plane, from / windowsPerBlock), count * cells, most, (index, u) => {
        const window = from + Math.floor(index / cells);
        const cell = index % cells;
        const here = find(runs, cell);
        const tap = field.placement.chunks[here.chunk]!.firstTap + cell - here.at;
        const kernel = field.kernelMats[here.kernelMat]!.firstKernel + here.segment;
        const written = (inputCode(field, kernel, tap, window, input) >>> plane) & 1;
        const earlier = window - field.placement.replicas;
        const stored = earlier < 0 ? 0 : (inputCode(field, kernel, tap, earlier, input) >>> plane) & 1;
        if (stored === written || u * most >= write[written]!) return;
        keepOld(run, here, tap, window, (stored - written) * 2 ** plane);
      });
    }
  }
}

/** The cell of `tap` in a run holds a bit too many or too few of weight `change`. */
function keepOld(run: FaultyRun, { kernelMat, chunk, segment }: Run, tap: number, window: number, change: number): void {
  const { field } = run;
  const acc = run.acc();
  const { placement, weights } = field;
  const { taps, windows, weightGain, weightOffset } = placement.layerShape;
  const { firstKernel, kernels, first } = field.kernelMats[kernelMat]!;
  const { firstTap, taps: here, width, kernelsPerRow } = placement.chunks[chunk]!;
  const packed = kernelsPerRow > 1;
  const half = Math.ceil(here / placement.rules.fold);
  const column = (packed ? segment * width : 0) + ((tap - firstTap) % half);
  if (defectsAt(run, kernelMat, Math.floor(chunk / placement.chunksPerMat), window, column) !== undefined) return;
  for (let k = packed ? segment : 0; k < kernels; k += packed ? placement.group : 1) {
    const kernel = firstKernel + k;
    acc[kernel * windows + window]! += weightGain * change * weights[kernel * taps + tap]!;
  }
  if (weightOffset !== 0 && first && (placement.mixed || segment === 0)) addToSharers(run, firstKernel + segment, window, change);
}

function runsOf({ field }: FaultyRun): { readonly runs: readonly Run[]; readonly cells: number } {
  const runs: Run[] = [];
  let at = 0;
  for (const kernelMat of field.kernelMats.keys()) {
    for (const [chunk, { taps, kernelsPerRow }] of field.placement.chunks.entries()) {
      const segments = Math.min(kernelsInGroup(field, kernelMat, 0), kernelsPerRow);
      for (let segment = 0; segment < segments; segment++, at += taps) runs.push({ kernelMat, chunk, segment, at });
    }
  }
  return { runs, cells: at };
}

/** The run that holds a cell, by halving. */
function find(runs: readonly Run[], cell: number): Run {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]!.at <= cell) low = middle;
    else high = middle - 1;
  }
  return runs[low]!;
}
