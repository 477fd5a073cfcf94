/** Drawing errors sum by sum, and skipping ahead to columns, held to the same closed forms and to each other, on programs made up here. */
import { describe, expect, it } from 'vitest';
import type { ErrorRates } from '../../../circuit/index.ts';
import { type Dot, randomDot } from '../../../network/index.ts';
import { type Stream, stream } from '../../../random/index.ts';
import { layerShape, type MicroOp, type Placement, type Position, type Program, place } from '../../schedule/index.ts';
import { weightCodes } from '../direct.ts';
import { bookOf } from './book.ts';
import { bitRowsOf, drawErrors } from './draw.ts';
import { type Drawn, drawnOf } from './drawn.ts';
import { codesOf, type Field, fieldOf } from './field.ts';
import type { FaultyRun } from './run.ts';
import { type Sampled, sampledOf } from './sampled.ts';
import { skipErrors } from './slot-errors.ts';
import { stateOf } from './table.ts';

const rates: ErrorRates = {
  sense: { read: [0.03, 0.07], and: [0.02, 0.05, 0.09], or: [0, 0, 0], xor: [0, 0, 0] },
  write: [0, 0],
};

/** ANDs of each half of the fold, counted one after the other, or reads of them: two halves change a sum by -2 to 2 units. */
function program(fold: 1 | 2): Program {
  const halves = ([0, 1] as const).slice(0, fold);
  const counted = (sense: (half: 0 | 1) => MicroOp, by: number, into: 'acc' | 'sumInput'): readonly MicroOp[] =>
    halves.flatMap((half): MicroOp[] => [
      sense(half),
      { op: 'count', cycles: 4 },
      { op: 'merge', per: 4 },
      { op: 'shift', by, passes: 1 },
      { op: 'add', into },
    ]);
  const body = (phase: string, at: Position, { rows }: Placement): readonly MicroOp[] => {
    const input = (half: 0 | 1): number => rows.input(at.chunk, half, at.inputPlane);
    if (phase === 'correction') return counted((half) => ({ op: 'sense', f: 'read', row: input(half), half }), at.inputPlane, 'sumInput');
    const weight = (half: 0 | 1): number => rows.weight(at.group, at.chunk, at.kernel, half, at.weightPlane);
    return counted((half) => ({ op: 'sense', f: 'and', row: weight(half), other: input(half), half }), at.weightPlane + at.inputPlane, 'acc');
  };
  return {
    form: 'and',
    rules: { fold, accumulators: 4, scratch: [] },
    body,
    checkpoints: { every: 'none', frame: 'plane', commit: 'single', flipFlops: 'dual' },
  };
}

const layers = [
  randomDot({ name: 'two planes', input: [3, 13, 12], kernels: 3, kernel: [3, 3], pad: [1, 0, 0, 1], weightBits: 2, inputBits: 2 }),
  randomDot({ name: 'groups', input: [4, 12, 12], kernels: 4, kernel: [2, 3], groups: 2, inputBits: 2 }),
];

type Way = (run: FaultyRun, one: Sampled, drawn: Drawn) => void;
const drawing: Way = (run, one, drawn) => drawErrors(run, one, drawn, bitRowsOf(run));
const skipping: Way = (run, one) => skipErrors(run, one);

