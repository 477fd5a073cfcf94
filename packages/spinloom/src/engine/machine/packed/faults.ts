/** Faults of a design's mats on the accumulators of packed execution. */
import type { ErrorRates } from '../../../circuit/index.ts';
import type { Dot } from '../../../network/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { layerShape, type Organisation, type Program, place } from '../../schedule/index.ts';
import { weightCodes } from '../direct.ts';
import { addFaults } from '../faults/add-faults.ts';
import { type Book, bookOf } from '../faults/book.ts';
import { type Field, fieldOf } from '../faults/field.ts';
import { foldedSums } from '../faults/folded.ts';
import { checkRates, errorFree } from '../faults/rates.ts';
import type { SlotKernel } from '../faults/slot-errors.ts';
import type { LayerFaults } from '../faults/types.ts';

/** Where the faults happen: the design's program and the mats that it runs on, as for `literalBackend`. */
export interface FaultHardware {
  readonly program: Program;
  readonly organisation: Organisation;
  /** Copies of each layer's weights; default 1. */
  readonly replicas?: number;
}

interface Prepared {
  readonly field: Field;
  /** By the rates' values, and by the rates. */
  readonly books: Map<string, Book>;
  readonly known: WeakMap<ErrorRates, Book>;
}

export interface FaultAdder {
  /** Changes the accumulators of a layer. They and the input codes are asked for where they are needed, and may be more than once. */
  readonly add: (layer: Dot, input: () => Uint8Array, faults: LayerFaults, acc: () => Int32Array) => void;
  /** Accumulators where nothing but permanent faults happens, from those that `run` gives of the layer with other weights; undefined where `add` serves. */
  readonly fold: (layer: Dot, input: () => Uint8Array, faults: LayerFaults, run: (layer: Dot) => Int32Array) => Int32Array | undefined;
}

/** Refuses a layer that no mat can hold, and a program that counts differing bits. */
export function faultAdder({ program, organisation, replicas = 1 }: FaultHardware, kernel?: SlotKernel): FaultAdder {
  if (program.form !== 'and') refuse(`faults of a program of form '${program.form}' are not modelled; use a design whose program counts ANDs`);
  const layers = new WeakMap<Dot, Prepared>();
  const prepare = (layer: Dot): Prepared => {
    const known = layers.get(layer);
    if (known !== undefined) return known;
    const placement = place(layerShape(layer), organisation, program.rules, replicas);
    const made = { field: fieldOf(layer, weightCodes(layer), placement), books: new Map<string, Book>(), known: new WeakMap<ErrorRates, Book>() };
    layers.set(layer, made);
    return made;
  };
  const bookFor = ({ field, books, known }: Prepared, rates: ErrorRates): Book => {
    const same = known.get(rates);
    if (same !== undefined) return same;
    const key = JSON.stringify(rates);
    const book = books.get(key) ?? bookOf(program, rates, field.placement);
    books.set(key, book);
    known.set(rates, book);
    return book;
  };
  return {
    add: (layer, input, faults, acc) => {
      const prepared = prepare(layer);
      addFaults(prepared.field, bookFor(prepared, faults.rates), faults, input, acc, kernel);
    },
    fold: (layer, input, faults, run) => {
      checkRates(faults.rates);
      if (faults.permanent === undefined || !errorFree(faults.rates)) return undefined;
      const prepared = prepare(layer);
      return foldedSums(prepared.field, bookFor(prepared, faults.rates), faults, input(), run);
    },
  };
}

/** In place of the adder, where there is no hardware. */
export const noHardware: FaultAdder = { add: refuseFaults, fold: refuseFaults };

function refuseFaults(layer: Dot): never {
  refuse(`layer '${layer.name}' has faults, but this back end knows no design; give it the program and organisation whose faults they are`);
}
