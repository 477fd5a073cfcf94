/** Serial counters (paper 1, Bit-Counter): one bit a clock; and a segment's shift register with its counter (paper 2, footnote 1: 8 shifts). */
import { unsignedWord, wordsOf } from './sums.ts';
import { type ClockedBlock, cut, type Sums } from './types.ts';

/** A counter of so many bits: adds `one` each clock, wraps. */
export function bitCounter(width: number): ClockedBlock {
  return {
    kind: 'clocked',
    id: `bit-counter-${width}`,
    title: `Serial counter of ${width} bits`,
    cite: 'paper 1, IV.A',
    module: 'bit_counter',
    parameters: { W: width },
    inputs: { clear: 1, one: 1 },
    outputs: { count: width },
    step: ({ count }, { clear, one }) => ({ count: clear === 1n ? 0n : cut(count! + one!, width) }),
    opening: { clear: 1n },
    operation: { clocks: 1, what: 'one clock with a random bit', held: () => ({ clear: 0n }) },
  };
}

/** Counter of a segment of so many columns, a power of two from 2: the clock of `load` takes the bits, then `columns` clocks count them. */
export function segmentCounter(columns: number): ClockedBlock {
  const width = Math.log2(columns) + 1;
  const sums: Sums = {
    cases: ['load'],
    words: ({ load }) => ({
      count: { sum: load === 1n ? [] : [...unsignedWord('count', width), ...unsignedWord('register', 1)], width },
      register: { sum: load === 1n ? unsignedWord('bits', columns) : unsignedWord('register', columns - 1, 1), width: columns },
    }),
  };
  return {
    kind: 'clocked',
    id: `segment-counter-${columns}`,
    title: `Serial counter of a segment of ${columns} columns`,
    cite: 'paper 1, IV.A; paper 2, footnote 1',
    module: 'segment_counter',
    parameters: { N: columns },
    inputs: { load: 1, bits: columns },
    outputs: { count: width },
    step: (state, inputs) => wordsOf(sums, { ...state, ...inputs }),
    sums,
    opening: { load: 1n },
    operation: {
      clocks: columns + 1,
      what: 'a segment of random bits loaded and counted',
      held: (clock) => (clock === 0 ? { load: 1n } : { load: 0n }),
    },
  };
}
