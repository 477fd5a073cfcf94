/** The adder networks of a block, out of Yosys, proven equal to the sums of its function. */
import { type Block, blocks, refuse } from 'spinloom';
import { proveTable } from '../equal.ts';
import { rtlFiles } from '../sources.ts';
import { runYosys } from '../yosys.ts';
import { leaves, type Module } from './network.ts';
import { proveSums } from './prove.ts';

/** Proves the RTL of a block equal to the sums of its function. `files`: the RTL, by default that of the package; its full adder, half adder and compressor must be those of the package. */
export async function proveAdders(block: Block, files: Readonly<Record<string, string>> = rtlFiles()): Promise<void> {
  const parameters = Object.entries(block.parameters).map(([name, value]) => `-chparam ${name} ${value}`);
  const { files: made } = await runYosys(
    [
      `read_verilog -sv ${Object.keys(files).join(' ')}`,
      `hierarchy -top ${block.module} ${parameters.join(' ')}`,
      'rename -top top',
      `setattr -mod -set keep_hierarchy 1 ${Object.keys(leaves).join(' ')}`,
      'proc',
      'flatten',
      // Two drivers of a wire, or none.
      'check -assert',
      'opt_clean',
      'write_json adders.json',
    ],
    files,
    `reading the adders of '${block.id}'`,
  );
  await proveLeaves();
  for (const module of Object.keys(leaves))
    if (files[`${module}.sv`] !== rtlFiles()[`${module}.sv`]) refuse(`RTL of '${block.id}': '${module}' is not the one whose truth table is proven`);
  proveSums(block, topOf(made['adders.json']!));
}

export function topOf(json: string): Module {
  const { modules } = JSON.parse(json) as { readonly modules: Readonly<Record<string, Module>> };
  return modules.top ?? refuse('Yosys wrote no module top');
}

let proven: Promise<void> | undefined;

/** Full adder, half adder and 4:2 compressor: their RTL by its truth table, and in each row of it sum + 2 (all other outputs) = ones of the inputs. */
function proveLeaves(): Promise<void> {
  proven ??= (async () => {
    for (const [module, { inputs, doubles }] of Object.entries(leaves)) {
      const block = blocks.find((each) => each.module === module);
      if (block?.kind !== 'combinational') return refuse(`no block stands for module '${module}'`);
      await proveTable(block, block.evaluate);
      for (let row = 0; row < 2 ** inputs.length; row++) {
        const given = Object.fromEntries(inputs.map((port, i) => [port, BigInt((row >> i) & 1)]));
        const out = block.evaluate(given);
        const total = out.sum! + 2n * doubles.reduce((sum, port) => sum + out[port]!, 0n);
        if (total !== inputs.reduce((sum, port) => sum + given[port]!, 0n)) refuse(`'${block.id}' does not keep the sum of its inputs in row ${row}`);
      }
    }
  })();
  return proven;
}
