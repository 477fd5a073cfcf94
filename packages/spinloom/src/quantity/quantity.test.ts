import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant, count, derived, engineering, type Figure, leaf, percent, type Source, sound, type Trust, UnsoundFigure } from './index.ts';

const source = (trust: Trust): Source => ({ trust, cite: `a ${trust} number` });

describe('engineering', () => {
  it.each([
    [4.71e-7, 'J', '471 nJ'],
    [4.712345e-7, 'J', '471.2 nJ'],
    [2.35e-9, 's', '2.35 ns'],
    [422e-15, 'J', '422 fJ'],
    [1, 'V', '1 V'],
    [0, 'J', '0 J'],
    [1500, 'Ω', '1.5 kΩ'],
    [1500, 'ohm', '1.5 kΩ'],
    [13.81e-12, 'ohm m2', '13.81 Ω µm²'],
    [2e9, 'Hz', '2 GHz'],
    [-3e-3, 'A', '-3 mA'],
    [5e-18, 'J', '5 aJ'],
    [3e-21, 'J', '0.003 aJ'],
    [5e15, 'Hz', '5000 THz'],
    [2.5e-6, 'm2', '2.5 mm²'],
    [3e-13, 'm2', '0.3 µm²'],
    [4.2e-12, 'm2', '4.2 µm²'],
    [1.5e-4, 'm2', '150 mm²'],
    [4.2e-10, 'm2', '420 µm²'],
    [0, 'm2', '0 mm²'],
    [12_345, '', '12345'],
    [0.5, '', '0.5'],
    [3_500_000, '', '3.5 M'],
  ])('writes %d %s as %s', (value, unit, expected) => {
    expect(engineering(value, unit)).toBe(expected);
  });

  it('never rounds up to 1000 of the smaller unit', () => {
    expect(engineering(999.96e-9, 's')).toBe('1 µs');
    expect(engineering(999.94e-9, 's')).toBe('999.9 ns');
    expect(engineering(9.99999e-7, 'm2')).toBe('1 mm²');
  });

  it('keeps as many digits as asked', () => {
    expect(engineering(1.23456e-9, 's', 2)).toBe('1.2 ns');
    expect(engineering(1.23456e-9, 's', 6)).toBe('1.23456 ns');
  });

  it('stays within half of the last digit of the value', () => {
    const scale: Record<string, number> = { T: 1e12, G: 1e9, M: 1e6, k: 1e3, '': 1, m: 1e-3, µ: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15, a: 1e-18 };
    const value = fc.tuple(fc.double({ min: 1, max: 9.99, noNaN: true }), fc.integer({ min: -17, max: 13 })).map(([m, e]) => m * 10 ** e);
    fc.assert(
      fc.property(value, (x) => {
        const [mantissa, unit] = engineering(x, 'J').split(' ') as [string, string];
        const back = Number(mantissa) * scale[unit.slice(0, -1)]!;
        return Math.abs(back - x) <= 0.5e-3 * x * (1 + 1e-9) && (Number(mantissa) < 1000 || unit === 'TJ');
      }),
    );
  });
});

describe('percent', () => {
  it('writes a ratio', () => {
    expect(percent(0.9134)).toBe('91.34 %');
    expect(percent(1, 0)).toBe('100 %');
  });
});

describe('a figure', () => {
  const ofTrust = (trust: Trust): Figure => leaf(1, 'J', trust, source(trust));

  it('shows the weakest trust among its leaves', () => {
    const all: readonly Trust[] = ['derived', 'measured', 'published', 'assumed'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 6 }), (trusts) => {
        const parts = Object.fromEntries(trusts.map((trust, i) => [`part${i}`, ofTrust(trust)]));
        const nested = derived(1, 'J', 'nested', 'other', () => ({ inner: derived(1, 'J', 'inner', 'other', () => parts) }));
        const weakest = all[Math.max(...trusts.map((trust) => all.indexOf(trust)))];
        return nested.explain().source.trust === weakest;
      }),
    );
  });

  it('makes its parts only when somebody asks', () => {
    let made = 0;
    const figure = derived(2, 'J', 'a + b', 'sum', () => {
      made += 1;
      return { a: ofTrust('measured'), b: ofTrust('published') };
    });
    expect(figure.value).toBe(2);
    expect(made).toBe(0);
    expect(figure.explain().join).toBe('sum');
    expect(Object.keys(figure.explain().parts)).toEqual(['a', 'b']);
    expect(made).toBe(2);
  });

  it('of a row of constants carries its source', () => {
    const row = { value: 0.625e-12, unit: 'J', source: { trust: 'published', cite: 'paper 1, Table II', where: 'row IMCE' } } as const;
    const figure = constant(row);
    expect(figure).toMatchObject({ value: 0.625e-12, unit: 'J' });
    expect(figure.explain()).toEqual({ formula: 'constant', join: 'other', parts: {}, source: row.source });
    expect(constant(row, 'energy per bit').explain().formula).toBe('energy per bit');
  });

  it('of a count is derived and has no unit', () => {
    const figure = count(12, 'rows x planes');
    expect(figure).toMatchObject({ value: 12, unit: '' });
    expect(figure.explain().source.trust).toBe('derived');
  });
});

describe('sound', () => {
  it('hands a finite number of at least 0 through', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), (x) => Object.is(sound(x, 'energy_J'), x)));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e-30])('refuses %d and names the field', (value) => {
    expect(() => sound(value, 'layers/conv2/energy_J')).toThrow(UnsoundFigure);
    expect(() => sound(value, 'layers/conv2/energy_J')).toThrow(`layers/conv2/energy_J is ${value}`);
  });
});
