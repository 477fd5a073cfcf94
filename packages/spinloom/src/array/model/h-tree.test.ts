import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTree, type Level } from './h-tree.ts';

const shape = (bankRows: number, bankColumns: number, activeMatsPerColumn: number, activeMatsPerRow: number) => ({
  bankRows,
  bankColumns,
  activeMatsPerColumn,
  activeMatsPerRow,
});
const rows = (levels: readonly Level[]): readonly (readonly number[])[] =>
  levels.map(({ addr, data, wires, sumWires, activeWires }) => [addr, data, wires, sumWires, activeWires]);

// Address bits, data bits, wires side by side, wires in all, active wires of every level, as NVSim routes them.
describe('computeTree', () => {
  it('alternates between the axes in a square of mats', () => {
    const tree = computeTree(shape(8, 8, 1, 1), 16, 512);
    expect(rows(tree.horizontal)).toEqual([
      [16, 512, 1, 1, 1],
      [14, 512, 2, 4, 1],
      [12, 512, 4, 16, 1],
    ]);
    expect(rows(tree.vertical)).toEqual([
      [15, 512, 1, 2, 1],
      [13, 512, 2, 8, 1],
      [11, 512, 4, 32, 1],
    ]);
  });

  it('halves the data where both halves are active', () => {
    const tree = computeTree(shape(4, 8, 2, 2), 17, 512);
    expect(rows(tree.horizontal)).toEqual([
      [17, 512, 1, 1, 1],
      [17, 256, 1, 2, 2],
      [16, 128, 2, 8, 4],
    ]);
    expect(rows(tree.vertical)).toEqual([
      [17, 128, 2, 4, 4],
      [15, 128, 4, 16, 4],
    ]);
  });

  it('goes on alone where an axis has more splits', () => {
    expect(rows(computeTree(shape(2, 4, 1, 1), 16, 32).horizontal)).toEqual([
      [16, 32, 1, 1, 1],
      [15, 32, 1, 2, 1],
    ]);
    expect(rows(computeTree(shape(8, 2, 1, 2), 17, 128).vertical)).toEqual([
      [16, 128, 1, 2, 1],
      [15, 128, 1, 4, 1],
      [14, 128, 1, 8, 1],
    ]);
  });

  it('routes a single column of mats behind its first split', () => {
    const idle = computeTree(shape(4, 1, 1, 1), 16, 512);
    expect(rows(idle.vertical)).toEqual([
      [15, 512, 1, 2, 1],
      [14, 512, 1, 4, 1],
    ]);
    expect([idle.horizontal.length, idle.addressBits, idle.dataBits]).toEqual([0, 14, 512]);
    const active = computeTree(shape(4, 1, 4, 1), 16, 512);
    expect(rows(active.vertical)).toEqual([
      [16, 256, 1, 2, 2],
      [16, 128, 1, 4, 4],
    ]);
    expect([active.addressBits, active.dataBits]).toEqual([16, 128]);
  });

  it('leaves to the mats what the bank holds', () => {
    const exponent = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(exponent, exponent, exponent, exponent, (r, c, a, b) => {
        const tree = computeTree(shape(2 ** r, 2 ** c, 2 ** Math.min(a, r), 2 ** Math.min(b, c)), 20, 2 ** 14);
        expect(tree.horizontal).toHaveLength(c);
        expect(tree.vertical).toHaveLength(r);
        expect(2 ** tree.addressBits * tree.dataBits * 2 ** (r + c)).toBe(2 ** 34);
      }),
    );
  });
});
