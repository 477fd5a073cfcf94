import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { cosSin, sech } from './elementary.ts';
import {
  demagnetisingFactors,
  type MacrospinOptions,
  type MacrospinParameters,
  macrospinFields,
  macrospinPreset,
  macrospinPresets,
  probabilityAgainstCurrent,
  probabilityAgainstPulse,
  summariseSwitching,
  switchedByPulse,
  switchingOutcomes,
  switchingTrials,
  thermalStability,
  trajectory,
  writeErrorRate,
} from './index.ts';
import { advance } from './integrate.ts';
import { setUp, startOf } from './setup.ts';
// The same suite that the browser project runs in Chromium.
import './macrospin.browser.test.ts';

const a = macrospinPreset('A').parameters;
const b = macrospinPreset('B').parameters;
const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('demagnetising factors', () => {
  // Row D1 of the golden table: prototypes in C and numpy.
  it('of 60 x 40 x 2 nm are those of an independent quadrature', () => {
    const [x, y, z] = demagnetisingFactors(60e-9, 40e-9, 2e-9);
    expect(Math.abs(x - 0.02222)).toBeLessThan(5e-5);
    expect(Math.abs(y - 0.04045)).toBeLessThan(5e-5);
    expect(Math.abs(z - 0.93733)).toBeLessThan(5e-5);
  });

  it('agree with elliprd of mpmath to 14 digits', () => {
    const expected = [0.022221337199984372, 0.0404504765755714, 0.937328186224444222];
    demagnetisingFactors(60, 40, 2).forEach((n, i) => void expect(relative(n, expected[i]!)).toBeLessThan(1e-14));
  });

  it('agree with the closed form of a prolate spheroid', () => {
    // Osborn 1945, eq. 2.18: aspect ratio 3.
    const m = 3;
    const root = Math.sqrt(m * m - 1);
    expect(demagnetisingFactors(m, 1, 1)[0]).toBeCloseTo((m / (2 * root ** 3)) * Math.log((m + root) / (m - root)) - 1 / root ** 2, 12);
  });

  it('add up to one and fall with the length of their axis', () => {
    const axis = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(axis, axis, axis, (x, y, z) => {
        const [nx, ny, nz] = demagnetisingFactors(x, y, z);
        return Math.abs(nx + ny + nz - 1) < 1e-13 && (x >= y ? nx <= ny + 1e-15 : nx >= ny - 1e-15);
      }),
    );
  });
});

it('elementary functions agree with Math', () => {
  fc.assert(
    fc.property(fc.double({ min: -3.14, max: 3.14, noNaN: true }), (x) => {
      const [cos, sin] = cosSin(x);
      return Math.abs(cos - Math.cos(x)) < 1e-12 && Math.abs(sin - Math.sin(x)) < 1e-12 && Math.abs(sech(4 * x) * Math.cosh(4 * x) - 1) < 1e-11;
    }),
  );
  expect(cosSin(0)).toEqual([1, 0]);
  expect(sech(1e6)).toBe(0);
});

// Rows D2 to D5 of the golden table.
describe('closed forms', () => {
  it('the shape of 60 x 40 x 2 nm alone holds 7.53 kT; 100 x 40 x 2.7 nm 40 kT', () => {
    expect(Math.abs(thermalStability(macrospinFields({ ...a, extraAnisotropy_A_per_m: 0 }), 300) - 7.53)).toBeLessThan(0.02);
    expect(Math.abs(thermalStability(macrospinFields(b), 300) - 40)).toBeLessThan(0.05);
    expect(Math.abs(thermalStability(macrospinFields(a), 300) - 40)).toBeLessThan(0.05);
  });

  it('preset A has the torque, critical current and resistance of the prototype', () => {
    const fields = macrospinFields(a);
    expect(relative(fields.effectiveSpinHallAngle, 0.2306)).toBeLessThan(2e-3);
    expect(relative(fields.spinHallField_per_A * 120e-6, 23_680)).toBeLessThan(2e-3);
    expect(relative(fields.criticalCurrent_A, 28.65e-6)).toBeLessThan(2e-3);
    expect(relative(fields.heavyMetalResistance_ohm, 888.9)).toBeLessThan(2e-3);
    expect(relative(fields.anisotropyField_A_per_m, 82_288)).toBeLessThan(1e-4);
    expect(relative(fields.effectiveMagnetisation_A_per_m, 844_634)).toBeLessThan(1e-4);
  });

  it('so has preset B', () => {
    const fields = macrospinFields(b);
    expect(relative(fields.criticalCurrent_A, 56.49e-6)).toBeLessThan(2e-3);
    expect(relative(fields.heavyMetalResistance_ohm, 533.3)).toBeLessThan(2e-3);
    expect(relative(fields.spinHallField_per_A * 120e-6, 10_524)).toBeLessThan(2e-3);
  });
});

