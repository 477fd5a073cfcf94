/** Modules become instances: compiled once a thread, chosen by what the engine understands. */
import type { KernelExports } from './exports.ts';
import { baseline, relaxed } from './modules.ts';

/** `baseline`: fixed-width SIMD. `relaxed`: one instruction where the former needs several; the same results. */
export type Build = 'baseline' | 'relaxed';

const sources: Readonly<Record<Build, string>> = { baseline, relaxed };
const compiled = new Map<Build, WebAssembly.Module>();

// (module (func (result v128) v128.const i64x2 0 0, v128.const i64x2 0 0, i8x16.relaxed_swizzle)), and the same with i8x16.swizzle.
const probe = (operation: readonly number[]): Uint8Array<ArrayBuffer> => {
  const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0x00, ...zero, ...zero, 0xfd, ...operation, 0x0b];
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  return Uint8Array.from([
    ...header,
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, body.length + 2, 0x01, body.length, ...body],
  ]);
};

/** Whether this engine has the instructions of a build. */
export function supports(build: Build): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(probe(build === 'relaxed' ? [0x80, 0x02] : [0x0e]));
}

/** The faster build that this engine understands; undefined where it has no SIMD. */
export function bestBuild(): Build | undefined {
  if (supports('relaxed')) return 'relaxed';
  return supports('baseline') ? 'baseline' : undefined;
}

/** An instance with a memory of its own. Throws where the engine does not support the build. */
export function instantiate(build: Build): KernelExports {
  const known = compiled.get(build);
  const module = known ?? new WebAssembly.Module(Uint8Array.from(atob(sources[build]), (character) => character.charCodeAt(0)));
  if (known === undefined) compiled.set(build, module);
  return new WebAssembly.Instance(module).exports as unknown as KernelExports;
}
