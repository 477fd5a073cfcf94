/** Bits of a row held in 32-bit words: column c is bit c % 32 of word floor(c / 32). */

export function getBit(row: Uint32Array, column: number): number {
  return (row[column >>> 5]! >>> (column & 31)) & 1;
}

export function setBit(row: Uint32Array, column: number): void {
  row[column >>> 5]! |= 1 << (column & 31);
}

/** Ones in columns [from, from + width). */
export function onesIn(row: Uint32Array, from: number, width: number): number {
  let ones = 0;
  for (let column = from; column < from + width; column++) ones += getBit(row, column);
  return ones;
}

/** The old row with only the first `changed` differing bits taken from the new one. */
export function tornRow(old: Uint32Array, written: Uint32Array, changed: number): Uint32Array {
  const torn = old.slice();
  let left = changed;
  for (let column = 0; column < old.length * 32 && left > 0; column++) {
    if (getBit(old, column) === getBit(written, column)) continue;
    torn[column >>> 5]! ^= 1 << (column & 31);
    left -= 1;
  }
  return torn;
}

/** Bits in which two rows differ. */
export function differing(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) for (let rest = a[word]! ^ b[word]!; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The carries out of each place of a + b, 32 bits. */
export function carriesOut(a: number, b: number): number {
  return (a & b) | ((a | b) & ~(a + b));
}
