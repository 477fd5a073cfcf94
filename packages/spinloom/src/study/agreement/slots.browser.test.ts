/** Errors sampled on the kernels, held to the sampler in TypeScript: the same streams give the same accumulators. */
import { type Build, supports } from '@spinloom/kernels';
import { describe, expect, it } from 'vitest';
import { type ErrorRates, noErrors } from '../../circuit/index.ts';
import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { imceProgram } from '../../design/imce/program.ts';
import { type Backend, type LayerFaults, type PermanentFaults, packedBackend, runLayer, simdBackend } from '../../engine/machine/index.ts';
import type { Program } from '../../engine/schedule/index.ts';
import { type Dot, randomDot } from '../../network/index.ts';
import { stream } from '../../random/index.ts';

const organisation = { rows: 40, columns: 16, mats: 64 };
const programs: readonly [string, Program][] = [
  ['imce', imceProgram({ counterSegment: 4, accumulators: 4, columns: 16 })],
  [
    'and-accumulation',
    andAccumulationProgram({
      accumulators: 4,
      xorRow: 'sensed',
      shifter: 'adaptive',
      checkpoints: { every: 20, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' },
    }),
  ],
];

const layers = [
  randomDot({ name: 'plain', input: [5, 9, 9], kernels: 7, kernel: [3, 3], pad: [1, 1, 1, 1] }),
  randomDot({ name: 'wide', input: [4, 8, 8], kernels: 6, kernel: [3, 2], stride: [1, 2], groups: 2, weightBits: 2, inputBits: 3 }),
  randomDot({
    name: 'unsigned',
    input: [3, 7, 7],
    kernels: 5,
    kernel: [2, 2],
    dilation: [2, 1],
    weightBits: 3,
    inputBits: 2,
    weightForm: 'unsigned',
  }),
];

/** A chain: maxima and means between its layers, channel groups, a map that is flattened, products of wide weights, a kernel a channel. */
const joined = [
  randomDot({
    ...{ name: 'pairs', input: [3, 10, 8], kernels: 18, kernel: [3, 3], pad: [1, 1, 1, 1], outputBits: 2 },
    pool: { mode: 'max', window: [2, 2], stride: [2, 2] },
  }),
  randomDot({ name: 'lookup', input: [18, 5, 4], kernels: 20, kernel: [2, 2], groups: 2, inputBits: 2, outputBits: 3 }),
  randomDot({ name: 'products', input: [20, 4, 3], kernels: 6, kernel: [3, 3], pad: [1, 1, 1, 1], weightBits: 3, inputBits: 3, outputBits: 1 }),
  randomDot({ name: 'depthwise', input: [6, 4, 3], kernels: 6, kernel: [2, 2], groups: 6, outputBits: 2 }),
  randomDot({ name: 'flat', input: [36, 1, 1], kernels: 9, inputBits: 2, outputBits: 1 }),
  randomDot({ name: 'sums', input: [9, 1, 1], kernels: 5 }),
];

function oneByOne(backend: Backend, input: Uint8Array, faults: (layer: Dot) => LayerFaults | undefined): Uint8Array | Int32Array {
  let codes = input;
  for (const layer of joined) {
    if (layer.thresholds === undefined) return backend.dot(layer, codes, faults(layer));
    const value = runLayer(layer, backend, codes, undefined, faults(layer));
    if (!('codes' in value)) throw new Error(`layer '${layer.name}' gives no codes`);
    codes = value.codes;
  }
  return codes;
}

function rates(p: number, write = 0): ErrorRates {
  return { sense: { read: [p, p / 2], and: [p, p / 3, p], or: [p, p, p], xor: [p / 2, p, p] }, write: [write, write] };
}

const builds: readonly Build[] = ['baseline', 'relaxed'];
const pins: Readonly<Record<string, number>> = { imce: 2358295803, 'and-accumulation': 4110486404 };

function inputOf({ geometry, input }: Dot): Uint8Array {
  return Uint8Array.from({ length: geometry.input.reduce((a, b) => a * b) }, (_, i) => (i * 7 + (i >> 3)) & (2 ** input.bits - 1));
}

const cases = programs.flatMap(([name, program]) => builds.filter(supports).map((build) => ({ name, program, build })));

describe.each(cases)('errors of slots in the mats of $name, kernels $build', ({ name, program, build }) => {
  const hardware = { program, organisation };
  const simd = simdBackend({ build, hardware });
  const packed = packedBackend(hardware);
  const compare = (given: ErrorRates, permanent?: PermanentFaults): number => {
    let changed = 0;
    for (const layer of layers) {
      const input = inputOf(layer);
      for (let image = 0; image < 4; image++) {
        const faults = { rates: given, stream: stream(image, 'fault').child(layer.name), ...(permanent && { permanent }) };
        const found = simd.dot(layer, input, faults);
        expect(found).toEqual(packed.dot(layer, input, faults));
        const right = packed.dot(layer, input);
        changed += found.reduce((sum, value, i) => sum + (value === right[i] ? 0 : 1), 0);
      }
    }
    return changed;
  };

  it.each([1e-3, 0.02, 0.6, 1])('are those of the sampler in TypeScript at a rate of %d', (p) => {
    expect(compare(rates(p))).toBeGreaterThan(0);
  });

  it.each([1e-3, 0.02, 1])('are those of the sampler where every AND is as likely to be wrong: %d', (p) => {
    expect(compare({ ...noErrors, sense: { ...noErrors.sense, and: [p, p, p] } })).toBeGreaterThan(0);
  });

  it('are those of one layer after the other in a chain, whatever goes wrong in which layer', () => {
    const stuck: PermanentFaults = { cells: [{ mat: 0, row: 20, column: 3, value: 1 }], sense: [{ mat: 1, column: 2, value: 0 }] };
    const kinds: readonly (Omit<LayerFaults, 'stream'> | undefined)[] = [
      undefined,
      { rates: rates(0.02) },
      { rates: { ...noErrors, sense: { ...noErrors.sense, and: [0.02, 0.02, 0.02] } } },
      { rates: rates(0.02, 0.01) },
      { rates: noErrors, permanent: stuck },
      { rates: rates(0.02), permanent: stuck },
    ];
    let changed = 0;
    for (const [shift] of kinds.entries()) {
      const faults = ({ name }: Dot): LayerFaults | undefined => {
        const kind = kinds[(shift + joined.findIndex((layer) => layer.name === name)) % kinds.length];
        return kind && { ...kind, stream: stream(shift, 'fault').child(name) };
      };
      const input = inputOf(joined[0]!);
      const found = simd.chain!(joined, input, faults);
      expect(found).toEqual(oneByOne(packed, input, faults));
      if (found.join() !== simd.chain!(joined, input).join()) changed++;
    }
    expect(changed).toBe(kinds.length);
  });

  it('are the same in every engine', () => {
    // FNV-1a of the accumulators, as Node 20 gave them.
    let hash = 0x811c9dc5;
    for (const p of [1e-3, 0.02, 0.6]) {
      for (const layer of layers) {
        const input = inputOf(layer);
        for (const value of simd.dot(layer, input, { rates: rates(p), stream: stream(7, 'fault').child(layer.name) })) {
          hash = Math.imul(hash ^ value, 0x01000193);
        }
      }
    }
    expect(hash >>> 0).toBe(pins[name]);
  });

  it('are those of the sampler in TypeScript where all states err alike', () => {
    const p = 0.01;
    expect(compare({ sense: { read: [0, 0], and: [p, p, p], or: [p, p, p], xor: [0, 0, 0] }, write: [0, 0] })).toBeGreaterThan(0);
    expect(compare({ sense: { read: [0, 0], and: [p, 0, 1e-12], or: [p, p, p], xor: [0, 0, 0] }, write: [0, 0] })).toBeGreaterThan(0);
  });

  it('are none where faults are permanent, whose accumulators are those of packed execution', () => {
    const cells = Array.from(
      { length: 60 },
      (_, i) => ({ mat: i % 3, row: (i * 7) % 40, column: (i * 5) % 16, value: (i >> 1) % 2 === 0 ? 0 : 1 }) as const,
    );
    expect(compare(noErrors, { cells, sense: [{ mat: 0, column: 3, value: 1 }] })).toBeGreaterThan(0);
  });

  it('stay those of TypeScript where writes fail, which slots remember, and where a column is stuck', () => {
    expect(compare(rates(0.01, 0.01))).toBeGreaterThan(0);
    expect(compare(rates(0.01), { sense: [{ mat: 0, column: 3, value: 1 }] })).toBeGreaterThan(0);
  });
});
