/** Files and threads: the rooms below take bytes and values, never paths. */
export { checkWritable, type ResultKind, readBytes, writeAtomically } from './files.ts';
export { type LoadedNetwork, loadData, loadNetwork, loadShippedData } from './load.ts';
export { type ShippedData, type ShippedNetwork, shippedData, shippedNetworks } from './shipped.ts';
export { threadExecutor } from './threads.ts';
