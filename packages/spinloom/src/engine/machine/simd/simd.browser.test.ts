import { type Build, supports } from '@spinloom/kernels';
import { describe, expect, it } from 'vitest';
import { backendSuite } from '../packed/backend.suite.ts';
import { simdBackend } from './backend.ts';
import { chainSuite } from './chain.suite.ts';

for (const build of ['baseline', 'relaxed'] satisfies Build[]) {
  // Chromium has had both since version 114: a browser without one is a failure and no reason to leave its tests out.
  describe(`the browser of the tests, simd ${build}`, () => {
    it('has its instructions', () => expect(supports(build)).toBe(true));
  });
  if (!supports(build)) continue;
  backendSuite(`simd ${build}`, () => simdBackend({ build }), { runs: 300, kernels: 40 });
  chainSuite(build);
}
