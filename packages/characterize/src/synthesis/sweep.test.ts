import { type Block, batchNorm, blocks } from 'spinloom';
import { describe, expect, it } from 'vitest';
import { cellLibrary, liberty } from '../library/index.ts';
import { cellsOf, checkNetlist, proveSwept, synthesise } from './index.ts';
import { rtlFiles } from './sources.ts';

const cells = cellsOf(liberty(cellLibrary()));
const named = (id: string): Block => blocks.find((each) => each.id === id)!;

describe('SAT with cut points', () => {
  it.each(['compressor-tree-64', 'merge-tree-8', 'binary-mac-tile-9', 'batch-norm-16'])('holds the netlist of %s equal to its RTL', async (id) => {
    await proveSwept(named(id), cells);
  });

  it.each([
    ['compressor-tree-64', 'compressor_node.sv', '.ones(ones[N-1:N/2])', '.ones({ones[N-1:N/2+1], ones[0]})'],
    ['binary-mac-tile-9', 'binary_mac_tile.sv', "(ACC - 1) {1'b0}}, ~weights[i]", "(ACC - 1) {1'b0}}, weights[i]"],
  ])('finds the netlist of %s made of RTL with a wrong wire', async (id, file, from, to) => {
    const wrong = rtlFiles()[file]!.replace(from, to);
    await expect(proveSwept(named(id), cells, { [file]: wrong })).rejects.toThrow(
      `abc failed while proving the netlist of '${id}' equal to its RTL: Networks are NOT EQUIVALENT`,
    );
  });
});

it.each([4, 5, 6])('multiplies %d bits as the function does, on all inputs of the mapped netlist', async (bits) => {
  const block = batchNorm(bits, 2);
  expect(checkNetlist(block, (await synthesise(block, cells)).netlist)).toBe('all inputs');
});
