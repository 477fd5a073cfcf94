import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { dutyCycle } from '../closed-form/index.ts';
import { planOf } from '../plan/plan.ts';
import { uniformWorkload } from '../plan/workload.ts';
import { simulate } from '../run.ts';
import { poissonOutages } from '../sources/random.ts';
import { constantSource, squareSource } from '../sources/regular.ts';
import { traceOf, traceSource } from '../sources/trace.ts';
import type { Harvest } from '../sources/types.ts';
import { imbalance } from '../storage/ledger.ts';
import type { StorageOptions } from '../storage/storage.ts';
import { storageModel } from '../storage/storage.ts';
import type { RunResult } from './types.ts';

const workload = uniformWorkload({ steps: 1000, step_J: 1e-9, active_W: 80e-3, checkpoint_J: 0.5e-9, restore_J: 2e-9 });
const plan = planOf(workload, { interval: 20, grain: 'part' });
const counts = ({ images, powerCycles, failures, steps, checkpoints, restores }: RunResult) => ({
  images,
  powerCycles,
  failures,
  steps,
  checkpoints,
  restores,
});
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const traces = fc.array(fc.record({ power_W: fc.oneof(fc.constant(0), number(1e-5, 0.2)), duration: fc.integer({ min: 1, max: 40 }) }), {
  minLength: 1,
  maxLength: 25,
});
const storages: fc.Arbitrary<StorageOptions> = fc.record({
  capacitance_F: number(2e-6, 50e-6),
  leak_ohm: fc.constantFrom(Number.POSITIVE_INFINITY, 1e6, 3e4),
  vmax_V: fc.constantFrom(3, 3.6),
  booster: fc.record({
    efficiency: fc.constantFrom(1, 0.7, [
      [1e-5, 0.2],
      [1e-3, 0.6],
      [1e-1, 0.9],
    ] as const),
    quiescent_W: fc.constantFrom(0, 1e-6, 1e-4),
    coldStart: fc.constantFrom({ below_V: 1.2, minimum_W: 5e-5, efficiency: 0.05 }, { below_V: 0.3, minimum_W: 0, efficiency: 0.5 }),
  }),
});
/** A trace in which each power holds for so many intervals of 10 ms. */
const traced = (parts: readonly { readonly power_W: number; readonly duration: number }[]) => {
  const powers = parts.flatMap(({ power_W, duration }) => Array<number>(duration).fill(power_W));
  return traceSource(
    traceOf(
      'test',
      powers.map((_, i) => i * 0.01),
      powers,
    ),
  );
};

