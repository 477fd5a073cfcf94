/**
 * Spinloom: networks in, accuracy and the cost of one image out, every figure explained.
 *
 * This face runs in Node and in a browser; files and threads are in 'spinloom/node'.
 */
export * from './array/index.ts';
export * from './circuit/index.ts';
export * from './design/index.ts';
export * from './device/index.ts';
export * from './engine/machine/index.ts';
export * from './engine/schedule/index.ts';
export * from './network/index.ts';
export * from './power/index.ts';
export * from './quantity/index.ts';
export * from './random/index.ts';
export * from './refusal/index.ts';
export * from './reproduction/index.ts';
export * from './study/index.ts';
export * from './technology/index.ts';
