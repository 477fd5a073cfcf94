import { describe, expect, it } from 'vitest';
import { transistors } from './transistors.ts';
import { wire } from './wires.ts';

describe('technology tables', () => {
  // The array model's section 4.1 prints these for 45 nm HP.
  it('gives the transistors of 45 nm HP between tabulated temperatures', () => {
    const at350 = transistors(45, 'HP', 350.9);
    expect(at350.ionN_A_per_m).toBe(1745.8);
    expect(at350.vdsatNmos_V).toBeCloseTo(0.06046355391, 10);
    expect(at350.capJunction_F_per_m2).toBeCloseTo(0.0006882472016, 12);
    const between = transistors(45, 'HP', 355);
    expect(between.ionN_A_per_m).toBeCloseTo((transistors(45, 'HP', 350).ionN_A_per_m + transistors(45, 'HP', 360).ionN_A_per_m) / 2, 9);
  });

  it('interpolates off-currents geometrically between nodes and leaves the overlap to the smaller node', () => {
    const [low, middle, high] = [65, 77.5, 90].map((node) => transistors(node, 'LOP', 300));
    expect(middle!.vdd_V).toBeCloseTo((low!.vdd_V + high!.vdd_V) / 2, 12);
    expect(middle!.ioffN_A_per_m).toBeCloseTo(Math.sqrt(low!.ioffN_A_per_m * high!.ioffN_A_per_m), 12);
    expect(middle!.capOverlap_F_per_m).toBe(low!.capOverlap_F_per_m);
  });

  // Section 4.2, 45 nm: 8.7146 ohm/um at 293 K (10.652 at 350 K), 0.27760 fF/um local; 0.33211 ohm/um, 0.29625 fF/um global.
  it('gives R and C of wires, and the next larger table between nodes', () => {
    expect(wire(45, 'LocalAggressive', 350).R_ohm_per_m).toBeCloseTo(10651851.85, 2);
    expect(wire(45, 'LocalAggressive', 350).C_F_per_m).toBeCloseTo(2.77604e-10, 16);
    expect(wire(45, 'GlobalAggressive', 350).R_ohm_per_m).toBeCloseTo(332111.6915, 3);
    expect(wire(40, 'SemiConservative', 300)).toEqual(wire(45, 'SemiConservative', 300));
  });

  it('refuses nodes and temperatures outside the tables', () => {
    expect(() => transistors(14, 'HP', 300)).toThrow('a process node of 14 nm has no table');
    expect(() => transistors(45, 'HP', 290)).toThrow('290 K is outside');
    expect(() => wire(250, 'LocalAggressive', 300)).toThrow('wires at 250 nm');
  });
});
