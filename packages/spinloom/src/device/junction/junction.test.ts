import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { rectangularTransmission } from './barrier.ts';
import { fitJunction, fittedRA_P, fittedTmr, type JunctionOptions, junction, junctionPreset, junctionPresets } from './index.ts';
import { gaussLegendre } from './quadrature.ts';
import { chainOf, conductances } from './transport.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);
const um2 = (RA_ohm_m2: number): number => RA_ohm_m2 * 1e12;
const { parameters } = junctionPreset('N1');
const majority = parameters.fermi_eV;
const minority = parameters.fermi_eV - parameters.splitting_eV;

// Row N1 of the golden table: one mode at the Fermi energy, prototype in numpy.
describe.each([
  ['parallel, majority', majority, majority, 8.767565e-3, 8e-3],
  ['parallel, minority', minority, minority, 1.956359e-3, 6e-4],
  ['antiparallel', majority, minority, 4.134712e-3, 4e-3],
])('transmission, %s', (_, left_eV, right_eV, expected, tolerance) => {
  const chain = (grid: number): number => chainOf(parameters, 1.2e-9, grid)(left_eV, right_eV, -parameters.barrier_eV, -parameters.barrier_eV);
  const exact = rectangularTransmission({ left_eV, right_eV, barrier_eV: parameters.barrier_eV }, 0.73, 0.32, 1.2e-9);

  it('of the closed form is that of the prototype', () => expect(relative(exact, expected)).toBeLessThan(1e-6));

  it('of the chain is near, and comes nearer with the square of the grid', () => {
    expect(relative(chain(0.05e-9), exact)).toBeLessThan(tolerance);
    expect((chain(0.05e-9) - exact) / (chain(0.025e-9) - exact)).toBeCloseTo(4, 0);
    expect(relative(chain(0.002e-9), exact)).toBeLessThan(3e-5);
  });
});

it('the transmission never exceeds one, above the barrier either, and is continuous at its top', () => {
  const at = (barrier_eV: number): number => rectangularTransmission({ left_eV: 1, right_eV: 1, barrier_eV }, 0.7, 0.3, 1e-9);
  for (let e = -3; e <= 3; e += 0.01) expect(at(e)).toBeLessThanOrEqual(1 + 1e-12);
  expect(relative(at(1e-9), at(-1e-9))).toBeLessThan(1e-6);
});

describe('the junction', () => {
  // Rows N2 to N5 and the table of section 4.
  it.each<[JunctionOptions, number, number, number, number]>([
    [{}, 13.81, 1e-3, 168.5, 0.3],
    [{ preset: 'N2' }, 22.77, 1e-3, 168.5, 0.3],
    [{ preset: 'N3' }, 7.07, 1e-3, 168.5, 0.3],
    [{ method: 'closed-form' }, 13.873, 5e-4, 168.07, 0.1],
    [{ method: 'closed-form', temperature_K: 30 }, 14.271, 5e-4, 187.7, 0.1],
    [{ thickness_m: 1e-9 }, 4.202, 2e-3, 206.4, 0.5],
    [{ thickness_m: 1.3e-9 }, 24.77, 2e-3, 154, 0.5],
    [{ bias_V: 0.1 }, 13.92, 1e-3, 154.8, 0.5],
    [{ bias_V: 0.3 }, 13.57, 1e-3, 87.9, 0.5],
    [{ bias_V: 0.5 }, 12.5, 1e-3, 43.2, 0.5],
    [{ bias_V: 0.8 }, 10.24, 1e-3, 7.5, 0.5],
    [{ bias_V: 1 }, 8.6, 1e-3, -6.1, 0.5],
  ])('%j agrees with the prototype', (options, RA_P, toleranceRA, tmr, tolerance) => {
    const result = junction(options);
    expect(relative(um2(result.RA_P_ohm_m2), RA_P)).toBeLessThan(toleranceRA);
    expect(Math.abs(100 * result.tmr - tmr)).toBeLessThan(tolerance);
    expect(result.RA_AP_ohm_m2 / result.RA_P_ohm_m2 - 1).toBeCloseTo(result.tmr, 12);
    expect(result.inverted).toBe(tmr < 0);
  });

  it('is within a factor of two of the 176 kohm µm² measured at 2.8 nm of MgO', () => {
    expect(relative(um2(junction({ thickness_m: 2.8e-9 }).RA_P_ohm_m2), 100e3)).toBeLessThan(0.01);
  });

  it('does not care about the sign of the bias, and has a limit without bias', () => {
    expect(junction({ bias_V: -0.2 })).toEqual(junction({ bias_V: 0.2 }));
    expect(relative(junction({ bias_V: 0 }).RA_P_ohm_m2, junction({ bias_V: 1e-5 }).RA_P_ohm_m2)).toBeLessThan(1e-6);
  });

  it('has a limit at 0 K', () => {
    expect(
      relative(junction({ temperature_K: 0, bias_V: 0.1 }).RA_AP_ohm_m2, junction({ temperature_K: 0.5, bias_V: 0.1 }).RA_AP_ohm_m2),
    ).toBeLessThan(1e-4);
  });

  it('of ferromagnets without splitting has no magnetoresistance', () => {
    expect(Math.abs(junction({ parameters: { splitting_eV: 0 } }).tmr)).toBeLessThan(1e-12);
  });
});

