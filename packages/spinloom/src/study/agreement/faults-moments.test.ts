/**
 * The fast back end and the exposures, which sample what the program makes of errors, against the literal machine, which flips bits where they occur.
 *
 * Compared are means over many runs of the change of the accumulators, of its square, and of the square of the sum over all accumulators (errors of
 * an input cell or of sum(p) strike many at once). Seeds are fixed; the limit is 4 standard errors. Models that are wrong in one respect are
 * beyond 8.
 */
import { describe, expect, it } from 'vitest';
import { type ErrorRates, noErrors } from '../../circuit/index.ts';
import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { imceProgram } from '../../design/imce/program.ts';
import { type Backend, directBackend, exposure, literalBackend, packedBackend } from '../../engine/machine/index.ts';
import { layerShape, type Organisation, type Program, place } from '../../engine/schedule/index.ts';
import type { Dot, Encoding } from '../../network/index.ts';
import { stream } from '../../random/index.ts';

const checkpoints = { every: 20, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' } as const;
const organisation: Organisation = { rows: 40, columns: 16, mats: 64 };
const imce = imceProgram({ counterSegment: 4, accumulators: 4, columns: 16 });
const andAccumulation = andAccumulationProgram({ accumulators: 4, xorRow: 'written', shifter: 'adaptive', checkpoints });
const programs: readonly [string, Program][] = [
  ['imce', imce],
  ['and-accumulation', andAccumulation],
];

const encoding = (bits: number, gain: number, offset: number): Encoding => ({ bits, gain, offset, scale: Float64Array.of(1) });

interface Sample {
  readonly layer: Dot;
  readonly input: Uint8Array;
}

/** 18 taps a kernel: a full row and a packed tail (fold 1) or two halves of a row (fold 2); several mats, two planes, weights of both signs. */
function sample(groups: number): Sample {
  const bits = stream(groups, 'sample');
  const channels = 2 * groups;
  const kernels = 6;
  const layer: Dot = {
    kind: 'dot',
    name: 'layer',
    geometry: { input: [channels, 4, 4], output: [kernels, 3, 2], kernel: [3, 3], stride: [1, 2], dilation: [1, 1], pad: [1, 0, 0, 1], groups },
    weight: encoding(2, 2, -3),
    input: encoding(2, 1, 0),
    codes: Uint8Array.from({ length: kernels * 18 }, (_, i) => bits.uint32(i) % 4),
  };
  return { layer, input: Uint8Array.from({ length: channels * 16 }, (_, i) => bits.uint32(1000 + i) % 4) };
}

interface Moments {
  readonly mean: readonly number[];
  /** Standard errors of the means. */
  readonly error: readonly number[];
}

/** Of the change of the accumulators: sum, sum of squares, square of the sum. */
function moments(backend: Backend, { layer, input }: Sample, rates: ErrorRates, runs: number, seed: number): Moments {
  const right = directBackend.dot(layer, input);
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const acc = backend.dot(layer, input, { rates, stream: stream(seed, backend.name).child('image', run) });
    let sum = 0;
    let square = 0;
    for (const [i, value] of acc.entries()) {
      sum += value - right[i]!;
      square += (value - right[i]!) ** 2;
    }
    for (const [i, x] of [sum, square, sum * sum].entries()) {
      sums[i]! += x;
      squares[i]! += x * x;
    }
  }
  const mean = sums.map((x) => x / runs);
  return { mean, error: squares.map((x, i) => Math.sqrt(Math.max(0, x / runs - mean[i]! ** 2) / runs)) };
}

/** The greatest difference of two moments, in standard errors. */
function distance(a: Moments, b: Moments): number {
  return Math.max(...a.mean.map((x, i) => Math.abs(x - b.mean[i]!) / Math.hypot(a.error[i]!, b.error[i]!, 1e-12)));
}

const sense = (rates: Partial<ErrorRates['sense']>): ErrorRates => ({ sense: { ...noErrors.sense, ...rates }, write: [0, 0] });
const everything: ErrorRates = {
  sense: { read: [0.01, 0.02], and: [0.01, 0.03, 0.02], or: [0.1, 0.1, 0.1], xor: [0.01, 0.02, 0.03] },
  write: [0.02, 0.03],
};
const literalRuns = 80;
const packedRuns = 400;

describe.each(programs)('%s', (_, program) => {
  const hardware = { program, organisation, replicas: 2 };
  const both = (groups: number, rates: ErrorRates, packedRates = rates): number =>
    distance(
      moments(literalBackend(hardware), sample(groups), rates, literalRuns, 1),
      moments(packedBackend(hardware), sample(groups), packedRates, packedRuns, 2),
    );

  it.each<[string, ErrorRates]>([
    ['AND of 00', sense({ and: [0.05, 0, 0] })],
    ['AND of 01', sense({ and: [0, 0.08, 0] })],
    ['AND of 11', sense({ and: [0, 0, 0.1] })],
    ['reading 0', sense({ read: [0.05, 0] })],
    ['reading 1', sense({ read: [0, 0.05] })],
    ['XOR', sense({ xor: [0.02, 0.06, 0.1] })],
    ['writing 0', { ...noErrors, write: [0.03, 0] }],
    ['writing 1', { ...noErrors, write: [0, 0.03] }],
    ['everything', everything],
  ])('the fast back end has the moments of the literal machine for errors of %s', (_name, rates) => {
    expect(both(1, rates)).toBeLessThan(4);
  });

  it('and for a grouped convolution, whose mats count sum(p) of their own', () => expect(both(3, everything)).toBeLessThan(4));

  it.each<[string, ErrorRates, ErrorRates]>([
    ['takes 00 for 01', sense({ and: [0.05, 0, 0] }), sense({ and: [0, 0.05, 0] })],
    ['takes errors for half as frequent', sense({ and: [0.05, 0.05, 0.05] }), sense({ and: [0.025, 0.025, 0.025] })],
    ['leaves out failed writes', { ...noErrors, write: [0.1, 0.1] }, noErrors],
  ])('a model that %s is found out', (_name, right, wrong) => expect(both(1, right, wrong)).toBeGreaterThan(8));
});

