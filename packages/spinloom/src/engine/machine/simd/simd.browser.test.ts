import { type Build, supports } from '@spinloom/kernels';
import { describe, it } from 'vitest';
import { backendSuite } from '../packed/backend.suite.ts';
import { simdBackend } from './backend.ts';
import { chainSuite } from './chain.suite.ts';

for (const build of ['baseline', 'relaxed'] satisfies Build[]) {
  if (supports(build)) {
    backendSuite(`simd ${build}`, () => simdBackend({ build }), { runs: 300, kernels: 40 });
    chainSuite(build);
  } else {
    describe(`back end simd ${build}`, () => it.skip('is left out: this engine has not its instructions', () => undefined));
  }
}
