import { afterAll, describe, expect, test } from 'vitest';
import { type SpiceEngine, spiceEngine } from '../spice/index.ts';
import { levelResistance, measureSense, type SenseOperation, storedValues } from './sense.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());

// The junction of the reference run: 10.4 and 27.9 kohm at any bias, 417 ohm of metal.
const linear = { junction: { parallel_ohm: 10_400, tmr: 27_900 / 10_400 - 1 }, halfMetal_ohm: 417 };

const results = async (operation: SenseOperation, options: object = {}): Promise<number[]> => {
  const decided: number[] = [];
  for (const stored of storedValues(operation)) decided.push(Number((await measureSense(engine, { operation, stored, ...options })).result));
  return decided;
};

describe('the amplifier decides every pair of stored bits', () => {
  test('READ', async () => expect(await results('read')).toEqual([0, 1]));
  test('AND', async () => expect(await results('and')).toEqual([0, 0, 0, 1]));
  test('OR', async () => expect(await results('or')).toEqual([0, 1, 1, 1]));
  test('XOR', async () => expect(await results('xor')).toEqual([0, 1, 1, 0]));
  test('AND and OR with junctions whose TMR does not fall with the bias', async () => {
    expect([...(await results('and', linear)), ...(await results('or', linear))]).toEqual([0, 0, 0, 1, 0, 1, 1, 1]);
  });
});

// Another netlist with these junctions and 20 uA, run on native ngspice 39.3, of which the sizes of the transistors are not recorded:
// lines 0.12014, 0.17108 and 0.29891 V, references 0.2334 and 0.1444 V, margins of AND 62 and 66 mV, of OR 24 and 27 mV.
test('lines and references come within 2 mV of another amplifier with the same junctions and current', async () => {
  const at = async (operation: SenseOperation, stored: boolean[]): Promise<readonly [number, number]> => {
    const { line_V, reference_V } = await measureSense(engine, { operation, stored, ...linear });
    return [line_V * 1000, reference_V[operation]! * 1000];
  };
  const expected = [
    ['and', [false, false], 120.14, 233.4],
    ['and', [false, true], 171.08, 233.4],
    ['and', [true, true], 298.91, 233.4],
    ['or', [false, false], 120.14, 144.4],
    ['or', [false, true], 171.08, 144.4],
  ] as const;
  for (const [operation, stored, line, reference] of expected) {
    const [found, compared] = await at(operation, [...stored]);
    expect(Math.abs(found - line)).toBeLessThan(2);
    expect(Math.abs(compared - reference)).toBeLessThan(2);
    expect(Math.abs(Math.abs(found - compared) - Math.abs(line - reference))).toBeLessThan(1);
  }
});

test('the margin of OR is the smaller one', async () => {
  const margin = async (operation: SenseOperation): Promise<number> => (await measureSense(engine, { operation, stored: [false, true] })).margin_V;
  expect(await margin('or')).toBeLessThan(await margin('and'));
});

test('a level settles where resistance and bias agree', () => {
  const junction = { parallel_ohm: 7325, tmr: 1.685, halfBias_V: 0.31 };
  const ohm = levelResistance(junction, 1, 1, 20e-6);
  const bias = 20e-6 * ohm;
  expect(ohm / (7325 * (1 + 1.685 / (1 + (bias / 0.31) ** 2)))).toBeCloseTo(1, 9);
  expect(levelResistance(junction, 2, 0, 20e-6)).toBeCloseTo(7325 / 2, 9);
});

test('an operation on the wrong number of bits is refused', async () => {
  await expect(measureSense(engine, { operation: 'and', stored: [true] })).rejects.toThrow('and senses 2 stored bits, found 1');
});
