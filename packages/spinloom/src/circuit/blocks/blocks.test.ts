import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adaptiveShift,
  type Binary,
  blocks,
  blockTable,
  type ClockedBlock,
  compressorOfAdders,
  compressorOfMuxes,
  digitalFigures,
  logisticOfTwice,
  type Ports,
  quantise,
  restoredAdder,
} from './index.ts';

const ones = (word: bigint): number => [...word.toString(2)].filter((digit) => digit === '1').length;
const word = fc.bigInt({ min: 0n, max: 2n ** 512n - 1n });
const rows = Array.from(
  { length: 32 },
  (_, row) => [0, 1, 2, 3, 4].map((bit) => ((row >> bit) & 1) as Binary) as [Binary, Binary, Binary, Binary, Binary],
);

function clocked(id: string): ClockedBlock {
  const block = blocks.find((each) => each.id === id);
  if (block?.kind !== 'clocked') throw new Error(`no clocked block ${id}`);
  return block;
}

function evaluated(id: string, inputs: Ports): Ports {
  const block = blocks.find((each) => each.id === id);
  if (block?.kind !== 'combinational') throw new Error(`no combinational block ${id}`);
  return block.evaluate(inputs);
}

describe('4:2 compressor', () => {
  it.each([
    ['two full adders', compressorOfAdders],
    ['XORs and multiplexers', compressorOfMuxes],
  ] as const)('of %s keeps x1 + x2 + x3 + x4 + cin = sum + 2 (carry + cout)', (_, compress) => {
    for (const inputs of rows) {
      const { sum, carry, cout } = compress(...inputs);
      expect(sum + 2 * (carry + cout)).toBe(inputs.reduce<number>((total, x) => total + x, 0));
    }
  });

  it('has a cout that does not depend on cin: a row of them has no carry chain', () => {
    for (const [a, b, c, d] of rows) expect(compressorOfMuxes(a, b, c, d, 0).cout).toBe(compressorOfMuxes(a, b, c, d, 1).cout);
  });

  it('is wrong in 16 of 32 rows as eq. 2 is printed, without its bars', () => {
    const wrong = rows.filter(([x1, x2, x3, x4, cin]) => {
      const all = x1 ^ x2 ^ x3 ^ x4;
      const carry = (all & cin) | (all & x4);
      const cout = ((x1 ^ x2) & x3) | ((x1 ^ x2) & x1);
      return (all ^ cin) + 2 * (carry + cout) !== x1 + x2 + x3 + x4 + cin;
    });
    expect(wrong).toHaveLength(16);
  });
});

describe('counting', () => {
  it('folds two AND rows: their ones, from the XOR and the second row', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(evaluated('compressor-fold-512', { latch: a ^ b, driver: b })).toEqual({ count: BigInt(ones(a) + ones(b)) });
      }),
    );
  });

  it('counts a segment in as many clocks as it has columns', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 255n }), (bits) => {
        const { step } = clocked('segment-counter-8');
        let state: Ports = step({}, { load: 1n, bits });
        for (let clock = 0; clock < 8; clock++) state = step(state, { load: 0n, bits: 0n });
        expect(state.count).toBe(BigInt(ones(bits)));
      }),
    );
  });
});

describe('shifting', () => {
  it('stores 010010 for 1001 shifted by 1 (paper 2, Fig. 6)', () => {
    expect(adaptiveShift(0b1001n, 1)).toBe(0b010010n);
  });

  it('makes 1000 of 0001 shifted by 2 + 1 (paper 1, Fig. 6)', () => {
    const shifter = blocks.find(({ id }) => id === 'shifter-10');
    expect(shifter?.kind === 'combinational' && shifter.evaluate({ value: 1n, by: 3n }).shifted).toBe(8n);
  });
});

describe('digital unit', () => {
  it('quantises as eq. 4 with ties to even', () => {
    const even = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65536 }), fc.integer({ min: 1, max: 8 }), (value, bits) => {
        expect(quantise(BigInt(value), bits, 16)).toBe(BigInt(even(((2 ** bits - 1) * value) / 65536)));
      }),
    );
  });

  it('normalises as eq. 5 to within the fixed point', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: -50, max: 50 }), (x, sigma, mu) => {
        const [gamma, beta] = [3, 7];
        const gain = Math.round((gamma / sigma) * 256);
        const word = (value: number): bigint => BigInt.asUintN(16, BigInt(value));
        const { out } = evaluated('batch-norm-16', { value: word(x), gain: word(gain), offset: word(Math.round(beta - (mu * gain) / 256)) });
        const found = Number(BigInt.asIntN(25, out!));
        // Half a unit of gain for each unit of input, and one for each of the two roundings.
        expect(Math.abs(found - ((gamma * (x - mu)) / sigma + beta))).toBeLessThanOrEqual((Math.abs(x) + Math.abs(mu)) / 512 + 2);
      }),
    );
  });

  it('approximates (tanh(x) + 1) / 2 within 0.019 and the bits that are dropped', () => {
    for (let value = -32768; value < 32768; value += 7) {
      const found = Number(logisticOfTwice(BigInt(value), 10)) / 1024;
      expect(Math.abs(found - (Math.tanh(value / 1024) + 1) / 2)).toBeLessThan(0.019 + 1 / 1024);
    }
  });
});

it('restores a full adder from what its junctions kept', () => {
  expect(restoredAdder('dual', { sum: 1, carry: 0 })).toEqual({ sum: 1, carry: 0 });
  expect(restoredAdder('cout-as-sum', { sum: 0, carry: 1 })).toEqual({ sum: 1, carry: 1 });
  expect(restoredAdder('sum-only', { sum: 1, carry: 1 })).toEqual({ sum: 1, carry: 0 });
});

describe('figures', () => {
  it('has a row for each block, and no other', () => {
    expect(Object.keys(blockTable.rows)).toEqual(blocks.map(({ id }) => id));
  });

  it.each(blocks.map(({ id }) => id))('of %s are positive', (id) => {
    for (const { value } of Object.values(digitalFigures(id))) expect(value).toBeGreaterThan(0);
  });

  it('refuses a block that is not there', () => {
    expect(() => digitalFigures('full-subtractor')).toThrow("there is no digital block 'full-subtractor'");
  });
});
