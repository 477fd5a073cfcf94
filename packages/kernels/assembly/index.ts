/** The kernels of one module. Pointers are byte offsets in the exported memory, which the host lays out; nothing here allocates. */
export { poolCodes, poolSums, thresholds, thresholds16 } from './after';
export { arrange, copyPixels, interleave, padPlanes, planar, planarCodes } from './arrange';
export { count, packRows } from './count';
export { countParts } from './count-parts';
export { dot16, dot8, lanes } from './dot';
export { drawErrors } from './draws';
export { linear } from './linear';
export { lookup } from './lookup';
export { lookupPairs } from './lookup-pairs';
export { advanceSpin } from './macrospin';
export { slotErrors, warm } from './slot-errors';
export { pairTables, tables, windowSums } from './tables';