describe('at 0 K', () => {
  // Row D6: 0.6543 ns for dt -> 0, 0.653 at 1 ps.
  it('preset A switches as fast as the prototypes and CMTJ', () => {
    const at = (step_s: number): number => trajectory({ temperature_K: 0, tilt_rad: 0.1, step_s }).switchingTime_s!;
    expect(Math.abs(at(1e-12) - 0.6543e-9)).toBeLessThan(0.002e-9);
    expect(Math.abs(at(0.1e-12) - 0.6543e-9)).toBeLessThan(0.0002e-9);
  });

  // Just above the critical torque the spin swings ever wider, in large orbits, before it switches; below, every deviation dies out.
  const farthest = (options: MacrospinOptions): number =>
    Math.max(...trajectory({ temperature_K: 0, tilt_rad: 0.02, pulse_s: 200e-9, relaxAfter_s: 0, ...options }).mx.slice(-5000));

  it('the state becomes unstable at the critical current of the closed form', () => {
    const critical = macrospinFields(a).criticalCurrent_A;
    expect(farthest({ current_A: 0.95 * critical })).toBeLessThan(-0.9999);
    expect(farthest({ current_A: 1.05 * critical })).toBeGreaterThan(-0.5);
    expect(trajectory({ temperature_K: 0, current_A: -120e-6 }).mx.at(-1)).toBeLessThan(-0.99);
  });

  it('so it does at that of a current through the junction', () => {
    const { criticalField_A_per_m, junctionField_per_A } = macrospinFields(a);
    const critical = criticalField_A_per_m / junctionField_per_A;
    expect(farthest({ current_A: 0, junctionCurrent_A: 0.95 * critical })).toBeLessThan(-0.9999);
    expect(farthest({ current_A: 0, junctionCurrent_A: 1.05 * critical })).toBeGreaterThan(-0.5);
  });

  it('the energy falls all the way without current', () => {
    const { energy_J } = trajectory({ temperature_K: 0, current_A: 0, tilt_rad: 1.4, every_s: 1e-12, pulse_s: 5e-9 });
    for (let i = 1; i < energy_J.length; i++) expect(energy_J[i]).toBeLessThan(energy_J[i - 1]!);
  });
});

describe('with heat', () => {
  // Row D8, 2000 trials: mean, median, q90, q99.
  it('the switching times of preset A are those of the prototypes', () => {
    const result = switchingTrials();
    const { mean, median, q90, q99 } = result.switchingTime_s!;
    expect(Math.abs(mean - 0.607e-9)).toBeLessThan(0.012e-9);
    expect(Math.abs(median - 0.582e-9)).toBeLessThan(0.012e-9);
    expect(Math.abs(q90 - 0.823e-9)).toBeLessThan(0.02e-9);
    expect(Math.abs(q99 - 1.11e-9)).toBeLessThan(0.05e-9);
    expect(result).toMatchObject({ probability: 1, trials: 2000, crossed: 2000, subcritical: false });
    expect(relative(result.writeEnergy_J, 120e-6 ** 2 * 888.89 * 5e-9)).toBeLessThan(1e-5);
  });

  // Row D9. The tolerance of the table is for 20,000 trials; here 4000, so three standard errors come on top of half of it.
  it('preset A switches as often as the prototypes after each pulse', () => {
    const points = probabilityAgainstPulse({ trials: 4000 }, [0.8e-9, 1e-9, 1.25e-9, 1.5e-9]);
    const expected = [0.887, 0.976, 0.9963, 0.9998];
    points.forEach(({ probability }, i) => {
      const p = expected[i]!;
      expect(Math.abs(probability - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 4000) + 5e-4);
    });
  });

  // Row D12.
  it('preset B is as slow as in the prototypes', () => {
    expect(Math.abs(switchingTrials({ preset: 'B' }).switchingTime_s!.mean - 1.8e-9)).toBeLessThan(0.03e-9);
    const [two, three] = probabilityAgainstPulse({ preset: 'B', trials: 2000 }, [2e-9, 3e-9]);
    expect(Math.abs(two!.probability - 0.716)).toBeLessThan(0.02);
    expect(Math.abs(three!.probability - 0.971)).toBeLessThan(0.008);
  });

  // Row D13: kT / (mu0 Ms V Hk) and kT / (mu0 Ms V Meff).
  it('energy is shared equally between the axes', () => {
    const setup = setUp({ current_A: 0 });
    const spin = startOf(setup, 0);
    advance(spin, setup.resting, 0, 5000);
    let [yy, zz] = [0, 0];
    const samples = 1_200_000;
    for (let i = 0; i < samples; i++) {
      advance(spin, setup.resting, 5000 + 10 * i, 5010 + 10 * i);
      yy += spin.m[1]! ** 2 / samples;
      zz += spin.m[2]! ** 2 / samples;
    }
    expect(relative(yy, 0.0125)).toBeLessThan(0.04);
    expect(relative(zz, 0.001218)).toBeLessThan(0.02);
  });

  it('|m| stays 1', () => {
    const { mx, my, mz } = trajectory({ every_s: 1e-12 });
    for (let i = 0; i < mx.length; i++) expect(Math.abs(Math.hypot(mx[i]!, my[i]!, mz[i]!) - 1)).toBeLessThan(1e-9);
  });

  it('a subcritical current runs, is flagged, and hardly switches', () => {
    expect(switchingTrials({ current_A: 15e-6, trials: 50 })).toMatchObject({ subcritical: true, probability: 0, switchingTime_s: null });
  });

  it('the probability rises with the current', () => {
    const curve = probabilityAgainstCurrent({ trials: 200, pulse_s: 1e-9 }, [40e-6, 80e-6, 120e-6, 180e-6]).map((point) => point.probability);
    expect(curve).toEqual(curve.toSorted((x, y) => x - y));
    expect(curve[0]).toBeLessThan(0.2);
    expect(curve[3]).toBeGreaterThan(0.97);
  });

  it('the closed form of the write error is near the trials', () => {
    // Row D9 again: measured probabilities of 20,000 trials.
    expect(Math.abs(1 - writeErrorRate({}, 1e-9) - 0.976)).toBeLessThan(0.004);
    expect(Math.abs(1 - writeErrorRate({}, 1.25e-9) - 0.9963)).toBeLessThan(0.0015);
    expect(Math.abs(1 - writeErrorRate({ preset: 'B' }, 3e-9) - 0.971)).toBeLessThan(0.008);
    expect(writeErrorRate({ current_A: 20e-6 }, 5e-9)).toBe(1);
  });
});

