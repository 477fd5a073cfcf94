/** Kernels of the engine in WebAssembly SIMD. The same modules run in Node and in a page; nothing here opens a file. */
export { type Arena, arena } from './arena.ts';
export type { DotKernel, KernelExports } from './exports.ts';
export { type Build, bestBuild, instantiate, supports } from './load.ts';
