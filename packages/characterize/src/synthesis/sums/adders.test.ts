import { type Block, blocks } from 'spinloom';
import { describe, expect, it } from 'vitest';
import { rtlFiles } from '../sources.ts';
import { proveAdders } from './adders.ts';

function named(id: string): Block {
  const block = blocks.find((each) => each.id === id);
  if (block === undefined) throw new Error(`no block ${id}`);
  return block;
}

/** The RTL with one text replaced in one file. */
function changed(file: string, from: string, to: string): Record<string, string> {
  const files = rtlFiles();
  const text = files[file]!.replace(from, to);
  expect(text).not.toBe(files[file]);
  return { ...files, [file]: text };
}

describe('linear algebra over the adders of the RTL', () => {
  it.each([
    'compressor-tree-512',
    'compressor-fold-512',
    'popcount-512',
    'merge-tree-64',
    'average-pool-4',
    'batch-norm-16',
    'threshold-32',
    'binary-mac-tile-9',
    'sum-unit-32',
    'segment-counter-64',
    'nv-ripple-adder-8',
    'shifter-18',
  ])('proves %s equal to its function', async (id) => {
    await proveAdders(named(id));
  });

  it.each([
    ['compressor-tree-64', 'compressor_node.sv', "assign high = {carry, 1'b0};", "assign high = {1'b0, carry};"],
    ['compressor-tree-512', 'compressor_node.sv', '.ones(ones[N-1:N/2])', '.ones({ones[N-1:N/2+1], ones[0]})'],
    ['compressor-fold-512', 'compressor_fold.sv', ".c({c, 1'b0})", ".c({1'b0, c})"],
    ['compressor-fold-8', 'compressor_fold.sv', 'driver & ~latch', 'driver & latch'],
    ['popcount-64', 'popcount_tree.sv', '.sum(sum[i]), .cout(carry[i+1])', '.sum(carry[i+1]), .cout(sum[i])'],
    ['merge-tree-64', 'merge_tree.sv', "{1'b0, lower} + {1'b0, upper}", "{1'b0, lower} + {1'b0, lower}"],
    ['average-pool-4', 'average_pool.sv', 'sum[W+L-1:L]', 'sum[W-1:0]'],
    ['batch-norm-16', 'batch_norm.sv', 'wire signed [2*W-F-1:0] scaled', 'wire [2*W-F-1:0] scaled'],
    ['batch-norm-16', 'batch_norm.sv', 'input  wire signed [W-1:0]       gain', 'input  wire [W-1:0] gain'],
    ['threshold-32', 'threshold.sv', ': acc <= level', ': acc >= level'],
    ['binary-mac-tile-9', 'binary_mac_tile.sv', "(ACC - 1) {1'b0}}, ~weights[i]", "(ACC - 1) {1'b0}}, weights[i]"],
    ['sum-unit-32', 'sum_unit.sv', "{old, 1'b1}", "{old, 1'b0}"],
    ['segment-counter-8', 'segment_counter.sv', 'register_[N-1:1]}', 'register_[N-2:0]}'],
  ])('rejects %s with a wrong wire in %s', async (id, file, from, to) => {
    await expect(proveAdders(named(id), changed(file, from, to))).rejects.toThrow(`RTL of '${id}': the equations of its adders do not make '`);
  });

  it.each([
    ['segment-counter-8', 'segment_counter.sv', 'posedge clk', 'posedge load', /clocked by another signal than the port 'clk'/],
    ['sum-unit-32', 'sum_unit.sv', 'posedge clk', 'negedge clk', /takes the falling edge/],
    ['sum-unit-32', 'sum_unit.sv', '@(posedge clk) acc', '@(posedge clk or posedge negate) if (negate) acc <= 0; else acc', /'\$adff'/],
    [
      'merge-tree-8',
      'merge_tree.sv',
      'assign sum =',
      "assign sum = {1'b0, lower} + {1'b0, lower}; assign sum =",
      /reading the adders of 'merge-tree-8'/,
    ],
    ['popcount-64', 'popcount_tree.sv', "carry[0] = 1'b0", 'carry[0] = carry[W]', /a loop without a flip-flop/],
    ['popcount-64', 'popcount_tree.sv', "assign carry[0] = 1'b0;", '', /reading the adders of 'popcount-64'/],
    ['popcount-64', 'popcount_tree.sv', ', .cin(carry[i])', '', /'full_adder' of the RTL has nothing at its port 'cin'/],
    ['popcount-64', 'full_adder.sv', 'a ^ b ^ cin', 'a ^ b', /'full_adder' is not the one whose truth table is proven/],
  ])('refuses %s with a circuit that is no network of adders in %s', async (id, file, from, to, message) => {
    await expect(proveAdders(named(id), changed(file, from, to))).rejects.toThrow(message);
  });

  it('refuses RTL of which it does not know the cells', async () => {
    const files = changed('threshold.sv', 'acc >= level :', 'acc > level :');
    await expect(proveAdders(named('threshold-32'), files)).rejects.toThrow(/a cell '\$gt' of the RTL is no arithmetic known here/);
  });
});
