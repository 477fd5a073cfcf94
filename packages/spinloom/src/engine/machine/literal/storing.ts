/**
 * Checkpoints: how state becomes valid, what a loss of power leaves of a write under way, how the machine goes on.
 *
 *   double-slot  accumulators and step index into the slot that is not valid, then one bit flips
 *   atomic       one slot; a hold-up capacitor finishes the whole write once it has begun
 *   single       one slot: accumulators, then the step index. A failure between the two leaves new accumulators with an old index
 *   literal      one slot of accumulators, no index (paper 2, II.B.3 mentions none): finished results tell window and group, the planes are counted anew
 *
 * A full adder stores sum and carry (`dual`), its sum (`sum-only`: at the boundary of a frame the carries of a ripple adder are consumed), or its carry, which then
 * stands for the sum too (`cout-as-sum`; paper 2, IV).
 */
import { differing, tornRow } from './bits.ts';
import { clearVolatile, type Mat, type Slot } from './mat.ts';
import { replaceRow, windowRow } from './rows.ts';
import { type SlotPosition, type State, start } from './state.ts';
import type { RestoreStop, Tear } from './types.ts';

/** Stores one mat's accumulators; the lanes of a step follow one another. */
export function storeMat(state: State, mat: Mat, slot: 0 | 1): void {
  const old = mat.slots[slot];
  const kept = state.storing.flipFlops === 'cout-as-sum' ? mat.carry : mat.acc;
  const next: Slot = { acc: kept.slice(), sumInput: mat.sumInput.slice() };
  mat.slots[slot] = next;
  const blank = new Int32Array(next.acc.length);
  const before: Slot = old ?? { acc: blank, sumInput: blank };
  const inAcc = differing(bitsOf(before.acc), bitsOf(next.acc));
  const changed = inAcc + differing(bitsOf(before.sumInput), bitsOf(next.sumInput));
  state.stores = { bits: state.stores.bits + 32 * (next.acc.length + next.sumInput.length), changed: state.stores.changed + changed };
  if (state.storing.commit === 'atomic') return;
  state.underWay = Math.max(state.underWay, changed);
  const others = state.tear;
  state.tear = (landed) => {
    others?.(landed);
    mat.slots[slot] = { acc: tornWords(before.acc, next.acc, landed), sumInput: tornWords(before.sumInput, next.sumInput, landed - inAcc) };
  };
}

/** After all lanes have stored: what goes with the accumulators. `next`: where to resume, behind the commit that follows. */
export function stored(state: State, slot: 0 | 1, next: SlotPosition): void {
  switch (state.storing.commit) {
    case 'double-slot':
      state.slotAt[slot] = next;
      return;
    case 'atomic':
      state.slotAt[slot] = next;
      state.valid = slot;
      return;
    case 'literal':
      state.storedFor = state.inHand;
      return;
    case 'single':
      return;
  }
}

/** `next` as above, for the index that `single` writes now. */
export function commit(state: State, slot: 0 | 1, next: SlotPosition): void {
  const { valid: before, slotAt } = state;
  if (state.storing.commit === 'double-slot') {
    state.valid = slot;
    state.underWay = before === slot ? 0 : 1;
    state.tear = (changed) => {
      if (changed === 0) state.valid = before;
    };
  }
  if (state.storing.commit === 'single') {
    const old = slotAt[slot];
    const bits = differing(Uint32Array.of(old.step), Uint32Array.of(next.step));
    const put = (at: SlotPosition): void => {
      state.slotAt[slot] = at;
      // An index of 0 is that of a machine that has stored nothing.
      state.valid = at.step === 0 ? undefined : slot;
    };
    put(next);
    state.underWay = bits;
    state.tear = (changed) => {
      if (changed < bits) put({ step: tornRow(Uint32Array.of(old.step), Uint32Array.of(next.step), changed)[0]!, window: old.window });
    };
  }
}

/** Retention: bits of the stored accumulators and sums that flip while power is off. Cells keep theirs: their barrier is that of the memory. */
export function decay(state: State, flips: (bit: number) => boolean): void {
  const slot = state.storing.commit === 'literal' ? 0 : state.valid;
  if (slot === undefined) return;
  let bit = 0;
  const flipped = (words: Int32Array): Int32Array =>
    words.map((word) => {
      let mask = 0;
      for (let place = 0; place < 32; place++) if (flips(bit++)) mask |= 1 << place;
      return word ^ mask;
    });
  for (const mat of state.mats) {
    const kept = mat.slots[slot];
    if (kept !== undefined) mat.slots[slot] = { acc: flipped(kept.acc), sumInput: flipped(kept.sumInput) };
  }
}

export function lose(state: State, tear?: Tear): void {
  if (tear !== undefined) state.tear?.(tear.changed);
  state.tear = undefined;
  state.underWay = 0;
  for (const mat of state.mats) clearVolatile(mat, state.placement);
}

/** Returns the step to go on from. With `stop` power is about to be lost again: only so many input rows are written, the last of them under way. */
export function restore(state: State, stop?: RestoreStop): number {
  const from = resumeAt(state);
  if (from.slot !== undefined) {
    for (const mat of state.mats) {
      const slot = mat.slots[from.slot];
      if (slot === undefined) continue;
      mat.acc = slot.acc.slice();
      mat.sumInput = slot.sumInput.slice();
    }
    restoreWindow(state, from.window, stop?.rows);
  }
  return from.step;
}

interface Resume extends SlotPosition {
  /** Absent: nothing is brought back, the round or the layer begins anew. */
  readonly slot?: 0 | 1;
}

function resumeAt({ storing, valid, slotAt, inHand, storedFor }: State): Resume {
  if (storing.commit !== 'literal') return valid === undefined ? start : { ...slotAt[valid], slot: valid };
  const { roundStart, window, slots } = inHand;
  // A checkpoint of another group or window is told by the results.
  if (slots === undefined || storedFor?.window !== window || storedFor.slots !== slots) return { step: roundStart, window };
  return { step: slots, window, slot: 0 };
}

/** The next window may have been on its way in when power was lost: the rows are written again from the image bank. */
function restoreWindow(state: State, round: number, most = Number.POSITIVE_INFINITY): void {
  const { placement, mats } = state;
  let written = 0;
  for (let row = placement.rules.scratch.length; row < placement.rows.weight(0, 0, 0, 0, 0) && written < most; row++) {
    state.tear = undefined;
    state.underWay = 0;
    for (const mat of mats) {
      const window = round * placement.replicas + mat.replica;
      if (window < placement.layerShape.windows) replaceRow(state, mat, row, windowRow(state, mat, row, window));
    }
    written += 1;
  }
  if (most === Number.POSITIVE_INFINITY) {
    state.tear = undefined;
    state.underWay = 0;
  }
}

const bitsOf = (words: Int32Array): Uint32Array => new Uint32Array(words.buffer, words.byteOffset, words.length);

function tornWords(old: Int32Array, written: Int32Array, changed: number): Int32Array {
  return Int32Array.from(tornRow(bitsOf(old), bitsOf(written), changed));
}
