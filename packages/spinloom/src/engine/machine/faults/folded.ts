/** Accumulators of a layer whose mats have permanent faults and make no other errors. */
import type { Dot } from '../../../network/index.ts';
import type { Book } from './book.ts';
import { addDamage } from './damage.ts';
import { defectsOf } from './defects.ts';
import { type Field, inputCodes } from './field.ts';
import { type Folded, foldDefects } from './fold.ts';
import type { LayerFaults, PermanentFaults } from './types.ts';

// A list of defects serves all images.
const known = new WeakMap<Field, WeakMap<PermanentFaults, Folded | 'none'>>();

/** `run` gives the accumulators of the layer with other weights. Undefined where nothing can be folded. */
export function foldedSums(
  field: Field,
  book: Book,
  faults: LayerFaults,
  input: Uint8Array,
  run: (layer: Dot) => Int32Array,
): Int32Array | undefined {
  if (faults.permanent === undefined) return undefined;
  const ofField = known.get(field) ?? new WeakMap<PermanentFaults, Folded | 'none'>();
  known.set(field, ofField);
  const folded = ofField.get(faults.permanent) ?? foldDefects(field, book, defectsOf(field.placement, faults.permanent)) ?? 'none';
  ofField.set(faults.permanent, folded);
  if (folded === 'none') return undefined;
  const acc = runReplicas(field, folded, run);
  addConstants(field, folded, acc);
  addInputs(field, folded, input, acc);
  addDamage({ field, book, faults, defects: folded.rest, input, acc: () => acc });
  return acc;
}

/** Each replica's windows with its own weights. */
function runReplicas({ layer, placement }: Field, { layers }: Folded, run: (layer: Dot) => Int32Array): Int32Array {
  const { windows } = placement.layerShape;
  const first = layers[0] ?? layer;
  const acc = run(first);
  for (const different of new Set(layers.map((one) => one ?? layer))) {
    if (different === first) continue;
    const other = run(different);
    for (const [replica, one] of layers.entries()) {
      if ((one ?? layer) !== different) continue;
      for (let from = 0; from < acc.length; from += windows) {
        for (let i = from + replica; i < from + windows; i += layers.length) acc[i] = other[i]!;
      }
    }
  }
  return acc;
}

function addConstants({ placement }: Field, { added }: Folded, acc: Int32Array): void {
  const { windows } = placement.layerShape;
  for (const [replica, constants] of added.entries()) {
    for (const [kernel, constant] of constants.entries()) {
      if (constant === 0) continue;
      for (let window = replica; window < windows; window += added.length) acc[kernel * windows + window]! += constant;
    }
  }
}

/** What stuck input cells and missing inputs of sum(p) change. */
function addInputs(field: Field, { inputs, layers }: Folded, input: Uint8Array, acc: Int32Array): void {
  const { windows, taps, weightGain, weightOffset } = field.placement.layerShape;
  const sums = new Map<number, Int32Array>();
  const tapCodes = new Uint8Array(windows);
  const changes = new Int32Array(windows);
  for (const { replica, tap, mask, value, kernels, correction } of inputs) {
    const codes = layers[replica]?.codes ?? field.weights;
    inputCodes(field, kernels[0] ?? correction, tap, input, tapCodes);
    if (layers.length > 1) changes.fill(0);
    for (let window = replica; window < windows; window += layers.length) {
      const code = tapCodes[window]!;
      changes[window] = ((code & ~mask) | value) - code;
    }
    for (const kernel of kernels) addTimes(acc, kernel * windows, changes, weightGain * codes[kernel * taps + tap]!);
    if (correction < 0) continue;
    const sum = sums.get(correction) ?? new Int32Array(windows);
    sums.set(correction, sum);
    addTimes(sum, 0, changes, 1);
  }
  for (const [kernel, changes] of sums) {
    for (let k = field.sharersFrom[kernel]!; k < field.sharersTo[kernel]!; k++) addTimes(acc, k * windows, changes, weightOffset);
  }
}

function addTimes(acc: Int32Array, from: number, changes: Int32Array, times: number): void {
  if (times === 0) return;
  for (let i = 0; i < changes.length; i++) acc[from + i]! += times * changes[i]!;
}
