import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LayerShape, type LayoutCharges, type LayoutRules, matsInUse, type Organisation, place, reachOf } from './index.ts';

const organisation: Organisation = { rows: 256, columns: 512, mats: 4096, matsPerBank: 4 };
const rules: LayoutRules = { fold: 1, accumulators: 8, scratch: ['S'] };

const shape = (fields: Partial<LayerShape>): LayerShape => ({
  name: 'layer',
  kernels: 16,
  taps: 100,
  groups: 1,
  windows: 10,
  weightBits: 1,
  inputBits: 1,
  weightOffset: -1,
  weightGain: 2,
  pool: 'none',
  pooledPositions: 0,
  pooledArea: 0,
  outputBits: 1,
  ...fields,
});

const dearCopies: LayoutCharges = { windowBit: 100, wordInBank: 1, wordBeyond: 2, add: 1, awake: 0 };
const dearSums: LayoutCharges = { windowBit: 1, wordInBank: 1e4, wordBeyond: 2e4, add: 1, awake: 0 };

describe('placement', () => {
  it('fills a mat with a last group that is not full', () => {
    // Five full chunks and a tail of five taps, of which eight kernels share a row: 9 kernels take 5 x 9 + 2 units of 3 rows, behind 1 scratch and 6 x 2 input rows.
    const placement = place(shape({ taps: 2565, kernels: 9, weightBits: 3, inputBits: 2 }), organisation, { ...rules, charges: dearSums });
    expect(placement).toMatchObject({ kernelMats: 1, chunkMats: 1, kernelsPerMat: 9, group: 8, groups: 2 });
    expect(placement.rows.used).toBe(1 + 12 + 47 * 3);
    expect(placement.locate({ of: 'weight', kernel: 8, tap: 2560, plane: 0, group: 0 })).toEqual({ mat: 0, row: 1 + 12 + 46 * 3, column: 0 });
  });

  it('fills every row of a mat before it takes another', () => {
    // 255 rows: one for the input, 254 for kernels of a full chunk each.
    const kernelMats = (kernels: number): number => place(shape({ taps: 512, kernels }), organisation, rules).kernelMats;
    expect([254, 255, 508, 509].map(kernelMats)).toEqual([1, 2, 2, 3]);
  });

  it('splits windows where copies of them are dear, and keeps them whole where partial sums are', () => {
    const layer = shape({ taps: 4 * 512, kernels: 256, inputBits: 4 });
    // Whole: 239 rows for kernels of 4 rows, so 59 a mat. Split over 4: 251 kernels a mat.
    expect(place(layer, organisation, { ...rules, charges: dearSums })).toMatchObject({ chunkMats: 1, kernelMats: 5, kernelsPerMat: 52 });
    expect(place(layer, organisation, { ...rules, charges: dearCopies })).toMatchObject({ chunkMats: 4, kernelMats: 2, kernelsPerMat: 128 });
  });

  it('takes no more kernels into a mat than it is told', () => {
    const placement = place(shape({ kernels: 50 }), organisation, { ...rules, kernelsPerMat: 3 });
    expect(placement).toMatchObject({ kernelMats: 17, kernelsPerMat: 3, group: 3, groups: 1 });
    expect(placement.kernelMat(16)).toMatchObject({ firstKernel: 48, kernels: 2 });
  });

  it('mixes channel groups in a row where two of them fit, within the kernels that a mat may have', () => {
    const grouped = (perGroup: number, most?: number) =>
      place(shape({ taps: 9, kernels: 16 * perGroup, groups: 16 }), organisation, most === undefined ? rules : { ...rules, kernelsPerMat: most });
    expect([1, 3, 4, 5].map((perGroup) => grouped(perGroup).kernelsPerMat)).toEqual([8, 6, 8, 5]);
    expect(grouped(1, 3)).toMatchObject({ mixed: true, kernelsPerMat: 3, kernelMats: 6 });
    expect(grouped(3, 2)).toMatchObject({ mixed: false, kernelsPerMat: 2, kernelMats: 32 });
  });

  it('takes the fewest mats where mats are preferred', () => {
    const layers = fc.record({
      taps: fc.integer({ min: 1, max: 8000 }),
      kernels: fc.integer({ min: 1, max: 500 }),
      weightBits: fc.integer({ min: 1, max: 8 }),
      inputBits: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(layers, fc.constantFrom(dearCopies, dearSums), (fields, charges) => {
        const [area, energy] = (['area', 'energy'] as const).map((prefer) => place(shape(fields), organisation, { ...rules, prefer, charges }));
        expect(matsInUse(area!)).toBeLessThanOrEqual(matsInUse(energy!));
      }),
    );
  });

  it('leaves the bank when more mats share a sum than it has', () => {
    expect([1, 4, 5].map((mats) => reachOf(mats, organisation))).toEqual(['bank', 'bank', 'group']);
    expect(reachOf(100, { rows: 256, columns: 512, mats: 4096 })).toBe('bank');
  });
});
