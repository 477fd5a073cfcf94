import { describe, expect, it } from 'vitest';
import { figureOf } from '../quantity/index.ts';
import { Refusal } from '../refusal/index.ts';
import { junctionFigures } from './index.ts';

describe('figures of a junction', () => {
  const figures = junctionFigures();

  it('of the default cell are those of the reference', () => {
    // device-circuit.md, section 4: 1.885e-3 µm², 7.33 kohm, 19.7 kohm; section 3: 888.9 ohm, 28.65 µA.
    expect(figures.area_m2 * 1e12).toBeCloseTo(1.885e-3, 6);
    expect(figures.resistanceP_ohm / 1e3).toBeCloseTo(7.33, 1);
    expect(figures.resistanceAP_ohm / 1e3).toBeCloseTo(19.7, 1);
    expect(figures.heavyMetalResistance_ohm).toBeCloseTo(888.9, 1);
    expect(figures.criticalCurrent_A * 1e6).toBeCloseTo(28.65, 1);
    expect(figures.thermalStability_kT).toBeCloseTo(40, 2);
    expect(figures.writeEnergy_J * 1e15).toBeCloseTo(64, 1);
    expect(figures.writeErrorRate).toBeLessThan(1e-12);
    expect(figures.switching).toBeUndefined();
  });

  it('open down to their parts', () => {
    for (const [key, expression] of Object.entries(figures.basis)) {
      expect(figures).toHaveProperty(key, expression.value);
      const { join, parts } = figureOf(expression).explain();
      if (join === 'product') expect(Object.values(parts).reduce((p, part) => p * part.value, 1)).toBe(expression.value);
    }
  });

  it('follow thickness, bias, size and write', () => {
    const thick = junctionFigures({ junction: { thickness_m: 1.3e-9, bias_V: 0.1 }, write: { preset: 'B', pulse_s: 2e-9 }, trials: 20 });
    expect(thick.resistanceP_ohm).toBeGreaterThan(figures.resistanceP_ohm);
    expect(thick.tmr).toBeLessThan(figures.tmr);
    expect(thick.area_m2 / figures.area_m2).toBeCloseTo(100 / 60, 10);
    expect(thick.switching).toMatchObject({ trials: 20 });
    expect(thick.writeErrorRate).toBeGreaterThan(0.1);
  });

  it('refuse a negative thickness and 0 K', () => {
    expect(() => junctionFigures({ junction: { thickness_m: -1 } })).toThrow(Refusal);
    expect(() => junctionFigures({ temperature_K: 0 })).toThrow(Refusal);
  });
});
