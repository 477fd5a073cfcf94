import { describe, expect, it } from 'vitest';
import { chosenExhibits, exhibits, makeLab, type Reproduced, reproductionSchema, runExhibit } from './index.ts';

const lab = makeLab();
const records = exhibits.flatMap((exhibit) => runExhibit(exhibit, lab).records);
const record = (id: string, quantity: string): Reproduced => records.find((one) => one.id === id && one.quantity === quantity)!;

/** As many digits as mean something, so that a snapshot does not hang on the last bit of a logarithm. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));

describe('the exhibits', () => {
  it('have names of their own, a convention and a reason, and labels of the papers', () => {
    expect(new Set(exhibits.map(({ id }) => id)).size).toBe(exhibits.length);
    for (const { id, item, convention, note, paper } of exhibits) {
      expect(id.startsWith(`p${paper}-`)).toBe(true);
      expect(item).toMatch(/^(Table|Fig\.|eq\.|Abstract|footnote|[IV]+(\.|$))/);
      expect(convention.length).toBeGreaterThan(0);
      expect(note).toMatch(/[.?]$/);
    }
  });

  it('give what the schema says, with sound numbers', () => {
    expect(() => reproductionSchema.parse(records)).not.toThrow();
    for (const { published, physical, literal, calibrated } of records) {
      for (const value of [published, physical, literal, calibrated]) if (value !== null) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('tell a deviation wherever both values are there', () => {
    for (const { published, physical, deviation } of records) {
      if (published === null || physical === null || published === 0) expect(deviation).toBeNull();
      else expect(deviation).toBe(physical / published - 1);
    }
  });

  it('hold all 18 cells of Table II of either paper', () => {
    for (const id of ['p1-table-2', 'p2-table-2']) {
      const cells = records.filter((one) => one.id === id);
      expect(cells).toHaveLength(18);
      for (const { published } of cells) expect(published).toBeGreaterThan(0);
    }
  });

  // Paper 1, V.B: 39.7 MB, 12 and 6 times less. Paper 2, III.B: 11.7 times less.
  it('meet the storage figures by their named rules', () => {
    expect(record('p1-fig-8b', 'storage at 1:1').deviation).toBeCloseTo(0, 2);
    expect(Math.abs(record('p1-fig-8b', 'storage at 1:1').deviation!)).toBeLessThan(0.005);
    for (const ratio of ['storage at 64:64 over 1:1', 'storage at 32:32 over 1:1'])
      expect(Math.abs(record('p1-fig-8b', ratio).deviation!)).toBeLessThan(0.02);
    expect(Math.abs(record('p2-fig-8a', 'storage at 32:32 over 1:4').deviation!)).toBeLessThan(0.02);
  });

  it('count the ANDs of the SVHN network: 37.06 M at 1:1, in proportion to W x I', () => {
    const at = (bits: string): number => record('p1-fig-9a', `${bits} ANDs`).physical!;
    expect(at('1:1')).toBe(37_064_704);
    for (const [bits, product] of [
      ['1:2', 2],
      ['1:3', 3],
      ['1:4', 4],
      ['2:2', 4],
    ] as const)
      expect(at(bits)).toBe(product * at('1:1'));
  });

  it('find the lost complement bars: 16 wrong rows as printed, none with them', () => {
    expect(record('p2-eq-2', 'wrong rows of 32')).toMatchObject({ published: 0, physical: 0, literal: 16 });
  });

  it('split the energy of IMCE into shares that add up to one', () => {
    for (const bits of ['1:1', '1:2', '1:3', '1:4', '2:2']) {
      const shares = records.filter(({ id, quantity }) => id === 'p1-fig-9b' && quantity.startsWith(`${bits} `));
      expect(shares.reduce((sum, { physical }) => sum + physical!, 0)).toBeCloseTo(1, 12);
    }
  });

  // Counted by hand from the printed cells and the networks' layers, in pJ and nJ.
  it.each([
    ['p1-slip-energy-per-and', 'energy of an AND on IMCE, from Table II (ImageNet)', 0.809e-12],
    ['p1-slip-energy-per-and', 'energy of an AND on IMCE, from Table II (SVHN)', 3.82e-12],
    ['p1-slip-energy-per-and', 'energy of an AND on IMCE, from Table II (MNIST)', 3.83e-12],
    ['p2-slip-reram-activation', 'energy of a ReRAM activation, from Table II (ImageNet)', 93e-9],
    ['p2-slip-reram-activation', 'energy of a ReRAM activation, from Table II (SVHN)', 123e-9],
  ])('%s: %s', (id, quantity, expected) => {
    const { literal, physical } = record(id, quantity);
    expect((literal ?? physical)! / expected).toBeCloseTo(1, 2);
  });

  it('hold the bars of Figs. 9 and 10: two batches, four widths, four designs, whose means are the ratios', () => {
    for (const [id, over] of [
      ['p2-fig-9', 'images a joule and area of AND-Accumulation over IMCE'],
      ['p2-fig-10', 'images a second and area of AND-Accumulation over IMCE'],
    ] as const) {
      const bars = records.filter((one) => one.id === id && one.quantity.startsWith('batch '));
      expect(bars).toHaveLength(32);
      const mean = (title: string): number =>
        bars.filter(({ quantity }) => quantity.endsWith(`: ${title}`)).reduce((sum, { physical }) => sum + Math.log(physical!) / 8, 0);
      expect(Math.exp(mean('AND-Accumulation') - mean('IMCE'))).toBeCloseTo(record(id, over).physical!, 9);
    }
  });

  it('count shift passes: shifts of 0 to 3 take 1, 1, 1 and 2 on planes of 0 and 1, one place more for weights of plus and minus one', () => {
    expect(record('p2-fig-6', 'passes of a shift at 1:4, mean of conv2').literal).toBe(1.25);
    expect(record('p2-fig-6', 'passes of a shift at 1:1, mean of conv2').physical).toBe(1);
    expect(record('p2-fig-6', 'passes of a shift at 1:4, mean of conv2').physical).toBeCloseTo(1.5, 1);
  });

  it('measure run times only where there is a clock', () => {
    expect(records.filter(({ id }) => id.endsWith('fig-1')).every(({ physical }) => physical === null)).toBe(true);
  });

  it('come to the numbers of before', async () => {
    const lines = records
      .map(({ id, network, quantity, unit, published, physical, literal, calibrated }) =>
        [id, network ?? '', quantity, unit, rounded(published), rounded(physical), rounded(literal), rounded(calibrated)].join(' | '),
      )
      .join('\n');
    await expect(`${lines}\n`).toMatchFileSnapshot('./reproduction.snap.txt');
  });
});

describe('chosenExhibits', () => {
  it('takes names and their beginnings, and refuses what is neither', () => {
    expect(chosenExhibits([])).toBe(exhibits);
    expect(chosenExhibits(['p2-table-2']).map(({ id }) => id)).toEqual(['p2-table-2']);
    expect(chosenExhibits(['p1-fig-1']).map(({ id }) => id)).toEqual(['p1-fig-1']);
    expect(chosenExhibits(['p1-fig-8']).map(({ id }) => id)).toEqual(['p1-fig-8a', 'p1-fig-8b']);
    expect(() => chosenExhibits([''])).toThrow('the name of an exhibit is empty');
    expect(() => chosenExhibits(['p2-tabel-2'])).toThrow("there is no exhibit 'p2-tabel-2'; did you mean 'p2-table-2'?");
  });
});
