/** The best organisation of a space, with all its figures. */
import { availableParallelism } from 'node:os';
import {
  type ArrayConfiguration,
  type ArrayNumbers,
  type ArrayRequest,
  type ArraySearch,
  computeArray,
  searchSize,
  type Target,
} from '../../../array/index.ts';
import { threadExecutor } from '../../../node/index.ts';
import { inlineExecutor, runArraySearch } from '../../../study/index.ts';
import { progress } from '../../progress.ts';

export interface Searched {
  readonly search: ArraySearch;
  readonly configuration: ArrayConfiguration;
  readonly numbers: ArrayNumbers;
}

/** `threads` absent: as many as there are cores. */
export async function searched(
  { space, cell }: ArrayRequest,
  target: Target,
  { pareto = false, threads = availableParallelism() }: { readonly pareto?: boolean; readonly threads?: number } = {},
): Promise<Searched> {
  const bar = progress('search', 'banks');
  try {
    // A thread takes as long to start as a small search takes as a whole.
    const small = searchSize(space) < worthThreads;
    const executor = threads === 1 || small ? inlineExecutor : threadExecutor(threads);
    const search = await runArraySearch({ space, cell, pareto, executor, onProgress: bar.update });
    const { configuration } = search.optima[target];
    return { search, configuration, numbers: computeArray(configuration, cell) };
  } finally {
    bar.stop();
  }
}

/** Organisations from which threads pay. */
const worthThreads = 1e6;

/** An organisation as the JSON of a search gives it. */
export function optimumOf({ organisation: o, style, localWire, globalWire, globalRepeaters }: ArrayConfiguration, numbers?: ArrayNumbers): unknown {
  return {
    bank: { rows: o.bankRows, columns: o.bankColumns, activePerColumn: o.activeMatsPerColumn, activePerRow: o.activeMatsPerRow },
    mat: { rows: o.matRows, columns: o.matColumns, activePerColumn: o.activeSubarraysPerColumn, activePerRow: o.activeSubarraysPerRow },
    ...(numbers === undefined ? {} : { subarray: { rows: numbers.subarray.numRow, columns: numbers.subarray.numColumn } }),
    mux: { senseAmp: o.muxSenseAmp, outputLevel1: o.muxOutput1, outputLevel2: o.muxOutput2 },
    buffers: style,
    wires: { local: localWire, global: globalWire, repeaters: globalRepeaters },
  };
}