describe('the fit', () => {
  const fit = fitJunction();

  it('has the half bias and slope of the prototype', () => {
    expect(Math.abs(fit.halfBias_V - 0.31)).toBeLessThan(0.002);
    expect(Math.abs(fit.slope_per_m - 5.88e9)).toBeLessThan(0.01e9);
    expect(fit.residual).toBeLessThan(0.04);
  });

  it('is near the full model inside its range', () => {
    expect(Math.abs(fittedTmr(fit, 0.3) - junction({ bias_V: 0.3 }).tmr)).toBeLessThan(0.04);
    expect(relative(fittedRA_P(fit, 1.3e-9), junction({ thickness_m: 1.3e-9 }).RA_P_ohm_m2)).toBeLessThan(0.01);
  });

  it('refuses a junction without magnetoresistance, and one too thin for the slope', () => {
    expect(() => fitJunction({ parameters: { splitting_eV: 0 } })).toThrow(Refusal);
    expect(() => fitJunction({ thickness_m: 0.1e-9 })).toThrow(Refusal);
  });
});

it.each<[string, JunctionOptions, string]>([
  ['a negative thickness', { thickness_m: -1.2e-9 }, 'thickness_m: expected a number above 0'],
  ['a thickness in nanometres', { thickness_m: 1.2 }, 'give metres'],
  ['a thickness that is no number', { thickness_m: Number.NaN }, 'thickness_m'],
  ['a negative temperature', { temperature_K: -1 }, 'temperature_K'],
  ['no bias at 0 K', { bias_V: 0, temperature_K: 0 }, 'expected one of them above 0'],
  ['a barrier of 0', { parameters: { barrier_eV: 0 } }, 'barrier_eV'],
  ['a grid of 0', { grid_m: 0 }, 'grid_m'],
  ['a junction that does not conduct', { temperature_K: 0, parameters: { splitting_eV: 3 } }, 'carries no current'],
  ['an unknown preset', { preset: 'N4' }, 'N1'],
])('%s is refused', (_, options, sentence) => {
  expect(() => junction(options)).toThrow(Refusal);
  expect(() => junction(options)).toThrow(sentence);
});

it.each([
  [1.2e-9, 1e-3, 300],
  [0.8e-9, 0.5, 300],
  [2e-9, 0.3, 30],
  [1.2e-9, 1, 400],
  [1.2e-9, 0.1, 0],
])('finer quadrature changes nothing: %d m, %d V, %d K', (thickness_m, bias_V, temperature_K) => {
  const transmission = chainOf(parameters, thickness_m, 0.05e-9);
  const coarse = conductances(parameters, transmission, bias_V, temperature_K);
  const fine = conductances(parameters, transmission, bias_V, temperature_K, { energy: gaussLegendre(60), transverse: gaussLegendre(100) });
  expect(relative(coarse.parallel_S_per_m2, fine.parallel_S_per_m2)).toBeLessThan(1e-5);
  expect(relative(coarse.antiparallel_S_per_m2, fine.antiparallel_S_per_m2)).toBeLessThan(1e-5);
});

it('Gauss-Legendre integrates polynomials up to degree 2n - 1 exactly', () => {
  const { nodes, weights } = gaussLegendre(6);
  for (let degree = 0; degree < 12; degree++) {
    const sum = nodes.reduce((s, x, i) => s + weights[i]! * x ** degree, 0);
    expect(sum).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 12);
  }
});

it('every constant of a preset has a source', () => {
  for (const id of junctionPresets) for (const source of Object.values(junctionPreset(id).sources)) expect(source.cite).not.toBe('');
});
