/**
 * The law of a sum of many independent changes, one a column, laid out so that a draw costs the same whatever the probabilities.
 *
 * The distribution of the sum over n columns is the n-fold convolution of that of one column: sums and products of positive numbers, so every engine
 * gets the same bits, and a binomial, a multinomial and any other mixture of changes are one case. A draw looks it up by the alias method (Walker
 * 1977; tables after Vose 1991) with 64 random bits: 12 at most for the cell, 52 for its threshold. n is cut into digits, and the sum is that of
 * independent sums, one a digit, so that tables are few. Tails below 2^-66 are left out.
 */

export interface Alias {
  /** The table has 2^bits cells. */
  readonly bits: number;
  /** What its first cell stands for. */
  readonly first: number;
  /** [cell]: low and high word of threshold x 2^12 + alias. */
  readonly cells: Uint32Array;
}

/** Tables by digit, (n >>> shift) & mask; nothing is drawn for 0. */
export interface Level {
  readonly shift: number;
  readonly mask: number;
  readonly tables: readonly Alias[];
}

/** Levels of the digits of n. */
export type SumLaw = readonly Level[];

/** Bits of a digit, at most: two digits reach 16,383 columns with tables that a second-level cache holds. */
const mostDigitBits = 7;
const mostBits = 12;
const tail = 2 ** -66;

interface Mass {
  readonly first: number;
  readonly values: Float64Array;
}

/**
 * The law of the sum over up to `most` columns, each of which changes by `changes[i]` (integers) with `probabilities[i]`, else by nothing. Undefined
 * where the sum takes more values than a table has cells.
 */
export function sumLaw(changes: readonly number[], probabilities: readonly number[], most: number): SumLaw | undefined {
  if (Math.max(0, ...changes) - Math.min(0, ...changes) >= 2 ** mostBits) return undefined;
  const bits = 32 - Math.clz32(most);
  const digitBits = Math.ceil(bits / Math.ceil(bits / mostDigitBits));
  const levels: Level[] = [];
  let step = massOf(changes, probabilities);
  for (let shift = 0; most >>> shift > 0; shift += digitBits) {
    const tables = tablesOf(step, Math.min(2 ** digitBits - 1, most >>> shift));
    if (tables === undefined) return undefined;
    levels.push({ shift, mask: 2 ** digitBits - 1, tables });
    step = power(step, 2 ** digitBits);
  }
  return levels;
}

/** What two random words give. */
export function drawFrom({ bits, first, cells }: Alias, word0: number, word1: number): number {
  const cell = word0 >>> (32 - bits);
  const low = cells[2 * cell]!;
  const threshold = cells[2 * cell + 1]! * 2 ** 20 + (low >>> 12);
  return first + ((word0 & 0xfffff) * 2 ** 32 + word1 < threshold ? cell : low & 0xfff);
}

function massOf(changes: readonly number[], probabilities: readonly number[]): Mass {
  const first = Math.min(0, ...changes);
  const values = new Float64Array(Math.max(0, ...changes) - first + 1);
  let rest = 1;
  for (const [i, change] of changes.entries()) {
    values[change - first]! += probabilities[i]!;
    rest -= probabilities[i]!;
  }
  values[-first]! += Math.max(0, rest);
  return { first, values };
}

/** Tables of 0 to `most` steps. Undefined where one has too many cells. */
function tablesOf(step: Mass, most: number): readonly Alias[] | undefined {
  const tables: Alias[] = [];
  let mass: Mass = { first: 0, values: Float64Array.of(1) };
  for (;;) {
    const table = aliasOf(mass);
    if (table === undefined) return undefined;
    tables.push(table);
    if (tables.length > most) return tables;
    mass = convolve(mass, step);
  }
}

function power(mass: Mass, n: number): Mass {
  let result = mass;
  for (let done = 1; done < n; done *= 2) result = convolve(result, result);
  return result;
}

/** Distribution of the sum of two independent sums, without its tails. */
function convolve(a: Mass, b: Mass): Mass {
  const values = new Float64Array(a.values.length + b.values.length - 1);
  for (let i = 0; i < a.values.length; i++) {
    const p = a.values[i]!;
    for (let j = 0; j < b.values.length; j++) values[i + j]! += p * b.values[j]!;
  }
  let from = 0;
  let to = values.length;
  while (values[from]! < tail) from++;
  while (values[to - 1]! < tail) to--;
  return { first: a.first + b.first + from, values: values.slice(from, to) };
}

function aliasOf({ first, values }: Mass): Alias | undefined {
  let bits = 1;
  while (2 ** bits < values.length) bits++;
  if (bits > mostBits) return undefined;
  const size = 2 ** bits;
  let total = 0;
  for (const p of values) total += p;
  const shares = new Float64Array(size);
  const cells = new Uint32Array(2 * size);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < size; i++) {
    shares[i] = ((values[i] ?? 0) / total) * size;
    (shares[i]! < 1 ? small : large).push(i);
    // Its own alias, threshold 0: what those are that are left over in the end.
    cells[2 * i] = i;
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large[large.length - 1]!;
    const threshold = Math.floor(shares[less]! * 2 ** 52);
    const low = threshold % 2 ** 20;
    cells[2 * less] = low * 2 ** 12 + more;
    cells[2 * less + 1] = (threshold - low) / 2 ** 20;
    shares[more]! += shares[less]! - 1;
    if (shares[more]! < 1) small.push(large.pop()!);
  }
  return { bits, first, cells };
}
