import { expect, it } from 'vitest';
import { advanceInScript, type Coefficients, spinAt } from './integrate.ts';
import { spinKernel } from './kernel.ts';

const c: Coefficients = { advance: 0.0002, damping: 0.02, x: 300, y: -900, z: -1200, dampingLike: 40, fieldLike: 3, sigma: 220 };

it('moves spins as the TypeScript loop does, to the last bit, noise of the tails included', () => {
  const kernel = spinKernel();
  if (kernel === undefined) throw new Error('this engine has no SIMD');
  for (const [key0, key1] of [
    [1, 2],
    [-5, 0x7fffffff],
    [0, 0],
  ] as const) {
    const a = spinAt(-1, 0, 0, key0, key1);
    const b = spinAt(-1, 0, 0, key0, key1);
    // Odd stretches of steps, with the field on and off; some 600,000 normals, of which about 400 lie beyond the ziggurat's base.
    for (let step = 0; step < 200_000; step += 777) {
      const now = step % 2 === 0 ? c : { ...c, dampingLike: 0, fieldLike: 0 };
      expect(kernel(a, now, step, step + 777)).toBe(advanceInScript(b, now, step, step + 777));
    }
    expect(a.m).toEqual(b.m);
  }
});

it('keeps the noise of two spins apart, and moves without noise at 0 K', () => {
  const kernel = spinKernel()!;
  const spins = [1, 2].map((key) => [spinAt(-1, 0, 0, key, 9), spinAt(-1, 0, 0, key, 9)] as const);
  for (let step = 0; step < 2000; step += 100) {
    const now = step < 1000 ? c : { ...c, sigma: 0 };
    for (const [a, b] of spins) {
      kernel(a, now, step, step + 100);
      // Without noise the script reads what its spin last held: none here.
      if (now.sigma === 0) b.noise.fill(0);
      advanceInScript(b, now, step, step + 100);
      expect(a.m).toEqual(b.m);
    }
  }
  expect(spins[0]![0].m).not.toEqual(spins[1]![0].m);
});
