export { type Estimate as BufferEstimate, sizeText } from './estimate.ts';
export { type BufferFigures, type BufferRange, bufferFigures } from './figures.ts';
export { type BufferKind, bufferKinds } from './points.ts';
