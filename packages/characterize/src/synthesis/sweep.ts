/**
 * Mapped netlists of counting trees and multipliers against their RTL: SAT with cut points at inner signals that are equal in both (abc's `cec`). Two adder networks of one
 * origin have very many of them; from inputs to outputs without any, a SAT solver does not end.
 *
 * One side is the netlist, its cells as what they compute. The other is RTL expanded into gates; where adders are no modules of the RTL, Yosys first merges its additions
 * into rows of full adders, as it does before it maps, and that network is proven equal to the block's sums once more. A multiplication has too few inner signals in
 * common with rows that were made apart from the mapping; there the other side is Yosys's expansion of it into gates, which is taken on trust.
 */
import { type Block, refuse } from 'spinloom';
import { topOf } from './sums/adders.ts';
import { proveSums } from './sums/prove.ts';
import { type Cells, elaborate, mapped, sources } from './synthesise.ts';
import { runYosys } from './yosys.ts';

/** Proves the mapped netlist equal to the RTL for all inputs and states. `rtl`: files that replace some of the RTL on the side of the netlist. */
export async function proveSwept(block: Block, cells: Cells, rtl: Readonly<Record<string, string>> = {}): Promise<void> {
  const gold = hasAdders(block) ? await gatesOf(block, cells, ['proc', 'flatten']) : await merged(block, cells);
  const gate = await netlistGates(block, cells, rtl);
  const doing = `proving the netlist of '${block.id}' equal to its RTL`;
  const { log } = await runYosys(
    // abc runs for a design that holds a gate; the files are what it compares.
    ['read_verilog gate.v', 'techmap', 'abc -script +cec,-T,900,gold.blif,gate.blif'],
    { 'gate.v': 'module top(input a, input b, output y); assign y = a & b; endmodule\n', 'gold.blif': gold, 'gate.blif': gate },
    doing,
  );
  if (!/^ABC: Networks are equivalent\./m.test(log))
    refuse(`abc failed while ${doing}: ${/^ABC: (Networks are .*|.*(?:rror|different|failed).*)$/m.exec(log)?.[1] ?? 'no answer in 900 s'}`);
}

/** Whether the RTL names its adders and compressors. */
const hasAdders = ({ module }: Block): boolean => /^(compressor|popcount)/.test(module);

/** Whether the RTL multiplies two words. */
export const multiplies = ({ module }: Block): boolean => module === 'batch_norm';

const gates = ['techmap', 'dfflegalize -cell $_DFF_P_ x', 'setundef -zero', 'opt_clean'];

/** The RTL as gates after some commands. */
async function gatesOf(block: Block, cells: Cells, commands: readonly string[]): Promise<string> {
  const { files } = await runYosys([...elaborate(block), ...commands, ...gates, 'write_blif gold.blif'], sources(cells), `expanding '${block.id}'`);
  return withoutFlipFlops(files['gold.blif']!);
}

/** The RTL with its additions merged into rows of adders, as gates. */
async function merged(block: Block, cells: Cells): Promise<string> {
  const commands = mapped(cells.library, block.onlyGates);
  // The names that Yosys gives, and with them the order of summands, are those of the mapping only after the same commands.
  const same = commands.slice(0, commands.indexOf('techmap'));
  if (multiplies(block)) return gatesOf(block, cells, same);
  const { files } = await runYosys(
    [...elaborate(block), ...same, 'maccmap', 'opt_clean', 'write_json adders.json', ...gates, 'write_blif gold.blif'],
    sources(cells),
    `merging the additions of '${block.id}'`,
  );
  proveSums(block, topOf(files['adders.json']!));
  return withoutFlipFlops(files['gold.blif']!);
}

async function netlistGates(block: Block, cells: Cells, rtl: Readonly<Record<string, string>>): Promise<string> {
  const { files } = await runYosys(
    [
      ...elaborate(block),
      ...mapped(cells.library, block.onlyGates),
      'read_liberty -overwrite -ignore_miss_func cells.lib',
      'flatten',
      'proc',
      ...gates,
      'write_blif gate.blif',
    ],
    { ...sources(cells), ...rtl },
    `mapping '${block.id}'`,
  );
  return withoutFlipFlops(files['gate.blif']!);
}

/** Flip-flops cut open: what one holds is an input, what it takes next an output, both under the name of the signal that it drives. */
function withoutFlipFlops(blif: string): string {
  const held: string[] = [];
  const lines = blif
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [word, next, q] = line.split(' ');
      if (word !== '.latch') return [line];
      held.push(q!);
      return [`.names ${next} next:${q}`, '1 1'];
    });
  held.sort();
  return lines
    .map((line) => {
      if (line.startsWith('.inputs')) return [line, ...held].join(' ');
      if (!line.startsWith('.outputs')) return line;
      const outputs = line.split(' ').filter((name) => name !== '' && !held.includes(name));
      return [...outputs, ...held.map((q) => `next:${q}`)].join(' ');
    })
    .join('\n');
}
