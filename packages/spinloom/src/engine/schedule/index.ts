export { addCounts } from './counts.ts';
export { wordBits } from './extent.ts';
export { reachOf } from './fit.ts';
export { layerShape } from './layer-shape.ts';
export { operationKey } from './operation.ts';
export { matsInUse, place } from './placement.ts';
export { schedule } from './schedule.ts';
export type * from './types.ts';
