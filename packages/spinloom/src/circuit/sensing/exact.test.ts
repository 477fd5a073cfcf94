import { describe, expect, it } from 'vitest';
import { errorProbability, errorRates, type SenseOptions, senseFigures, sensing } from '../index.ts';
import { errorProbabilityOf } from './error-probability.ts';
import { normalTail } from './normal.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('the tail of the normal law', () => {
  // mpmath, 30 digits: erfc(x / sqrt 2) / 2.
  it.each([
    [-1, 0.841344746068542949],
    [0.5, 0.308537538725986896],
    [2.999, 0.001354336533727106],
    [3.001, 0.001345472825084966],
    [6, 9.86587645037698141e-10],
    [12, 1.77648211207767989e-33],
    [37, 5.725571222524577e-300],
  ])('above %d is %d', (x, expected) => expect(relative(normalTail(x), expected)).toBeLessThan(1e-12));
});

describe('the error probability', () => {
  // Golden rows M4 and M5 of the device-circuit reference (FFT convolution and 10 million numpy samples).
  it('of a read, of AND and of OR is the reference value', () => {
    expect(relative(errorProbability({ operation: 'read' }).upper, 1.188e-5)).toBeLessThan(0.01);
    expect(relative(errorProbability({ operation: 'and' }).upper, 1.472e-5)).toBeLessThan(0.01);
    expect(relative(errorProbability({ operation: 'or' }).upper, 1.188e-4)).toBeLessThan(0.01);
  });

  it('of XOR on even bits is the reference value', () =>
    expect(relative(errorProbability({ operation: 'xor' }).uniform, 6.31e-5)).toBeLessThan(0.01));

  // numpy and scipy: nested quadrature over the normals of each cell (Gauss-Legendre, 700 points; AND by QUADPACK, relative 1e-8), no lattice.
  it.each<[SenseOptions, 'lower' | 'upper', number]>([
    [{ operation: 'read' }, 'upper', 1.1875524266441297e-5],
    [{ operation: 'read', tmrSigma: 0.05 }, 'upper', 7.037828087075856e-9],
    [{ operation: 'read', tmrSigma: 0.05, resistanceSigma: 0.03 }, 'upper', 1.5137807453566732e-15],
    [{ operation: 'or' }, 'upper', 1.1881372661303283e-4],
    [{ operation: 'or' }, 'lower', 4.26287304051065e-11],
    [{ operation: 'and' }, 'upper', 1.4719436096102137e-5],
    [{ operation: 'and' }, 'lower', 1.5017319223875718e-22],
    [{ operation: 'or', series: 0.3 }, 'upper', 2.2531561419143974e-5],
    [{ operation: 'or', tmrSigma: 0.05, resistanceSigma: 0.03 }, 'upper', 1.4131069419044965e-10],
    [{ operation: 'or', tmrSigma: 0.05, resistanceSigma: 0.03 }, 'lower', 1.8701756549953142e-27],
    [{ operation: 'or', tmrSigma: 0.2, resistanceSigma: 0.08 }, 'upper', 0.016865978195060242],
  ])('of %j %s its reference is %d by another quadrature', (options, side, expected) => {
    expect(relative(errorProbability(options)[side], expected)).toBeLessThan(1e-7);
  });

  it.each<SenseOptions>([
    { operation: 'or', fanIn: 3 },
    { operation: 'and', fanIn: 4, reference: 'weighted' },
    { operation: 'xor', fanIn: 8 },
    { operation: 'or', fanIn: 2, tmrSigma: 0.003 },
    { operation: 'and', fanIn: 2, resistanceSigma: 0.001 },
    { operation: 'xor', resistanceSigma: 0.25, tmrSigma: 0.3 },
  ])('of %j does not depend on the lattice', (options) => {
    const of = sensing(options);
    const fine = errorProbabilityOf(of, 16).byOnes;
    errorProbabilityOf(of).byOnes.forEach((coarse, ones) => {
      expect(Math.abs(coarse - fine[ones]!)).toBeLessThanOrEqual(1e-6 * fine[ones]!);
    });
  });

  it('of OR falls where the reference takes the spread into account, and rises with the fan-in', () => {
    // Reference, section 5: from 1.2e-4 to 1.4e-6.
    const { lower, upper } = errorProbability({ operation: 'or', reference: 'weighted' });
    expect(upper).toBeLessThan(1.6e-6);
    expect(lower).toBeLessThan(1.6e-6);
    const byFanIn = [1, 2, 3, 4, 8].map((fanIn) => errorProbability({ operation: 'or', fanIn }).upper);
    expect(byFanIn).toEqual(byFanIn.toSorted((a, b) => a - b));
  });

  it('of a TMR sigma meant as points is the smaller one', () => {
    expect(
      relative(errorProbability({ operation: 'or', tmrSpread: 'points' }).upper, errorProbability({ operation: 'or', tmrSigma: 0.1 / 1.685 }).upper),
    ).toBeLessThan(1e-12);
    // Reference, section 5: 5.7e-5 counted.
    expect(errorProbability({ operation: 'or', tmrSpread: 'points' }).upper).toBeCloseTo(5.9e-5, 5);
  });

  it('is zero where nothing varies', () => {
    expect(errorProbability({ operation: 'xor', resistanceSigma: 0, tmrSigma: 0 }).byOnes).toEqual([0, 0, 0]);
  });

  it('is one table for the engine, and XOR is neither OR nor AND', () => {
    const { sense, write } = errorRates({ write: [1e-6, 2e-6] });
    expect(write).toEqual([1e-6, 2e-6]);
    expect(sense.read[1]).toBe(errorProbability({ operation: 'read' }).upper);
    expect(sense.xor).toEqual(errorProbability({ operation: 'xor' }).byOnes);
    expect(sense.xor[0]).toBeCloseTo(sense.or[0] - sense.and[0], 15);
    expect(sense.xor[1]).toBeCloseTo(sense.or[1] + sense.and[1], 15);
    expect(sense.xor[2]).toBeCloseTo(sense.and[2] - sense.or[2], 15);
  });
});

