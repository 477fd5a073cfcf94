export { log } from './log.ts';
export type { Stream } from './stream.ts';
export { stream } from './stream.ts';
export { threefry2x32 } from './threefry.ts';