describe('a run on harvested power', () => {
  it('G7: 3428 bursts, 28440 steps a burst, 97492 images', () => {
    const run = simulate({ planner: { plan }, source: constantSource(1e-3), duration_s: 100 });
    expect([run.powerCycles, run.stepsPerBurst, run.images]).toEqual([3428, 28440, 97492]);
    expect(Math.abs(imbalance(run.ledger))).toBeLessThan(1e-12);
  });

  it('F9: duty and times off of a constant harvest', () => {
    const { duty, off_s } = dutyCycle({ stored_J: 28.8e-6, harvest_W: 1e-3, active_W: 80e-3 });
    const run = simulate({ planner: { plan }, source: constantSource(1e-3), duration_s: 1000, storage: { start_V: 1.8 } });
    expect(run.on_s / run.time_s).toBeCloseTo(duty, 5);
    expect(run.offTimes.max_s).toBeCloseTo(off_s, 12);
  });

  it('P9: the ledger closes for any trace, storage and converter', () => {
    fc.assert(
      fc.property(traces, storages, (parts, storage) => {
        const { ledger } = simulate({ planner: { plan }, source: traced(parts), storage });
        for (const [key, value] of Object.entries(ledger)) if (key !== 'stored_J') expect(value).toBeGreaterThanOrEqual(-1e-15 * ledger.harvested_J);
        expect(Math.abs(imbalance(ledger))).toBeLessThan(1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it('P14: splitting a stretch, or starting later, changes nothing', () => {
    fc.assert(
      fc.property(traces, storages, (parts, storage) => {
        const whole = simulate({ planner: { plan }, source: traced(parts), storage });
        const split = simulate({
          planner: { plan },
          source: traced(parts.flatMap(({ power_W, duration }) => Array(duration).fill({ power_W, duration: 1 }))),
          storage,
        });
        expect(counts(split)).toEqual(counts(whole));
        expect(split.ledger).toEqual(whole.ledger);
        const late = simulate({ planner: { plan }, source: traced([{ power_W: 0, duration: 500 }, ...parts]), storage });
        expect(counts(late)).toEqual(counts(whole));
      }),
      { numRuns: 100 },
    );
  });

  it('bursts taken together are bursts taken one by one', () => {
    fc.assert(
      fc.property(traces, number(2e-6, 20e-6), (parts, capacitance_F) => {
        const options = { planner: { plan }, source: traced(parts), storage: { capacitance_F, leak_ohm: 1e6 } };
        const together = simulate(options);
        const single = simulate({ ...options, record: () => true });
        expect(counts(together)).toEqual(counts(single));
        for (const [key, value] of Object.entries(single.ledger))
          expect(Math.abs(together.ledger[key as keyof typeof single.ledger] - value)).toBeLessThan(1e-9 * single.ledger.harvested_J + 1e-18);
      }),
      { numRuns: 100 },
    );
  });

  it('P11: more power, or cheaper steps, never keep fewer steps on a constant source', () => {
    fc.assert(
      fc.property(number(1e-4, 0.07), number(1, 3), number(0.3, 1), (power_W, more, cheaper) => {
        const run = (source_W: number, step_J: number): number => {
          const task = uniformWorkload({ steps: 1000, step_J, active_W: 80e-3, checkpoint_J: 0.5e-9, restore_J: 2e-9 });
          return simulate({ planner: { plan: planOf(task, { interval: 20, grain: 'part' }) }, source: constantSource(source_W), duration_s: 5 })
            .steps;
        };
        expect(run(power_W * more, 1e-9)).toBeGreaterThanOrEqual(run(power_W, 1e-9));
        expect(run(power_W, 1e-9 * cheaper)).toBeGreaterThanOrEqual(run(power_W, 1e-9));
      }),
      { numRuns: 60 },
    );
  });

  it('P12: no progress exactly where F6 says so', () => {
    const { on_J, off_J } = storageModel();
    const burst_J = ((on_J - off_J) * 80) / 79;
    for (const [segment, progress] of [
      [0.999, true],
      [1.001, false],
    ] as const) {
      const step_J = (burst_J * segment - 2e-9 - 0.5e-9) / 1000;
      const task = uniformWorkload({ steps: 4000, step_J, active_W: 80e-3, checkpoint_J: 0.5e-9, restore_J: 2e-9 });
      const run = simulate({ planner: { plan: planOf(task, { interval: 1000, grain: 'part' }) }, source: constantSource(1e-3), images: 1 });
      expect(run.end).toBe(progress ? 'images' : 'stuck');
    }
  });

  it('stops when nothing will ever change', () => {
    const leaking = simulate({ planner: { plan }, source: constantSource(1e-9), storage: { leak_ohm: 1e6 } });
    expect([leaking.end, leaking.images]).toEqual(['stuck', 0]);
    expect(simulate({ planner: { plan }, source: constantSource(0) }).end).toBe('stuck');
  });

  it('a source whose power never changes ends as constant power does', () => {
    const endless = (power_W: number): Harvest => ({
      kind: 'harvest',
      name: 'test',
      notes: [],
      duration_s: Number.POSITIVE_INFINITY,
      mean_W: power_W,
      *pieces() {
        for (;;) yield { duration_s: 1, power_W };
      },
    });
    expect(simulate({ planner: { plan }, source: endless(0), images: 10 })).toMatchObject({ images: 0, powerCycles: 0, end: 'stuck' });
    expect(simulate({ planner: { plan }, source: squareSource(1e-3, 0.1, 1), images: 1000 }).images).toBe(1000);
    const [split, whole] = [endless(1e-3), constantSource(1e-3)].map((source) => simulate({ planner: { plan }, source, duration_s: 2e5 }));
    expect(counts(split!)).toEqual(counts(whole!));
  });

  it('P10: without a failure the energy and the time are those of the work', () => {
    const run = simulate({ planner: { plan }, source: constantSource(1), images: 7, storage: { start_V: 3 } });
    expect(run.failures).toBe(0);
    expect(run.ledger.useful_J + run.ledger.checkpoint_J).toBeCloseTo(7 * plan.cost_J, 15);
    expect(run.on_s).toBeCloseTo(7 * plan.duration_s, 15);
  });

  it.each([
    { capacitance_F: 0 },
    { von_V: 1.5 },
    { vmax_V: 2 },
    { leak_ohm: 0 },
    { leak_ohm: -5 },
    { voff_V: -1 },
    { booster: { efficiency: 0 } },
    { booster: { efficiency: 1.2 } },
    { booster: { efficiency: [] } },
    {
      booster: {
        efficiency: [
          [2, 0.5],
          [1, 0.6],
        ] as const,
      },
    },
  ])('refuses a storage of %j', (storage) => {
    expect(() => simulate({ planner: { plan }, source: constantSource(1e-3), storage })).toThrow(Refusal);
  });
});

describe('a run under random outages', () => {
  it('P13: the mean over many images is within 4 sigma of F1 and F3', async () => {
    const { expectedUnderOutages } = await import('../expected.ts');
    for (const [rate, off_s, seed] of [
      [3e5, 1e-5, 1],
      [3e6, 0, 2],
      [1e7, 1e-6, 3],
    ] as const) {
      const source = poissonOutages(rate, off_s);
      const run = simulate({ planner: { plan }, source, images: 300, seed });
      expect(run.failures).toBeGreaterThan(500);
      const expected = expectedUnderOutages(plan, source, run);
      for (const key of ['time_s', 'failures', 'energy_J']) expect(Math.abs(expected[key]!.z)).toBeLessThan(4);
      expect(Math.abs(imbalance(run.ledger))).toBeLessThan(1e-12);
    }
  });

  it('P12: the more often power fails the less is kept, to nothing in the end', () => {
    const progress = [1e3, 1e6, 1e7, 3e7].map((rate) => simulate({ planner: { plan }, source: poissonOutages(rate, 0), images: 3 }).forwardProgress);
    for (let i = 1; i < progress.length; i++) expect(progress[i]!).toBeLessThan(progress[i - 1]!);
    const never = simulate({ planner: { plan }, source: poissonOutages(1e9, 0), images: 1 });
    expect([never.end, never.images]).toEqual(['stuck', 0]);
  });

  it('P15: the same seed gives the same integers', () => {
    const run = (seed: number) => counts(simulate({ planner: { plan }, source: poissonOutages(1e6, 0), images: 50, seed }));
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });
});
