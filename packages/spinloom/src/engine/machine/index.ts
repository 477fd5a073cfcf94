export { directBackend } from './direct.ts';
export { classOf, type ImageSource, type InferenceOptions, infer, inferImage } from './inference/infer.ts';
export { runLayer, type Tap } from './inference/layer.ts';
export { type LiteralOptions, literalBackend } from './literal/backend.ts';
export { literalMachine } from './literal/machine.ts';
export type { Machine, MachineView, MatView, Tally, Tear } from './literal/types.ts';
export { packedBackend } from './packed/backend.ts';
export type * from './types.ts';