describe('trials', () => {
  const options = { pulse_s: 0.8e-9 };
  const whole = switchingOutcomes(options, 0, 30);

  it('are the same in ranges as in one run', () => {
    const parts = [switchingOutcomes(options, 0, 7), switchingOutcomes(options, 7, 30)];
    expect([...parts[0]!.time_s, ...parts[1]!.time_s]).toEqual([...whole.time_s]);
    expect(summariseSwitching(options, whole)).toEqual(switchingTrials({ ...options, trials: 30 }));
  });

  it('switch as often when one run serves all pulses as when each is run alone', () => {
    const pulses = [0.9e-9, 0.4e-9, 0.613e-9];
    const alone = pulses.map((pulse_s) => switchingOutcomes({ pulse_s }, 3, 40).switched.reduce((sum, one) => sum + one, 0));
    expect([...switchedByPulse({}, pulses, 3, 40)]).toEqual(alone);
  });

  it('depend on seed and index', () => {
    expect(switchingOutcomes({ ...options, seed: 2 }, 0, 30).time_s).not.toEqual(whole.time_s);
    expect(new Set(whole.time_s.filter((t) => !Number.isNaN(t))).size).toBe(whole.time_s.filter((t) => !Number.isNaN(t)).length);
  });

  it('are what the trajectory shows', () => {
    for (const trial of [0, 5]) expect(trajectory({ pulse_s: 5e-9, trial }).switchingTime_s).toBe(switchingOutcomes({}, trial, trial + 1).time_s[0]);
  });
});

describe('refused', () => {
  const changed = (parameters: Partial<MacrospinParameters>): MacrospinOptions => ({ parameters });
  it.each<[string, MacrospinOptions, string]>([
    ['nothing that can move', { current_A: 0, temperature_K: 0 }, 'nothing can move'],
    ['a negative thickness', changed({ thickness_m: -1e-9 }), 'thickness_m: expected a number above 0, found -1e-9'],
    ['a length of 0', changed({ length_m: 0 }), 'length_m'],
    ['damping that is no number', changed({ damping: Number.NaN }), 'damping'],
    ['a layer with its easy axis elsewhere', changed({ extraAnisotropy_A_per_m: -1e5 }), 'barrier'],
    ['an endless current', { current_A: Number.POSITIVE_INFINITY }, 'current_A'],
    ['a negative temperature', { temperature_K: -1 }, 'temperature_K'],
    ['a pulse of 0', { pulse_s: 0 }, 'pulse_s'],
    ['a pulse shorter than a step', { pulse_s: 1e-13 }, 'shorter than the step'],
    ['a step too long for the precession', { step_s: 1e-11 }, 'expected at most 0.5'],
    ['a step so short that no run would end', { step_s: 1e-21 }, 'steps of one trial'],
    ['a seed below 0', { seed: -1 }, 'seed'],
    ['an unknown preset', { preset: 'a' }, "did you mean 'A'?"],
  ])('%s', (_, options, sentence) => {
    for (const run of [() => switchingOutcomes(options, 0, 1), () => trajectory(options)]) {
      expect(run).toThrow(Refusal);
      expect(run).toThrow(sentence);
    }
  });

  it('no trials, and no pulses', () => {
    expect(() => switchingTrials({ trials: 0 })).toThrow(Refusal);
    expect(() => probabilityAgainstPulse({}, [])).toThrow(Refusal);
  });
});

it('every constant of a preset has a source', () => {
  for (const id of macrospinPresets) {
    const { parameters, sources } = macrospinPreset(id);
    expect(Object.keys(sources).sort()).toEqual(Object.keys(parameters).sort());
    for (const source of Object.values(sources)) expect(source.cite).not.toBe('');
  }
});
