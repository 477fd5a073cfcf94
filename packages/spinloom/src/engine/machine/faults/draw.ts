/**
 * Errors of slots drawn sum by sum: columns are counted by what their cells hold, and each count's change is drawn at once (drawn.ts). The same law
 * as finding columns by skip-ahead (slot-errors.ts), from other random words.
 */
import { threefry2x32 } from '../../../random/index.ts';
import { blockWords } from '../packed/layout.ts';
import { countRow, multiply } from '../packed/multiply.ts';
import { inputRows, tapsOfColumns, weightRows } from './bit-rows.ts';
import { type Drawn, kernelsAtOnce } from './drawn.ts';
import type { Field } from './field.ts';
import { addToSharers, type FaultyRun, slotStream, windowsPerBlock } from './run.ts';
import type { Sampled } from './sampled.ts';
import { drawFrom } from './sum-law.ts';

/** Packed bits, made when first asked for: of weights once a layer, of inputs once an image. */
export interface BitRows {
  readonly rowWords: number;
  /** [kernel, word] */
  readonly weights: (plane: number, halves: number) => Int32Array;
  /** [channel group, window, word] */
  readonly inputs: (plane: number, halves: number) => Int32Array;
}

interface Layer {
  readonly taps: Int32Array;
  readonly weights: Map<number, Int32Array>;
}

const layers = new WeakMap<Field, Layer>();

export function bitRowsOf({ field, input }: FaultyRun): BitRows {
  const layer = layers.get(field) ?? { taps: tapsOfColumns(field), weights: new Map<number, Int32Array>() };
  layers.set(field, layer);
  const { taps } = layer;
  const rowWords = Math.ceil(taps.length / field.placement.rules.fold / (32 * blockWords)) * blockWords;
  const inputs = new Map<number, Int32Array>();
  const kept = (rows: Map<number, Int32Array>, plane: number, halves: number, make: () => Int32Array): Int32Array => {
    const known = rows.get(4 * plane + halves) ?? make();
    rows.set(4 * plane + halves, known);
    return known;
  };
  return {
    rowWords,
    weights: (plane, halves) => kept(layer.weights, plane, halves, () => weightRows(field, taps, plane, halves, rowWords)),
    inputs: (plane, halves) => kept(inputs, plane, halves, () => inputRows(field, taps, input, plane, halves, rowWords)),
  };
}

/** All blocks of one plane pair, or of the corrections of one input plane. */
export function drawErrors(run: FaultyRun, { planes, counted }: Sampled, drawn: Drawn, rows: BitRows): void {
  const { field } = run;
  const acc = run.acc();
  const { windows, kernels, groups } = field.placement.layerShape;
  const own = ownCounts(field, planes, drawn, rows);
  const perGroup = kernels / groups;
  const chunks = Math.ceil(counted.length / kernelsAtOnce);
  const words = new Uint32Array(2);
  for (let from = 0; from < windows; from += windowsPerBlock) {
    const count = Math.min(windowsPerBlock, windows - from);
    const joints = drawn.joints.map(({ weights, inputs }) => jointCounts(field, rows, planes, weights, inputs, from, count));
    const stream = slotStream(run, planes, from);
    const key0 = stream.uint32(0);
    const key1 = stream.uint32(1);
    for (let step = 0; step < count; step++) {
      for (const [index, kernel] of counted.entries()) {
        const row = step * chunks + Math.floor(index / kernelsAtOnce);
        let counter = row * drawn.draws * kernelsAtOnce + (index % kernelsAtOnce);
        let change = 0;
        for (const [c, { unit, law, factors }] of drawn.classes.entries()) {
          let n = own.weights[c]![kernel]! + own.inputs[c]![Math.floor(kernel / perGroup) * windows + from + step]!;
          for (const [j, joint] of drawn.joints.entries()) n += factors[4 * joint.weights + joint.inputs]! * joints[j]![kernel * count + step]!;
          for (const { shift, mask, tables } of law) {
            const digit = (n >>> shift) & mask;
            if (digit > 0) {
              threefry2x32(key0, key1, counter, 0, words);
              change += unit * drawFrom(tables[digit]!, words[0]!, words[1]!);
            }
            counter += kernelsAtOnce;
          }
        }
        if (change === 0) continue;
        if (planes.correction) addToSharers(run, kernel, from + step, change);
        else acc[kernel * windows + from + step]! += change;
      }
    }
  }
}

/** Of each class, the part of its counts that hangs on the kernel alone, with what is common to all, and that on channel group and window alone. */
interface OwnCounts {
  readonly weights: readonly Int32Array[];
  readonly inputs: readonly Int32Array[];
}

function ownCounts(field: Field, planes: Sampled['planes'], { classes }: Drawn, rows: BitRows): OwnCounts {
  const { windows, groups } = field.placement.layerShape;
  const columns = field.columnsBefore[field.columnsBefore.length - 1]!;
  const weights = classes.map(({ factors }) => new Int32Array(field.every.length).fill(factors[0]! * columns));
  const inputs = classes.map(() => new Int32Array(groups * windows));
  const add = (to: readonly Int32Array[], factor: number, packed: () => Int32Array): void => {
    if (classes.every(({ factors }) => factors[factor] === 0)) return;
    const words = packed();
    for (let row = 0; row < to[0]!.length; row++) {
      const ones = countRow(words, row * rows.rowWords, rows.rowWords);
      for (const [c, { factors }] of classes.entries()) to[c]![row]! += factors[factor]! * ones;
    }
  };
  for (let halves = 1; halves < 4; halves++) {
    add(weights, 4 * halves, () => rows.weights(planes.weightPlane, halves));
    add(inputs, halves, () => rows.inputs(planes.inputPlane, halves));
  }
  return { weights, inputs };
}

/** [kernel, window of the block]: columns where all these halves hold 1. */
function jointCounts(
  field: Field,
  rows: BitRows,
  { weightPlane, inputPlane }: Sampled['planes'],
  weightHalves: number,
  inputHalves: number,
  from: number,
  count: number,
): Int32Array {
  const { windows, kernels, groups } = field.placement.layerShape;
  const perGroup = kernels / groups;
  const sums = new Int32Array(kernels * count);
  const weights = rows.weights(weightPlane, weightHalves);
  const inputs = rows.inputs(inputPlane, inputHalves);
  for (let group = 0; group < groups; group++) {
    const first = group * perGroup;
    multiply(
      { words: weights, at: first * rows.rowWords, count: perGroup },
      { words: inputs, at: (group * windows + from) * rows.rowWords, count },
      rows.rowWords,
      1,
      { values: sums, at: first * count, kernelStride: count },
    );
  }
  return sums;
}
