import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesOut } from '../../engine/machine/index.ts';
import { Refusal } from '../../refusal/index.ts';
import {
  burstSteps,
  coutAsSum,
  crossingTime,
  dutyCycle,
  energyAfter,
  energyOf,
  harvestingProgress,
  leakedEnergy,
  leastBarrier_kT,
  markovSteps,
  optimalInterval,
  optimalWork,
  retention,
  segmentEnergy_J,
  segmentTime,
  shiftWindow_s,
  volatileRestart,
  voltageAfter,
  writeSavings,
} from './index.ts';

// Golden values G1 to G12 come from an independent prototype that also checked them by Monte Carlo or brute force.
const near = (actual: number, expected: number, relative: number): void => expect(Math.abs(actual / expected - 1)).toBeLessThan(relative);

describe('closed forms', () => {
  it('G1: the best interval and the time of a segment', () => {
    const best = optimalWork(0.01, 5);
    near(best.work_s, 28.381054483, 1e-10);
    near(best.young_s, 31.622776602, 1e-10);
    near(best.daly_s, 28.377284314, 1e-10);
    near(segmentTime({ rate_per_s: 0.01, work_s: best.work_s, checkpoint_s: 5, restore_s: 2, off_s: 10 }).time_s, 44.471233926, 1e-10);
  });

  it('the best interval is least by search, and by whole frames', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 3, noNaN: true }), fc.double({ min: 0.001, max: 1e6, noNaN: true }), (x, rate_per_s) => {
        const checkpoint_s = x / rate_per_s;
        const { work_s } = optimalWork(rate_per_s, checkpoint_s);
        const overhead = (work: number): number =>
          segmentTime({ rate_per_s, work_s: work, checkpoint_s, restore_s: 0.1 / rate_per_s, off_s: 1 }).overhead;
        expect(overhead(work_s)).toBeLessThanOrEqual(overhead(work_s * 1.02) * (1 + 1e-9));
        expect(overhead(work_s)).toBeLessThanOrEqual(overhead(work_s * 0.98) * (1 + 1e-9));
        const frame = work_s / 7.4;
        const frames = optimalInterval(frame, { rate_per_s, checkpoint_s });
        expect([7, 8]).toContain(frames);
      }),
    );
  });

  it('stays finite where a checkpoint outlasts the mean time between failures', () => {
    for (const x of [39, 41, 700, 1e6]) expect(optimalWork(1, x).work_s).toBeCloseTo(1, 12);
    expect(optimalInterval(1e-3, { rate_per_s: 1e4, checkpoint_s: 0.067 })).toBe(1);
  });

  it('G2: the energy of a segment', () => {
    const segment = { rate_per_s: 0.01, work_s: optimalWork(0.01, 5).work_s, checkpoint_s: 5 };
    near(segmentEnergy_J({ ...segment, work_W: 3, checkpoint_W: 7, restore_J: 11 }), 143.751078895, 1e-10);
  });

  it('G3: discrete failures', () => {
    near(markovSteps({ interval: 20, failure: 0.01 }), 22.26329843071, 1e-12);
    near(markovSteps({ interval: 20, failure: 0.05 }), 35.7901963503, 1e-11);
    near(markovSteps({ interval: 20, failure: 1e-12 }), 20, 1e-9);
  });

  it('G4: restarts of a volatile task', () => {
    near(volatileRestart(1).slowdown, 1.7182818285, 1e-10);
    for (const [x, completed] of [
      [0.1, 0.951],
      [1, 0.582],
      [5, 0.0339],
      [10, 4.54e-4],
    ] as const)
      near(volatileRestart(x).completed, completed, 2e-3);
  });

  it('F6: a burst of exactly three steps gives three', () => {
    const burst = { burst_J: 0.3, restore_J: 0, step_J: 0.1, checkpoint_J: 0, interval: 1 };
    expect(burstSteps(burst)).toEqual({ segments: 3, steps: 3, justInTime: 3, maximumInterval: 3 });
    expect(burstSteps({ ...burst, burst_J: 0.2999 }).steps).toBe(2);
  });

  it('G5: steps of a burst', () => {
    const burst = { burst_J: 28.8e-6, restore_J: 0.2e-9, step_J: 0.843e-9, checkpoint_J: 45e-12 };
    expect([1, 20, 1000, 35000].map((interval) => burstSteps({ ...burst, interval }).steps)).toEqual([32432, 34060, 34000, 0]);
    expect(burstSteps({ ...burst, interval: 1 }).justInTime).toBe(34163);
    const { maximumInterval } = burstSteps({ ...burst, interval: 20 });
    expect(burstSteps({ ...burst, interval: maximumInterval }).segments).toBe(1);
    expect(burstSteps({ ...burst, interval: maximumInterval + 1 }).segments).toBe(0);
  });

  it('G6: a capacitor charges without a time step', () => {
    const storage = { capacitance_F: 10e-6, leak_ohm: 10e6 };
    near(crossingTime(storage, energyOf(10e-6, 1.8), 70e-6, energyOf(10e-6, 3)), 0.41505974208, 1e-10);
    // Without a leak the energy is linear.
    near(crossingTime({ ...storage, leak_ohm: Number.POSITIVE_INFINITY }, 0, 1e-3, 45e-6), 0.045, 1e-12);
  });

  it('G8: the EH model', () => {
    const { best, mean, worst, optimalCycles } = harvestingProgress({ supply_J: 100, cycle_J: 1, cyclesBetweenBackups: 10, backup_J: 1 });
    near(best, 0.909090909, 1e-8);
    near(mean, 0.863636364, 1e-8);
    near(worst, 0.818181818, 1e-8);
    const at = (cyclesBetweenBackups: number): number => harvestingProgress({ supply_J: 100, cycle_J: 1, cyclesBetweenBackups, backup_J: 1 }).mean;
    expect(at(optimalCycles)).toBeGreaterThan(Math.max(at(optimalCycles * 1.01), at(optimalCycles * 0.99)));
  });

  it('G9: retention', () => {
    for (const [barrier_kT, tau] of [
      [30, 1.0686e4],
      [40, 2.3539e8],
      [60, 1.142e17],
    ] as const)
      near(retention({ barrier_kT, off_s: 1 }).retention_s, tau, 5e-5);
    near(retention({ barrier_kT: 30, off_s: 1 }).flip, 9.3567e-5, 2e-5);
    near(retention({ barrier_kT: 30, off_s: 1, bits: 48 }).anyFlip, 0.0045, 0.01);
    near(retention({ barrier_kT: 30, off_s: 1, bits: 24576 }).anyFlip, 0.9, 0.01);
    near(leastBarrier_kT(48, 537, 1e-3), 37.8, 2e-3);
    near(leastBarrier_kT(24576, 537, 1e-3), 44.0, 2e-3);
  });

  it('P16: an infinite barrier keeps every bit, none keeps half', () => {
    expect(retention({ barrier_kT: 800, off_s: 1e9, bits: 1e6 }).anyFlip).toBe(0);
    expect(retention({ barrier_kT: 0, off_s: 1 }).flip).toBe(0.5);
  });

  it('G10: a lower barrier saves half only by some ways', () => {
    const savings = writeSavings();
    expect(savings.overdrive).toBe(0.4375);
    expect(savings.overdrivePulse).toBe(0.578125);
    near(savings.current, 0.5, 1e-12);
    near(writeSavings({ overdrive: 1.25 }).current, 0.625, 1e-12);
    near(writeSavings({ overdrive: 2 }).current, 0.4, 1e-12);
    near(savings.overdriveForHalfInitialAngle, 1.597582, 1e-6);
    near(savings.exponentForHalf, 2.40942, 1e-5);
    near(savings.thickness, 0.25, 1e-12);
    near(savings.overdriveInitialAngle, 0.468, 2e-3);
  });

  it('G11: a carry that stands for the sum loses the value (by enumeration of all operands)', () => {
    for (const bits of [2, 4, 6]) {
      let [sum, square, equal] = [0, 0, 0];
      const top = 2 ** bits;
      for (let a = 0; a < top; a++) {
        for (let b = 0; b < top; b++) {
          const kept = (a + b) % top;
          const carries = carriesOut(a, b) % top;
          sum += carries - kept;
          square += (carries - kept) ** 2;
          for (let bit = 0; bit < bits; bit++) equal += ((carries >> bit) & 1) === ((kept >> bit) & 1) ? 1 : 0;
        }
      }
      const { match, ripple } = coutAsSum(bits);
      expect(sum / top ** 2).toBe(ripple.mean);
      expect(square / top ** 2).toBe(ripple.meanSquare);
      expect(equal / top ** 2 / bits).toBe(match);
    }
    expect(coutAsSum(4).ripple.meanSquare).toBe(84);
    expect(coutAsSum(6).ripple.meanSquare).toBe(1363.5);
    expect(coutAsSum(8).ripple.meanSquare).toBe(21843);
    expect(coutAsSum(4).carrySave.meanSquare).toBe(63.75);
  });

  it('G12: the shift stage', () => {
    near(shiftWindow_s(8, 8), 0.928e-9, 1e-12);
  });

  it('F9: a constant harvest sets the duty', () => {
    const { duty, on_s, off_s, burst_J } = dutyCycle({ stored_J: 28.8e-6, harvest_W: 1e-3, active_W: 80e-3 });
    near(on_s / (on_s + off_s), duty, 1e-12);
    near(burst_J, 28.8e-6 * (80 / 79), 1e-12);
  });

  it('P13: F1 and its variance, F3 and F4 agree with chains summed by hand', () => {
    // Without restore and time off the number of attempts is geometric: E[T^2] by numerical integration of the renewal equation.
    const { time_s, variance_s2 } = segmentTime({ rate_per_s: 0.7, work_s: 1, checkpoint_s: 0.3 });
    let [mean, square] = [0, 0];
    const q = Math.exp(-0.7 * 1.3);
    const n = 4000;
    let [m1, m2] = [0, 0];
    for (let i = 0; i < n; i++) {
      const t = ((i + 0.5) / n) * 1.3;
      const density = (0.7 * Math.exp(-0.7 * t) * 1.3) / n;
      m1 += density * t;
      m2 += density * t * t;
    }
    // T = Y + T' after a failure at Y: first and second moments.
    mean = (m1 + q * 1.3) / q;
    square = (m2 + 2 * m1 * mean + q * 1.3 ** 2) / q;
    near(time_s, mean, 1e-6);
    near(variance_s2, square - mean ** 2, 1e-5);
  });

  it('the leak and the energy balance', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(1e-9, 1e-2),
        number(1e3, 1e9),
        number(0.1, 5),
        number(0, 1e-2),
        number(1e-9, 100),
        (capacitance_F, leak_ohm, volts, power, t) => {
          const storage = { capacitance_F, leak_ohm };
          const start = energyOf(capacitance_F, volts);
          const end = energyAfter(storage, start, power, t);
          const leaked = leakedEnergy(storage, start, power, t);
          expect(Math.abs(power * t - (end - start) - leaked)).toBeLessThan(1e-12 * (power * t + start));
          // Two parts of a stretch are the stretch.
          const half = energyAfter(storage, energyAfter(storage, start, power, t / 3), power, (2 * t) / 3);
          expect(Math.abs(half - end)).toBeLessThan(1e-12 * (start + end));
          const middle = (start + end) / 2;
          if (Math.abs(end - start) > 1e-6 * start) {
            const crossing = crossingTime(storage, start, power, middle);
            near(energyAfter(storage, start, power, crossing), middle, 1e-9);
          }
        },
      ),
    );
    expect(voltageAfter({ capacitance_F: 1e-6, leak_ohm: 1e6 }, 0, 1e-6, 1)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(crossingTime({ capacitance_F: 1e-6, leak_ohm: 1e6 }, 0, 1e-6, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses numbers that mean nothing', () => {
    expect(() => markovSteps({ interval: 0, failure: 0.1 })).toThrow(Refusal);
    expect(() => markovSteps({ interval: 20, failure: 1 })).toThrow(Refusal);
    expect(() => volatileRestart(-1)).toThrow(Refusal);
    expect(() => writeSavings({ overdrive: 1 })).toThrow(Refusal);
    expect(() => burstSteps({ burst_J: 1, restore_J: -1, step_J: 1, checkpoint_J: 0, interval: 1 })).toThrow(Refusal);
    expect(() => optimalWork(0, 1)).toThrow(Refusal);
  });
});
