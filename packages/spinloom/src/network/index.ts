/** Networks: ONNX files in, integer dot products and digital operators out, with float32 reference and data sets. */
export { decode, encode } from './codes.ts';
export { readIdxImages, readIdxLabels } from './dataset/idx.ts';
export { blockOf, type ImageBlock, memoryImages } from './dataset/memory.ts';
export { openImages, openLabels, readImages, readLabels } from './dataset/open.ts';
export { type ArrangedPictures, arrange, isPictureName, openPictures, type PictureFile } from './dataset/pictures/folder.ts';
export { checkLabels, toInput } from './dataset/preprocess.ts';
export type * from './dataset/types.ts';
export { interpret, runDigital } from './execute.ts';
export type { LowerInfo } from './lower.ts';
export { lower, readNetwork } from './lower.ts';
export type { DigitalOperand } from './lowering/digital.ts';
export { readGraph } from './onnx/read.ts';
export type { WriteOptions } from './onnx/write.ts';
export { writeGraph } from './onnx/write.ts';
export type { RandomDotOptions } from './presets.ts';
export { randomDot, svhnLayers } from './presets.ts';
export type * from './types.ts';
