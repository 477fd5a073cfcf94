/** The two builds of the kernels. Node 20 has the instructions of the second behind a flag, which 'spinloom/node' sets. */
import 'spinloom/node';
import { simdBackend } from 'spinloom';

export type Build = 'baseline' | 'relaxed';

export const builds: readonly Build[] = ['baseline', 'relaxed'];

/** Undefined where this engine runs a build, else why not. */
export function ready(build: Build): { readonly skipped: string } | undefined {
  return simdBackend({ build }).name === `simd ${build}` ? undefined : { skipped: `this engine has not the instructions of the ${build} build` };
}
