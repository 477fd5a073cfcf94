import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { imceProgram } from '../../design/imce/program.ts';
import { directBackend, literalMachine } from '../../engine/machine/index.ts';
import {
  type LayerSchedule,
  layerShape,
  type OperationCount,
  type Organisation,
  operationKey,
  type Program,
  place,
  schedule,
} from '../../engine/schedule/index.ts';
import { randomLayer } from './layers.ts';

const organisation: Organisation = { rows: 64, columns: 32, mats: 64 };
const checkpoints = { every: 3, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' } as const;
/** Copies of windows are dear, so that windows are split over many mats. */
const charges = { windowBit: 100, wordInBank: 1, wordBeyond: 2, add: 1, awake: 0 };
const programs: readonly [string, Program][] = [
  ['imce', imceProgram({ counterSegment: 8, accumulators: 4, columns: 32 })],
  ['imce, split windows', imceProgram({ counterSegment: 8, accumulators: 4, columns: 32, charges })],
  ['and-accumulation, split windows', andAccumulationProgram({ accumulators: 4, xorRow: 'written', shifter: 'adaptive', checkpoints, charges })],
  [
    'and-accumulation, three kernels a mat',
    andAccumulationProgram({ accumulators: 2, xorRow: 'written', shifter: 'adaptive', checkpoints, kernelsPerMat: 3 }),
  ],
  ['and-accumulation', andAccumulationProgram({ accumulators: 8, xorRow: 'written', shifter: 'adaptive', checkpoints })],
  [
    'and-accumulation, sensed',
    andAccumulationProgram({ accumulators: 2, xorRow: 'sensed', shifter: 'parametric', checkpoints: { ...checkpoints, every: 2, frame: 'window' } }),
  ],
  [
    'and-accumulation, channel frames',
    andAccumulationProgram({ accumulators: 4, xorRow: 'written', shifter: 'adaptive', checkpoints: { ...checkpoints, every: 1, frame: 'channel' } }),
  ],
];
const layers = randomLayer({ bits: 8, channels: 12, side: 4 });
const replicas = fc.integer({ min: 1, max: 3 });

function fold(run: LayerSchedule): Record<string, OperationCount> {
  const sum: Record<string, OperationCount> = {};
  for (const { op, lanes, columns, useful } of run.steps()) {
    const key = operationKey(op);
    const old = sum[key] ?? { steps: 0, lanes: 0, columns: 0, useful: 0 };
    sum[key] = { steps: old.steps + 1, lanes: old.lanes + lanes, columns: old.columns + columns, useful: old.useful + useful };
  }
  return sum;
}

describe.each(programs)('%s', (_, program) => {
  it('literal machine = direct arithmetic, and closed form = steps = what the machine did', () => {
    fc.assert(
      fc.property(layers, replicas, ({ layer, input }, copies) => {
        const placement = place(layerShape(layer), organisation, program.rules, copies);
        const run = schedule(0, placement, program);
        expect(fold(run)).toEqual(run.counts);
        const machine = literalMachine(placement, layer, input);
        for (const step of run.steps()) machine.step(step);
        expect(machine.results()).toEqual(directBackend.dot(layer, input));
        const tally = machine.tally();
        for (const key of ['sense-and', 'sense-read', 'sense-xor', 'write', 'count', 'compress']) {
          if (run.counts[key] === undefined) continue;
          const { lanes, columns, useful } = run.counts[key];
          expect({ key, ...tally[key] }).toEqual({ key, lanes, columns, useful });
        }
        const { kernels, taps, windows, weightBits, inputBits } = placement.layerShape;
        expect(run.counts['sense-and']?.useful).toBe(kernels * taps * windows * weightBits * inputBits);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same step by random access as in order', () => {
    fc.assert(
      fc.property(layers, replicas, fc.double({ min: 0, max: 0.999999, noNaN: true }), ({ layer }, copies, share) => {
        const run = schedule(0, place(layerShape(layer), organisation, program.rules, copies), program);
        const from = Math.floor(share * run.length);
        const steps = [...run.steps(from, Math.min(run.length, from + 30))];
        for (const [i, step] of steps.entries()) {
          expect(step.at.step).toBe(from + i);
          expect(run.at(from + i)).toEqual(step);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('locate and meaning are inverse of each other', () => {
    fc.assert(
      fc.property(layers, ({ layer }) => {
        const placement = place(layerShape(layer), organisation, program.rules);
        const seen = new Set<string>();
        for (let mat = 0; mat < placement.kernelMats * placement.chunkMats; mat++) {
          for (let row = 0; row < organisation.rows; row++) {
            for (let column = 0; column < organisation.columns; column++) {
              const bit = placement.meaning({ mat, row, column });
              if (bit === undefined || bit.of === 'scratch') continue;
              expect(placement.locate(bit)).toEqual({ mat, row, column });
              if (bit.of === 'weight') seen.add(`${bit.kernel} ${bit.tap} ${bit.plane}`);
            }
          }
        }
        const { kernels, taps, weightBits } = placement.layerShape;
        expect(seen.size).toBe(kernels * taps * weightBits);
      }),
      { numRuns: 15 },
    );
  });

  it('comes back with the same result when power is lost anywhere', () => {
    if (program.checkpoints.every === 'none') return;
    fc.assert(
      fc.property(
        randomLayer({ bits: 2, channels: 4, side: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(40)), { minLength: 1, maxLength: 4 }),
        ({ layer, input }, crashes) => {
          const placement = place(layerShape(layer), organisation, program.rules);
          const run = schedule(0, placement, program);
          const machine = literalMachine(placement, layer, input);
          const pending = crashes.map(([step, changed]) => ({ step: step % run.length, changed }));
          let step = 0;
          while (step < run.length) {
            machine.step(run.at(step));
            step += 1;
            const crash = pending.findIndex((c) => c.step === step - 1);
            if (crash < 0) continue;
            machine.lose({ changed: pending[crash]!.changed });
            pending.splice(crash, 1);
            step = machine.restore();
          }
          expect(machine.results()).toEqual(directBackend.dot(layer, input));
        },
      ),
      { numRuns: 100 },
    );
  });
});
