import { afterAll, describe, expect, test } from 'vitest';
import { type SpiceEngine, spiceEngine } from '../spice/index.ts';
import { measureNvFlipFlop } from './nv-flip-flop.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());

describe('a non-volatile flip-flop', () => {
  test.each([true, false])('has its bit again after the supply was away: %s', async (stored) => {
    const { before, restored, residue_V, backupCurrent_A } = await measureNvFlipFlop(engine, stored);
    expect([before, restored]).toEqual([stored, stored]);
    expect(residue_V).toBeLessThan(0.15);
    // The critical current of the free layer is 28.65 uA; the sign follows the bit.
    expect(Math.abs(backupCurrent_A)).toBeGreaterThan(100e-6);
    expect(Math.sign(backupCurrent_A)).toBe(stored ? -1 : 1);
  });

  test('has what its junctions held where there was no backup: nothing else remembers', async () => {
    const { before, restored } = await measureNvFlipFlop(engine, true, { backup: false });
    expect([before, restored]).toEqual([true, false]);
  });
});
