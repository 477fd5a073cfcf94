/** The best organisation of a space, with all its figures. */
import {
  type ArrayConfiguration,
  type ArrayNumbers,
  type ArrayRequest,
  type ArraySearch,
  computeArray,
  searchArray,
  type Target,
} from '../../../array/index.ts';
import { progress } from '../../progress.ts';

export interface Searched {
  readonly search: ArraySearch;
  readonly configuration: ArrayConfiguration;
  readonly numbers: ArrayNumbers;
}

export function searched({ space, cell }: ArrayRequest, target: Target, pareto = false): Searched {
  const bar = progress('search', 'banks');
  try {
    const search = searchArray(space, cell, { pareto, onProgress: bar.update });
    const { configuration } = search.optima[target];
    return { search, configuration, numbers: computeArray(configuration, cell) };
  } finally {
    bar.stop();
  }
}

/** An organisation as the JSON of a search gives it. */
export function optimumOf({ organisation: o, style }: ArrayConfiguration, numbers?: ArrayNumbers): unknown {
  return {
    bank: { rows: o.bankRows, columns: o.bankColumns, activePerColumn: o.activeMatsPerColumn, activePerRow: o.activeMatsPerRow },
    mat: { rows: o.matRows, columns: o.matColumns, activePerColumn: o.activeSubarraysPerColumn, activePerRow: o.activeSubarraysPerRow },
    ...(numbers === undefined ? {} : { subarray: { rows: numbers.subarray.numRow, columns: numbers.subarray.numColumn } }),
    mux: { senseAmp: o.muxSenseAmp, outputLevel1: o.muxOutput1, outputLevel2: o.muxOutput2 },
    buffers: style,
  };
}