interface Setting {
  readonly field: Field;
  /** Outputs with sums of their own, [kernel, window]. */
  readonly outputs: readonly number[];
  /** Changes of all outputs in a run of one image. */
  readonly changes: (way: Way, root: Stream) => Int32Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

function settingOf(layer: Dot, fold: 1 | 2, correction: boolean): Setting {
  const placement = place(layerShape(layer), { rows: 64, columns: 16, mats: 64 }, program(fold).rules);
  const field = fieldOf(layer, weightCodes(layer), placement);
  const book = bookOf(program(fold), rates, placement);
  const bits = stream(5, layer.name);
  const input = Uint8Array.from({ length: layer.geometry.input.reduce((a, b) => a * b) }, (_, i) => bits.uint32(i) % 2 ** layer.input.bits);
  const { windows, weightOffset, kernels } = placement.layerShape;
  const runOf = (root: Stream): FaultyRun => {
    const acc = new Int32Array(kernels * windows);
    return { field, book, faults: { rates, stream: root }, defects: new Map(), input, acc: () => acc };
  };
  const sampled = sampledOf(runOf(bits)).filter(({ planes }) => planes.correction === correction);
  const columns = field.columnsBefore.at(-1)!;
  const drawn = sampled.map(({ page, planes }) => drawnOf(page.after(undefined), page.bits, planes, columns)!);
  const mean = new Float64Array(kernels * windows);
  const variance = new Float64Array(kernels * windows);
  const times = correction ? weightOffset : 1;
  for (const { page, counted } of sampled) {
    for (const kernel of counted) {
      for (let window = 0; window < windows; window++) {
        for (const [first, second] of momentsOf(field, page, kernel, window, input)) {
          mean[kernel * windows + window]! += times * first;
          variance[kernel * windows + window]! += times ** 2 * (second - first ** 2);
        }
      }
    }
  }
  return {
    field,
    outputs: [...sampled[0]!.counted].flatMap((kernel) => Array.from({ length: windows }, (_, window) => kernel * windows + window)),
    changes: (way, root) => {
      const run = runOf(root);
      for (const [i, one] of sampled.entries()) way(run, one, drawn[i]!);
      return run.acc();
    },
    mean,
    variance,
  };
}

/** Mean of the change of each column, and of its square. */
function momentsOf(field: Field, { bits, exposure }: Sampled['page'], kernel: number, window: number, input: Uint8Array): [number, number][] {
  const codes = new Int32Array(4);
  return field.placement.chunks.flatMap((chunk) =>
    Array.from({ length: chunk.width }, (_, offset): [number, number] => {
      codesOf(field, kernel, chunk, offset, window, input, codes);
      const outcomes = exposure.outcomes[stateOf(bits, codes)]!;
      return [
        outcomes.reduce((sum, { change, probability }) => sum + change * probability, 0),
        outcomes.reduce((sum, { change, probability }) => sum + change ** 2 * probability, 0),
      ];
    }),
  );
}

const images = 120;
const imagesOf = (setting: Setting, way: Way, root: (image: number) => Stream): readonly Int32Array[] =>
  Array.from({ length: images }, (_, image) => setting.changes(way, root(image)));
const keyed =
  (seed: number) =>
  (image: number): Stream =>
    stream(seed, 'fault').child('image', image);

/** Deviations in standard errors: of the means of all outputs (chi-square), and of their variances. */
function deviations({ outputs, mean, variance }: Setting, runs: readonly Int32Array[]): readonly [number, number] {
  let chi = 0;
  let spread = 0;
  for (const i of outputs) {
    const found = runs.reduce((sum, acc) => sum + acc[i]!, 0) / images;
    chi += (found - mean[i]!) ** 2 / (variance[i]! / images);
    spread += runs.reduce((sum, acc) => sum + (acc[i]! - mean[i]!) ** 2, 0) / images / variance[i]!;
  }
  const n = outputs.length;
  // A sum of a few rare changes has an excess kurtosis of up to about 1.
  return [(chi - n) / Math.sqrt(2 * n), (spread / n - 1) / Math.sqrt(3 / (n * images))];
}

/** Two-sample chi-square of the whole distribution, over all outputs, in standard deviations. */
function difference({ outputs }: Setting, a: readonly Int32Array[], b: readonly Int32Array[]): number {
  let chi = 0;
  let freedom = 0;
  for (const i of outputs) {
    const counts = new Map<number, [number, number]>();
    for (const [which, runs] of [a, b].entries()) {
      for (const acc of runs) {
        const pair = counts.get(acc[i]!) ?? [0, 0];
        pair[which as 0 | 1] += 1;
        counts.set(acc[i]!, pair);
      }
    }
    // Values by order, joined until both samples together hold 20.
    const bins: [number, number][] = [[0, 0]];
    for (const [, [x, y]] of [...counts].sort(([u], [v]) => u - v)) {
      const last = bins[bins.length - 1]!;
      last[0] += x;
      last[1] += y;
      if (last[0] + last[1] >= 20) bins.push([0, 0]);
    }
    const [x, y] = bins.pop()!;
    const last = bins[bins.length - 1];
    if (last === undefined) continue;
    last[0] += x;
    last[1] += y;
    chi += bins.reduce((sum, [p, q]) => sum + (p - q) ** 2 / (p + q), 0);
    freedom += bins.length - 1;
  }
  return (chi - freedom) / Math.sqrt(2 * freedom);
}

/** Mean correlation of outputs of one block of windows with those of the next. */
function correlation({ field, mean, variance }: Setting, runs: readonly Int32Array[]): number {
  const { windows, kernels } = field.placement.layerShape;
  let sum = 0;
  let pairs = 0;
  for (let kernel = 0; kernel < kernels; kernel++) {
    for (let window = 0; window + 64 < windows; window++, pairs++) {
      const i = kernel * windows + window;
      const j = i + 64;
      const product = runs.reduce((total, acc) => total + (acc[i]! - mean[i]!) * (acc[j]! - mean[j]!), 0) / images;
      sum += product / Math.sqrt(variance[i]! * variance[j]!);
    }
  }
  return (sum / pairs) * Math.sqrt(pairs * images);
}

describe('errors are drawn sum by sum', () => {
  const wide = randomDot({ name: 'wide', input: [96, 9, 9], kernels: 64, kernel: [3, 3] });
  const ways = (layer: Dot, p: number, write: number): readonly boolean[] => {
    const placement = place(layerShape(layer), { rows: 64, columns: 512, mats: 64 }, program(1).rules);
    const given: ErrorRates = { ...rates, sense: { ...rates.sense, read: [0, 0], and: [p, p, p] }, write: [write, write] };
    return sampledOf({ field: fieldOf(layer, weightCodes(layer), placement), book: bookOf(program(1), given, placement) }).map(
      ({ drawn }) => drawn !== undefined,
    );
  };

  it('where that costs less than to skip to as many columns as change, and nothing is remembered', () => {
    expect(ways(wide, 1e-2, 0)).toContain(true);
    expect(ways(wide, 1e-4, 0)).not.toContain(true);
    expect(ways(wide, 1e-2, 1e-3)).not.toContain(true);
    // A kernel of its own for each channel: there is nothing to share the packed bits with.
    expect(ways(randomDot({ name: 'depthwise', input: [8, 9, 9], kernels: 8, kernel: [3, 3], groups: 8 }), 1e-2, 0)).not.toContain(true);
  });
});

describe.each([1, 2] as const)('errors in mats with a fold of %d', (fold) => {
  describe.each(layers.map((layer) => [layer.name, layer] as const))('in a layer of %s', (_, layer) => {
    it.each([
      ['slots', false],
      ['corrections', true],
    ] as const)('have the mean, the variance and the distribution of the columns, drawn or skipped to, in %s', (_, correction) => {
      const setting = settingOf(layer, fold, correction);
      const drawn = imagesOf(setting, drawing, keyed(1));
      const skipped = imagesOf(setting, skipping, keyed(2));
      for (const runs of [drawn, skipped]) for (const deviation of deviations(setting, runs)) expect(Math.abs(deviation)).toBeLessThan(5);
      expect(Math.abs(difference(setting, drawn, skipped))).toBeLessThan(5);
    });
  });

  it('are drawn independently in each image and block, with seeds that are small integers', () => {
    const setting = settingOf(layers[0]!, fold, false);
    const runs = imagesOf(setting, drawing, (image) => stream(image, 'fault'));
    for (const deviation of deviations(setting, runs)) expect(Math.abs(deviation)).toBeLessThan(5);
    expect(Math.abs(correlation(setting, runs))).toBeLessThan(5);
  });

  it('would be found out if streams did not know the block, or columns were taken for others', () => {
    const setting = settingOf(layers[0]!, fold, false);
    const deaf = (root: Stream): Stream => ({ ...root, child: (what) => deaf(root.child(what)) });
    expect(
      correlation(
        setting,
        imagesOf(setting, drawing, (image) => deaf(stream(image, 'fault'))),
      ),
    ).toBeGreaterThan(20);
    const shuffled: Way = (run, one, { classes, ...drawn }) =>
      drawing(run, one, { ...drawn, classes: classes.map((given, c) => ({ ...given, factors: classes[(c + 1) % classes.length]!.factors })) });
    const wrong = imagesOf(setting, shuffled, keyed(1));
    expect(Math.abs(deviations(setting, wrong)[0])).toBeGreaterThan(20);
    expect(Math.abs(difference(setting, wrong, imagesOf(setting, skipping, keyed(2))))).toBeGreaterThan(20);
  });
});
