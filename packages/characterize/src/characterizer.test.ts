import { type Characterizer, recordedCircuits } from 'spinloom';
import { afterAll, describe, expect, test } from 'vitest';
import { characterizer } from './characterizer.ts';
import { circuitInputs, rounded } from './record.ts';

const runner: Characterizer = characterizer();
afterAll(() => runner.close());

describe('the figures that spinloom keeps', () => {
  test('belong to the netlists here; else run npm run characterize', () => expect(recordedCircuits.inputs_sha256).toBe(circuitInputs()));

  test('repeat for the write and for one decision', async () => {
    expect(rounded((await runner.write()).figures)).toEqual(recordedCircuits.writes[0]);
    expect(rounded((await runner.sense('and', '11')).figures)).toEqual(
      recordedCircuits.senses.find(({ operation, stored }) => operation === 'and' && stored === '11'),
    );
  });

  test('have every decision right, alone and at both ends of a column', () => {
    const all = [...recordedCircuits.senses, ...recordedCircuits.columns];
    expect(all).toHaveLength(14 * 3);
    expect(all.filter(({ correct }) => !correct)).toEqual([]);
  });

  // Another run of the same circuit: 119.42 uA at 1.2 V, 128.0 uA at 0.13 um, 91.6 uA at 1.0 V.
  test('say what 120 uA need: a little more than a boost to 1.2 V, or a wider transistor', () => {
    const { wordLine_V, boostedWidth_um, unboostedWidth_um } = recordedCircuits.needs;
    expect(wordLine_V).toBeGreaterThan(1.2);
    expect(wordLine_V).toBeLessThan(1.21);
    expect(boostedWidth_um).toBeCloseTo(0.12 + (0.01 * (120 - 119.42)) / (128 - 119.42), 4);
    expect(unboostedWidth_um).toBeGreaterThan(0.15);
  });
});

test('files to take away are netlists with a title, an analysis and an end', async () => {
  const files = await runner.files('spice');
  expect(Object.keys(files)).toContain('sense-xor-10.cir');
  for (const [name, text] of Object.entries(files).filter(([file]) => file.endsWith('.cir'))) {
    expect(text, name).toMatch(/^\* [^\n]+\n\.include modelcard\.FreePDK45\n/);
    expect(text, name).toMatch(/\n\.tran [^\n]+\n\.end\n$/);
  }
  expect(files['cells.sp']!.match(/^\.subckt /gm)).toHaveLength(17);
  expect((await runner.files('liberty'))['spinloom45.lib']).toContain('library (spinloom45)');
});

test('bits and sizes that make no sense are refused', async () => {
  await expect(runner.sense('and', '1')).rejects.toThrow("stored bits of and: expected one of 00, 01, 10, 11, found '1'");
  await expect(runner.write({ width_um: 99 })).rejects.toThrow('width_um: expected 0.09 to 10, found 99');
  await expect(runner.write({ drive_V: Number.NaN })).rejects.toThrow('drive_V: expected 0.05 to 2, found NaN');
});
