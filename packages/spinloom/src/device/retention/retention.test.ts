import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { barrierNeeded_kT, barrierScaling, flipProbability, retentionTime_s } from './index.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('retention', () => {
  it('of 40 kT is seven and a half years, of 30 kT three hours', () => {
    // 1 ns x exp(40) and 1 ns x exp(30).
    expect(relative(retentionTime_s(), 2.3538527e8)).toBeLessThan(1e-7);
    expect(relative(retentionTime_s({ barrier_kT: 30 }), 1.0686475e4)).toBeLessThan(1e-7);
  });

  it('the probability is small where the time is short, and exact for many bits', () => {
    expect(relative(flipProbability(1, 1000), 1000 / 2.3538527e8)).toBeLessThan(1e-4);
    expect(flipProbability(0)).toBe(0);
    expect(flipProbability(retentionTime_s())).toBeCloseTo(1 - 1 / Math.E, 12);
  });

  it('the barrier needed brings about the risk', () => {
    const task = fc.record({
      bits: fc.integer({ min: 1, max: 2 ** 40 }),
      off_s: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      risk: fc.double({ min: 1e-12, max: 0.9, noNaN: true }),
    });
    fc.assert(fc.property(task, (t) => relative(flipProbability(t.off_s, t.bits, { barrier_kT: barrierNeeded_kT(t) }), t.risk) < 1e-6));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a barrier of %d', (barrier_kT) => {
    expect(() => retentionTime_s({ barrier_kT })).toThrow(Refusal);
  });

  it('refuses no bits, no time off, a risk of 0 or 1', () => {
    const task = { bits: 1, off_s: 1, risk: 0.5 };
    for (const wrong of [{ bits: 0 }, { bits: 1.5 }, { off_s: 0 }, { risk: 0 }, { risk: 1 }, { risk: Number.NaN }]) {
      expect(() => barrierNeeded_kT({ ...task, ...wrong })).toThrow(Refusal);
    }
    expect(() => flipProbability(-1)).toThrow(Refusal);
  });
});

describe('from 40 kT to 30 kT', () => {
  const { start, paths } = barrierScaling();
  const of = (path: string) => paths.find((p) => p.path === path)!;

  it.each(['thickness', 'area', 'anisotropy'])('by %s reaches 30 kT and costs retention', (path) => {
    const scaled = of(path);
    if ('unreachable' in scaled) throw new Error(scaled.unreachable);
    expect(scaled.barrier_kT).toBeCloseTo(30, 8);
    expect(start.retention_s / scaled.retention_s).toBeCloseTo(Math.exp(start.barrier_kT - 30), 2);
    expect(scaled.equalOverdrive.ratio).toBeLessThan(1);
    expect(scaled.equalCurrent!.ratio).toBeLessThan(1);
    // Joule heat at equal overdrive goes with Ic0² R.
    const expected = (scaled.criticalCurrent_A / start.criticalCurrent_A) ** 2 * (scaled.heavyMetalResistance_ohm / start.heavyMetalResistance_ohm);
    expect(scaled.equalOverdrive.ratio).toBeCloseTo(expected, 12);
  });

  it('by anisotropy saves least: the critical current is ruled by the shape out of the plane', () => {
    const ratio = (path: string): number => {
      const scaled = of(path);
      return 'unreachable' in scaled ? Number.NaN : scaled.equalOverdrive.ratio;
    };
    expect(ratio('anisotropy')).toBeGreaterThan(ratio('area'));
    expect(ratio('area')).toBeGreaterThan(ratio('thickness'));
  });

  it('says where a way does not lead there', () => {
    // The shape of preset A holds 7.5 of its 40 kT: a circle still holds 32.5. Preset B has nothing but its shape.
    expect(of('aspect')).toEqual({ path: 'aspect', unreachable: 'even at the end of this way the barrier is 32.5 kT' });
    const anisotropy = barrierScaling({ preset: 'B' }).paths.find((p) => p.path === 'anisotropy')!;
    expect('unreachable' in anisotropy && anisotropy.unreachable).toContain('no extra anisotropy left');
  });

  it('refuses a barrier of 0 and a write below the critical current', () => {
    expect(() => barrierScaling({ barrier_kT: 0 })).toThrow(Refusal);
    expect(() => barrierScaling({ current_A: 20e-6 })).toThrow('critical current');
  });
});
