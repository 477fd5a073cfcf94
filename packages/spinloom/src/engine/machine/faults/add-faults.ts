/** Everything that faults change in the accumulators of one layer and one image: failed writes of inputs, errors of slots, permanent damage. */
import type { Book } from './book.ts';
import { addDamage } from './damage.ts';
import { defectsOf } from './defects.ts';
import type { Field } from './field.ts';
import { addInputWriteErrors } from './input-writes.ts';
import { checkRates, errorFree } from './rates.ts';
import type { FaultyRun } from './run.ts';
import { addSlotErrors, type SlotKernel } from './slot-errors.ts';
import type { LayerFaults } from './types.ts';

/**
 * Changes the fault-free accumulators of a layer. They and the input codes are asked for where `kernel` does not do everything by itself. Order of work does not matter:
 * each block of windows of each plane pair has its own stream.
 * Refuses rates that are no probabilities and defects outside of a mat.
 */
export function addFaults(field: Field, book: Book, faults: LayerFaults, input: () => Uint8Array, acc: () => Int32Array, kernel?: SlotKernel): void {
  checkRates(faults.rates);
  const run: FaultyRun = {
    field,
    book,
    faults,
    defects: defectsOf(field.placement, faults.permanent),
    get input() {
      return input();
    },
    acc,
  };
  if (!errorFree(faults.rates)) {
    addInputWriteErrors(run);
    addSlotErrors(run, kernel);
  }
  addDamage(run);
}
