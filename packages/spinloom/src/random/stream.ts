/**
 * Counter-based random streams without state: a value depends on (seed, what, index, counter) alone, so results do not depend on the order
 * of work or on the number of threads.
 *
 * `stream(1, 'fault').child('conv2').child('image', 17).uniform(0)` is a pure function of its arguments.
 */
import { normalQuantile } from './normal.ts';
import { threefry2x32 } from './threefry.ts';

export interface Stream {
  /** An integer in [0, 2^32). */
  readonly uint32: (counter: number) => number;
  /** In (0, 1), 52 random bits: never 0 or 1. */
  readonly uniform: (counter: number) => number;
  /** Standard normal. */
  readonly normal: (counter: number) => number;
  /** An independent stream named by `what` and `index` (default 0). */
  readonly child: (what: string, index?: number) => Stream;
}

/** The root stream of a purpose. `seed` is a non-negative safe integer. */
export function stream(seed: number, what: string): Stream {
  const key = derive(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, what, 0);
  return fromKey(key[0]!, key[1]!);
}

function fromKey(key0: number, key1: number): Stream {
  const out = new Uint32Array(2);
  const block = (counter: number): void => threefry2x32(key0, key1, counter >>> 0, Math.floor(counter / 2 ** 32) >>> 0, out);
  const uniform = (counter: number): number => {
    block(counter);
    return ((out[0]! >>> 6) * 2 ** 26 + (out[1]! >>> 6) + 0.5) / 2 ** 52;
  };
  return {
    uint32: (counter) => {
      block(counter);
      return out[0]!;
    },
    uniform,
    normal: (counter) => normalQuantile(uniform(counter)),
    child: (what, index = 0) => {
      const key = derive(key0, key1, what, index);
      return fromKey(key[0]!, key[1]!);
    },
  };
}

/** Chains the characters and the index through the block function: a keyed hash of the name. */
function derive(key0: number, key1: number, what: string, index: number): Uint32Array {
  const key = new Uint32Array([key0, key1]);
  for (let i = 0; i < what.length; i++) threefry2x32(key[0]!, key[1]!, what.charCodeAt(i), i + 1, key);
  threefry2x32(key[0]!, key[1]!, index >>> 0, (0x80000000 | Math.floor(index / 2 ** 32)) >>> 0, key);
  return key;
}
