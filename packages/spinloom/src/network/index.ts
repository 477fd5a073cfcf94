/** Networks: ONNX files in, integer dot products and digital operators out, with float32 reference and data sets. */
export { decode, encode } from './codes.ts';
export type { Images } from './dataset/idx.ts';
export { readIdxImages, readIdxLabels } from './dataset/idx.ts';
export { checkLabels, toInput } from './dataset/preprocess.ts';
export { type ElementType, isFloat, isInteger } from './element.ts';
export { interpret, runDigital, runGraph } from './execute.ts';
export type { LowerInfo } from './lower.ts';
export { lower, readNetwork } from './lower.ts';
export type { DigitalOperand } from './lowering/digital.ts';
export { readGraph } from './onnx/read.ts';
export type { WriteOptions } from './onnx/write.ts';
export { writeGraph } from './onnx/write.ts';
export type { OperatorSummary } from './operators/describe.ts';
export { operatorSummaries, unsupportedOperators } from './operators/describe.ts';
export { newestOperatorSet } from './operators/standard.ts';
export type { RandomDotOptions } from './presets.ts';
export { randomDot, svhnLayers } from './presets.ts';
export type * from './types.ts';
