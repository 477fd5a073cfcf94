import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { average, crossing, integral, valueAt, type Waveforms } from './waveforms.ts';

const run = (time: readonly number[], values: readonly number[]): Waveforms => ({
  vectors: new Map([
    ['time', Float64Array.from(time)],
    ['x', Float64Array.from(values)],
  ]),
});

// Times that grow, with values: what a transient gives.
const steps = fc.array(fc.tuple(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
  minLength: 2,
  maxLength: 20,
});
const waveforms = steps.map((all) => {
  let now = 0;
  const time = all.map(([step], i) => (now += i === 0 ? 0 : step));
  return { time, values: all.map(([, value]) => value), end: now };
});

describe('measures of waveforms', () => {
  test('an integral is the sum of its parts, wherever it is cut', () => {
    fc.assert(
      fc.property(waveforms, fc.double({ min: 0, max: 1, noNaN: true }), ({ time, values, end }, share) => {
        const whole = run(time, values);
        const cut = share * end;
        expect(integral(whole, 'x', 0, cut) + integral(whole, 'x', cut, end)).toBeCloseTo(integral(whole, 'x', 0, end), 9);
      }),
    );
  });

  test('of a straight line the integral is the area of the trapeze', () => {
    const line = run([0, 1, 2, 5], [0, 2, 4, 10]);
    expect(integral(line, 'x', 0.5, 4)).toBeCloseTo(16 - 0.25, 12);
    expect(average(line, 'x', 0.5, 4)).toBeCloseTo((16 - 0.25) / 3.5, 12);
  });

  test('at a crossing the value is the level, and before it the level is not passed that way', () => {
    fc.assert(
      fc.property(
        waveforms,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.constantFrom('rise' as const, 'fall' as const),
        ({ time, values }, level, direction) => {
          const whole = run(time, values);
          const at = crossing(whole, 'x', { level, direction });
          const passes = time
            .slice(1)
            .filter((_, i) => (direction === 'rise' ? values[i]! < level && values[i + 1]! >= level : values[i]! > level && values[i + 1]! <= level));
          if (at === undefined) expect(passes).toEqual([]);
          else {
            expect(valueAt(whole, 'x', at)).toBeCloseTo(level, 9);
            expect(at).toBeLessThanOrEqual(passes[0]! + 1e-12);
          }
        },
      ),
    );
  });

  test('a crossing before the earliest time does not count', () => {
    const saw = run([0, 1, 2, 3, 4], [0, 1, 0, 1, 0]);
    expect(crossing(saw, 'x', { level: 0.5, direction: 'rise' })).toBe(0.5);
    expect(crossing(saw, 'x', { level: 0.5, direction: 'rise', after_s: 1 })).toBe(2.5);
    expect(crossing(saw, 'x', { level: 0.5, direction: 'fall', after_s: 3.6 })).toBeUndefined();
  });

  test('two points at one time are a step, and the later one holds', () => {
    expect(valueAt(run([0, 1, 1, 2], [0, 0, 1, 1]), 'x', 1)).toBe(1);
  });
});
