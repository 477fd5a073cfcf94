import { trajectory } from 'spinloom';
import { afterAll, describe, expect, test } from 'vitest';
import { type SpiceEngine, spiceEngine } from '../spice/index.ts';
import { measureWrite } from './write.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());

// Currents of native ngspice 39.3 on the same circuit: 119.42, 120.746, 91.6 and -141.4 uA.
describe('the current of a write', () => {
  const current = async (options: Parameters<typeof measureWrite>[1]): Promise<number> =>
    (await measureWrite(engine, { heavyMetal_ohm: 889, freeLayer: false, ...options })).current_A / 1e-6;

  test('is 119.4 uA with the word line at 1.2 V', async () => expect(Math.abs((await current({})) - 119.42)).toBeLessThan(0.1));
  test('is 120.7 uA through a heavy metal of 833 ohm', async () =>
    expect(Math.abs((await current({ heavyMetal_ohm: 833 })) - 120.746)).toBeLessThan(0.05));
  test('is far from 120 uA without the boost', async () => expect(Math.abs((await current({ wordLine_V: 1 })) - 91.6)).toBeLessThan(0.1));
  test('is larger in reverse, where the transistor has its full gate voltage', async () =>
    expect(Math.abs((await current({ direction: 'reverse' })) + 141.4)).toBeLessThan(0.1));
});

describe('the free layer in the circuit', () => {
  test('crosses the middle 0.7165 ns after the edge of the bit line, with |m| = 1', async () => {
    const { switching_s, normError } = await measureWrite(engine);
    expect(Math.abs(switching_s! / 1e-9 - 0.7165)).toBeLessThan(0.005);
    expect(normError).toBeLessThan(5e-6);
  });

  test('keeps |m| = 1.00000 in other writes too', async () => {
    for (const options of [{ direction: 'reverse' }, { wordLine_V: 1 }, { width_um: 1 }] as const)
      expect((await measureWrite(engine, options)).normError).toBeLessThan(5e-6);
  });

  test('follows the macrospin model at the same current', async () => {
    const { switching_s, current_A } = await measureWrite(engine);
    const model = trajectory({ current_A, relaxBefore_s: 0.21e-9, temperature_K: 0, tilt_rad: 0.1, step_s: 0.5e-12, pulse_s: 4e-9 });
    expect(Math.abs(switching_s! - model.switchingTime_s!) / 1e-12).toBeLessThan(15);
  });

  test('turns back in reverse', async () => {
    const { switching_s } = await measureWrite(engine, { direction: 'reverse' });
    expect(switching_s).toBeGreaterThan(0.4e-9);
    expect(switching_s).toBeLessThan(0.7e-9);
  });
});
