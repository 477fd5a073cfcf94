/**
 * Functions of arithmetic blocks as data: each word of a result is a sum of products of bits with integer weights, shifted and cut to its width.
 *
 *   word = floor(sum / 2^drop) mod 2^width,   sum = sum over terms of weight x product of bits
 *
 * The block's function evaluates the sums with integers; the proof of its RTL reads the same sums.
 */
import { bitsOf, cut, type Ports, type Sum, type Sums } from './types.ts';

/** Bits of a port as an unsigned number. */
export function unsignedWord(port: string, width: number, from = 0): Sum {
  return Array.from({ length: width }, (_, i) => ({ weight: 1n << BigInt(i), bits: [[port, from + i]] }));
}

/** Bits of a port as a number in two's complement. */
export function signedWord(port: string, width: number): Sum {
  return unsignedWord(port, width).map((term, i) => (i === width - 1 ? { ...term, weight: -term.weight } : term));
}

export const constant = (weight: bigint): Sum => [{ weight, bits: [] }];

export function scaled(sum: Sum, by: bigint): Sum {
  return sum.map(({ weight, bits }) => ({ weight: weight * by, bits }));
}

export function product(a: Sum, b: Sum): Sum {
  return a.flatMap((left) => b.map((right) => ({ weight: left.weight * right.weight, bits: [...left.bits, ...right.bits] })));
}

/** The words that the sums give for ports (and state, of a clocked block). */
export function wordsOf({ words, cases }: Sums, ports: Ports): Ports {
  const known = new Map<string, readonly number[]>();
  const bit = (port: string, place: number): number => {
    const bits = known.get(port) ?? bitsOf(ports[port]!, ports[port]!.toString(2).length);
    known.set(port, bits);
    return bits[place] ?? 0;
  };
  const control = Object.fromEntries(cases.map((port) => [port, ports[port]!]));
  return Object.fromEntries(
    Object.entries(words(control)).map(([name, { sum, width, drop = 0 }]) => {
      let total = 0n;
      for (const { weight, bits } of sum) if (bits.every(([port, place]) => bit(port, place) === 1)) total += weight;
      return [name, cut(total >> BigInt(drop), width)];
    }),
  );
}