describe('nominal sensing', () => {
  // Golden row M0.
  it('has the reference levels', () => {
    const { levels, branches } = sensing({ operation: 'xor' });
    expect(levels).toEqual([0.5, 0.72863, 1.3425].map((level) => expect.closeTo(level, 6)));
    expect(branches.map(({ enable }) => enable)).toEqual(['EN_OR', 'EN_AND']);
    expect(branches[0]!.level).toBeCloseTo(0.614315, 6);
    expect(branches[1]!.level).toBeCloseTo(1.035565, 6);
    expect(sensing({ operation: 'read' }).branches[0]!.level).toBeCloseTo(1.8425, 6);
  });

  it('in volts is the level times current and resistance, with the smaller distance as margin', () => {
    const figures = senseFigures({ junction: { resistanceP_ohm: 10_000, tmr: 1.685 } });
    expect(figures.and.voltages.map(({ value }) => value)).toEqual([0.5, 0.7286295, 1.3425].map((level) => expect.closeTo(level * 0.22, 6)));
    expect(figures.or.margin.value).toBeCloseTo(0.114315 * 0.22, 6);
    expect(figures.errorRates.sense.or[1]).toBe(errorProbability({ operation: 'or' }).upper);
  });
});

describe('bad input', () => {
  it.each<[SenseOptions, string]>([
    [{ fanIn: 0 }, 'fan-in must be a whole number of cells from 1 to 256, found 0'],
    [{ fanIn: 1.5 }, 'fan-in must be a whole number of cells from 1 to 256, found 1.5'],
    [{ operation: 'xor', fanIn: 1 }, 'XOR needs a fan-in of 2 or more, found 1; one cell is read'],
    [{ operation: 'nor' as 'or' }, "operation 'nor' is not sensed; did you mean 'or'?"],
    [{ resistanceSigma: -0.05 }, 'resistance sigma must be a number of 0 or more, found -0.05'],
    [{ tmrSigma: Number.NaN }, 'TMR sigma must be a number of 0 or more, found NaN'],
    [{ series: -1 }, 'series resistance must be a number of 0 or more, found -1'],
    [{ tmr: 0 }, 'TMR must be a ratio above 0 (1.685 is 168.5 %), found 0'],
    [{ tmrSpread: 'percent' as 'points' }, "TMR sigma must be meant as 'relative' or 'points', found 'percent'"],
    [{ reference: 'middle' as 'midpoint' }, "reference must be 'midpoint' or 'weighted', found 'middle'"],
  ])('%j is refused', (options, sentence) => expect(() => errorProbability(options)).toThrow(sentence));

  it('of figures and rates is refused', () => {
    expect(() => errorRates({ write: [0, 1.2] })).toThrow('error rate of writing a 1 must lie between 0 and 1, found 1.2');
    expect(() => senseFigures({ junction: { resistanceP_ohm: 0, tmr: 1 } })).toThrow('parallel resistance must be above 0 ohm, found 0');
  });
});
