import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ErrorRates, noErrors } from '../../circuit/index.ts';
import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { imceProgram } from '../../design/imce/program.ts';
import { type Backend, directBackend, literalBackend, type PermanentFaults, packedBackend, simdBackend } from '../../engine/machine/index.ts';
import type { Organisation, Program } from '../../engine/schedule/index.ts';
import type { Dot } from '../../network/index.ts';
import { stream } from '../../random/index.ts';
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
];
const layers = randomLayer({ bits: 4, channels: 12, side: 4 });
const replicas = fc.integer({ min: 1, max: 3 });
const uniform = (p: number): ErrorRates => ({ sense: { read: [p, p], and: [p, p, p], or: [p, p, p], xor: [p, p, p] }, write: [p, p] });
/** Everywhere in the mats of small layers: operands, padding, scratch rows, unused rows; some in mats that the layer does not have. */
const cell = fc.record({ mat: fc.nat(7), row: fc.nat(63), column: fc.nat(31), value: fc.constantFrom<0 | 1>(0, 1) });
const permanent: fc.Arbitrary<PermanentFaults> = fc.record({
  cells: fc.array(cell, { maxLength: 200, size: 'max' }),
  sense: fc.array(fc.record({ mat: fc.nat(7), column: fc.nat(31), value: fc.constantFrom<0 | 1>(0, 1) }), { maxLength: 4 }),
});

describe.each(programs)('faults of %s', (_, program) => {
  const backends = (copies: number): readonly [Backend, Backend] => {
    const hardware = { program, organisation, replicas: copies };
    return [literalBackend(hardware), packedBackend(hardware)];
  };

  it('of rate zero change nothing', () => {
    fc.assert(
      fc.property(layers, replicas, ({ layer, input }, copies) => {
        const expected = directBackend.dot(layer, input);
        for (const backend of backends(copies)) {
          expect(backend.dot(layer, input, { rates: noErrors, permanent: {}, stream: stream(1, 'fault') })).toEqual(expected);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('that are permanent have the same effect packed as in the literal machine', () => {
    let changed = 0;
    fc.assert(
      fc.property(layers, replicas, permanent, ({ layer, input }, copies, defects) => {
        const faults = { rates: noErrors, permanent: defects, stream: stream(1, 'fault') };
        const [literal, packed] = backends(copies).map((backend) => backend.dot(layer, input, faults));
        expect(packed).toEqual(literal);
        if (literal!.join() !== directBackend.dot(layer, input).join()) changed += 1;
      }),
      { numRuns: 45, seed: 3 },
    );
    expect(changed).toBeGreaterThan(20);
  });

  it('that are permanent have the same effect folded into weights as slot by slot', () => {
    let changed = 0;
    // An error that never strikes: permanent faults are then worked out slot by slot.
    const never = uniform(1e-300);
    fc.assert(
      fc.property(layers, replicas, permanent, ({ layer, input }, copies, defects) => {
        for (const backend of [backends(copies)[1], simdBackend({ hardware: { program, organisation, replicas: copies } })]) {
          const [folded, slots] = [noErrors, never].map((rates) =>
            backend.dot(layer, input, { rates, permanent: defects, stream: stream(1, 'fault') }),
          );
          expect(folded).toEqual(slots);
          if (folded!.join() !== directBackend.dot(layer, input).join()) changed += 1;
        }
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(changed).toBeGreaterThan(40);
  });

  it('depend on the stream alone, not on what ran before', () => {
    const [sample, other] = fc.sample(layers, { numRuns: 2, seed: 4 });
    for (const backend of backends(2)) {
      const run = (by: Backend, { layer, input }: { layer: Dot; input: Uint8Array }, image: number): Int32Array =>
        by.dot(layer, input, { rates: uniform(0.02), stream: stream(1, 'fault').child('image', image) });
      const first = run(backend, sample!, 0);
      expect(run(backend, sample!, 1)).not.toEqual(first);
      run(backend, other!, 0);
      expect(run(backend, sample!, 0)).toEqual(first);
      const fresh = backends(2).find(({ name }) => name === backend.name)!;
      expect(run(fresh, sample!, 0)).toEqual(first);
    }
  });

  it('move accumulators further the more often they strike', () => {
    const [sample] = fc.sample(layers, { numRuns: 1, seed: 4 });
    const { layer, input } = sample!;
    const right = directBackend.dot(layer, input);
    for (const [backend, runs] of backends(1).map((b, i) => [b, i === 0 ? 3 : 30] as const)) {
      const errors = [1e-4, 1e-3, 1e-2, 1e-1].map((p) => {
        let sum = 0;
        for (let run = 0; run < runs; run++) {
          const acc = backend.dot(layer, input, { rates: uniform(p), stream: stream(run, 'fault') });
          sum += acc.reduce((total, value, i) => total + (value - right[i]!) ** 2, 0);
        }
        return sum;
      });
      expect(errors).toEqual([...errors].sort((a, b) => a - b));
      expect(errors[3]).toBeGreaterThan(errors[1]!);
    }
  });

  it('that are permanent and transient together keep the mean of the literal machine', () => {
    const [sample] = fc.sample(layers, { numRuns: 1, seed: 4 });
    const { layer, input } = sample!;
    const defects = { cells: fc.sample(cell, { numRuns: 300, seed: 1 }), sense: [{ mat: 0, column: 2, value: 1 as const }] };
    const sums = backends(1).map((backend, i) => {
      const runs = i === 0 ? 40 : 150;
      const found = Array.from({ length: runs }, (_, run) =>
        backend.dot(layer, input, { rates: uniform(0.01), permanent: defects, stream: stream(run, backend.name) }).reduce((sum, x) => sum + x, 0),
      );
      const mean = found.reduce((sum, x) => sum + x, 0) / runs;
      return { mean, error: Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / runs / runs) };
    });
    expect(Math.abs(sums[0]!.mean - sums[1]!.mean)).toBeLessThan(4 * Math.hypot(sums[0]!.error, sums[1]!.error));
  });

  it('are refused where they make no sense', () => {
    const [sample] = fc.sample(layers, { numRuns: 1, seed: 4 });
    const { layer, input } = sample!;
    for (const backend of backends(1)) {
      const run = (rates: ErrorRates, defects: PermanentFaults = {}) =>
        backend.dot(layer, input, { rates, permanent: defects, stream: stream(1, 'f') });
      expect(() => run({ ...noErrors, write: [0, 1.5] })).toThrow('error rate write[1] is 1.5: expected a probability from 0 to 1');
      expect(() => run(noErrors, { cells: [{ mat: 0, row: 64, column: 0, value: 1 }] })).toThrow('row 64, but the rows of a mat are 0 to 63');
      expect(() => run(noErrors, { sense: [{ mat: 0, column: -1, value: 1 }] })).toThrow('column -1');
    }
  });
});
