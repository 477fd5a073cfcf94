import { describe, expect, it } from 'vitest';
import type { Expression } from '../quantity/index.ts';
import { technology } from '../technology/index.ts';
import { cellFigures, cells, sotBias } from './index.ts';

const node = technology('45nm');

/** Every leaf of an expression. */
const leaves = (of: Expression): readonly Expression[] => (of.source === undefined ? Object.values(of.parts).flatMap(leaves) : [of]);

describe('a cell', () => {
  it.each(cells)("'%s' has an area that follows from its parts, and sources", (id) => {
    const { area, writeEnergy, resistanceLow, resistanceHigh } = cellFigures(node, id);
    expect(area.value).toBe(leaves(area).reduce((product, leaf) => product * leaf.value, 1));
    for (const leaf of [area, writeEnergy, resistanceLow, resistanceHigh].flatMap((of) => (of === undefined ? [] : leaves(of)))) {
      expect(leaf.value).toBeGreaterThan(0);
      expect(leaf.source?.cite).toMatch(/.{5}/);
    }
  });

  it('of two transistors and a junction is the one that is meant', () => {
    const { id, area, resistanceHigh, resistanceLow, writeEnergy } = cellFigures(node);
    expect(id).toBe('sot-2t1r');
    // 0.0183 mm² of 256 x 512 cells (ISVLSI 2019).
    expect(area.value * 256 * 512).toBeCloseTo(0.0183e-6, 10);
    expect(resistanceHigh!.value / resistanceLow!.value).toBeCloseTo(2.685, 3);
    // (120 uA)² x 889 ohm x 1.5 ns.
    expect(writeEnergy!.value).toBeCloseTo(19.2e-15, 16);
  });

  it('as laid out is 0.372 um²', () => expect(cellFigures(node, 'sot-2t1r-layout').area.value).toBeCloseTo(0.372e-12, 14));

  it('that is unknown is refused', () => expect(() => cellFigures(node, 'sot-2t1')).toThrow("cell 'sot-2t1' is not known; did you mean 'sot-2t1r'?"));
});

describe('the bias table', () => {
  // Paper 1, Fig. 3c.
  it('is that of the paper', () => {
    expect(sotBias.map(({ line, writeZero, writeOne, read }) => `${line} ${writeZero} ${writeOne} ${read}`)).toEqual([
      'WWL V_DD V_DD 0',
      'RWL 0 0 V_DD',
      'RBL 0 0 I_read',
      'WBL V_WN V_WP 0',
      'SL 0 0 0',
    ]);
  });
});
