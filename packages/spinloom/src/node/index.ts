/** Files and threads: the rooms below take bytes and values, never paths. */

import './relaxed-simd.ts';

export { loadArray } from './array.ts';
export { missingData } from './data/installed.ts';
export { loadData, loadDataSet, loadShippedData, namedData } from './data/load.ts';
export { checkWritable, type ResultKind, readBytes, writeAtomically, writeFolder } from './files.ts';
export { type LoadedGraph, type LoadedNetwork, loadGraph, loadNetwork } from './load.ts';
export { type ShippedData, type ShippedNetwork, shippedData, shippedNetworks } from './shipped.ts';
export { threadExecutor } from './threads.ts';
