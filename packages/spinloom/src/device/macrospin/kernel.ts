/** The inner loop in WebAssembly: the same operations in the same order, so the same bits. One instance a thread. */
import { bestBuild, instantiate } from '@spinloom/kernels';
import { densities, edges, scales } from './noise.ts';
import type { Coefficients, Spin } from './spin.ts';

type Advance = (spin: Spin, c: Coefficients, from: number, to: number) => number;

let made: Advance | undefined;
let tried = false;

/** Undefined where the engine has no SIMD. The noise of a stretch stands in the kernel, whichever spin asked for it. */
export function spinKernel(): Advance | undefined {
  if (!tried) {
    tried = true;
    const build = bestBuild();
    made = build === undefined ? undefined : makeKernel(instantiate(build));
  }
  return made;
}

function makeKernel({ memory, advanceSpin }: ReturnType<typeof instantiate>): Advance {
  // m, coefficients and tables, in doubles from the start of the memory's first page; the rest of the page is working space.
  const values = new Float64Array(memory.buffer);
  const m = 128;
  const coefficients = 136;
  const tables = 144;
  values.set(edges, tables);
  values.set(densities, tables + 257);
  values.set(scales, tables + 514);
  return (spin, c, from, to) => {
    values.set(spin.m, m);
    values[coefficients] = c.advance;
    values[coefficients + 1] = c.damping;
    values[coefficients + 2] = c.x;
    values[coefficients + 3] = c.y;
    values[coefficients + 4] = c.z;
    values[coefficients + 5] = c.dampingLike;
    values[coefficients + 6] = c.fieldLike;
    values[coefficients + 7] = c.sigma;
    const crossed = advanceSpin(8 * m, 8 * coefficients, 8 * tables, spin.key0, spin.key1, from, to);
    for (let axis = 0; axis < 3; axis++) spin.m[axis] = values[m + axis]!;
    return crossed;
  };
}