describe('a wrong XOR', () => {
  it('is not a wrong AND: the accumulators tell them apart', () => {
    const hardware = { program: andAccumulation, organisation };
    const literal = moments(literalBackend(hardware), sample(1), sense({ xor: [0.06, 0.06, 0.06] }), literalRuns, 1);
    const packed = (rates: ErrorRates): Moments => moments(packedBackend(hardware), sample(1), rates, packedRuns, 2);
    expect(distance(literal, packed(sense({ xor: [0.06, 0.06, 0.06] })))).toBeLessThan(4);
    expect(distance(literal, packed(sense({ and: [0.06, 0.06, 0.06] })))).toBeGreaterThan(8);
    // Nor one of the two ANDs.
    expect(distance(literal, packed(sense({ and: [0.03, 0.03, 0.03] })))).toBeGreaterThan(8);
  });

  it('loses one where both halves are one or S0 alone, and adds one otherwise (S0 + S1 = xor + 2 (S1 and not xor))', () => {
    const { layer } = sample(1);
    const placement = place(layerShape(layer), organisation, andAccumulation.rules);
    const { cells, outcomes, contribution } = exposure(andAccumulation, sense({ xor: [0.1, 0.1, 0.1] }), placement);
    const half = (state: number, index: number): number =>
      cells.reduce((both, { half: of }, i) => (of === index ? both & ((state >>> i) & 1) : both), 1);
    for (const state of contribution.keys()) {
      const [s0, s1] = [half(state, 0), half(state, 1)];
      // g_w = 2 is one more place.
      expect(contribution[state]).toBe(2 * (s0 + s1));
      expect(outcomes[4 * state]).toEqual([{ change: s0 === 1 ? -2 : 2, probability: 0.1 }]);
    }
  });
});

describe.each(programs)('exposure of %s', (_, program) => {
  it('gives mean and variance of the change that the literal machine makes, column by column', () => {
    // One slot: one kernel, one window, one plane; scratch cells are clear.
    const bits = stream(5, 'slot');
    const layer: Dot = {
      kind: 'dot',
      name: 'slot',
      geometry: { input: [12, 1, 1], output: [1, 1, 1], kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 },
      weight: encoding(1, 1, 0),
      input: encoding(1, 1, 0),
      codes: Uint8Array.from({ length: 12 }, (_, i) => bits.uint32(i) & 1),
    };
    const input = Uint8Array.from({ length: 12 }, (_, i) => bits.uint32(100 + i) & 1);
    // Writing a 0 cannot fail in clear cells; writing a 1 would also spoil the input row, which is not the slot's doing.
    const rates: ErrorRates = { sense: { read: [0.05, 0.08], and: [0.04, 0.1, 0.07], or: [0, 0, 0], xor: [0.03, 0.06, 0.09] }, write: [0.1, 0] };
    const placement = place(layerShape(layer), organisation, program.rules);
    const { cells, outcomes, scratch } = exposure(program, rates, placement);
    const { fold } = program.rules;
    const half = Math.ceil(12 / fold);
    let mean = 0;
    let variance = 0;
    for (let column = 0; column < placement.chunks[0]!.width; column++) {
      const stored = cells.map(({ of, half: h }) => {
        const tap = h * half + column;
        return column < half && tap < 12 ? (of === 'weight' ? layer.codes![tap]! : input[tap]!) : 0;
      });
      const state = stored.reduce((sum, bit, i) => sum + bit * 2 ** i, 0);
      let [first, second] = [0, 0];
      for (const { change, probability } of outcomes[state * 2 ** scratch.length]!) {
        first += change * probability;
        second += change * change * probability;
      }
      mean += first;
      variance += second - first * first;
    }
    const runs = 2000;
    const right = directBackend.dot(layer, input)[0]!;
    const backend = literalBackend({ program, organisation });
    const changes = Array.from({ length: runs }, (_, run) => backend.dot(layer, input, { rates, stream: stream(run, 'fault') })[0]! - right);
    const found = changes.reduce((sum, x) => sum + x, 0) / runs;
    const spread = changes.reduce((sum, x) => sum + (x - mean) ** 2, 0) / runs;
    expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(variance / runs));
    // The change is nearly normal: the variance of a variance is 2 sigma^4 / n.
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2.5 / runs));
  });
});
