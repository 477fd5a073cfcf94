/**
 * Proofs: the RTL of a block equals its TypeScript function, its mapped netlist equals its RTL, two modules equal each other.
 *
 * Function: the whole truth table by SAT for blocks of few inputs; for others the test bench, whose vectors come from the function, stepped clock by clock by SAT from its
 * first vector.
 * Netlist: for all inputs and states (equiv_simple, equiv_induct), but for trees and multipliers, which no SAT solver compares in reasonable time.
 */
import type { Block, CombinationalBlock } from 'spinloom';
import { benchOf } from './bench.ts';
import { portsOf } from './check.ts';
import { rtlFiles } from './sources.ts';
import { type Cells, elaborate, mapped, sources } from './synthesise.ts';
import { runYosys } from './yosys.ts';

export type FunctionProof = 'truth table (SAT)' | 'test bench';

/** Bits of the largest truth table. */
const tableBits = 2 ** 14;

/** Proves the RTL of a block equal to its function; refuses where it differs. */
export async function proveFunction(block: Block): Promise<FunctionProof> {
  if (block.kind === 'combinational' && 2 ** total(block.inputs) * total(block.outputs) <= tableBits) {
    await proveTable(block, block.evaluate);
    return 'truth table (SAT)';
  }
  const { text, clocks } = benchOf(block);
  await runBench(block.id, text, clocks);
  return 'test bench';
}

/** Proves the RTL equal to a function by its whole truth table. */
export async function proveTable(block: CombinationalBlock, evaluate: CombinationalBlock['evaluate']): Promise<void> {
  await proveEqual(block, { 'table.sv': truthTable(block, evaluate) }, 'truth_table', `comparing '${block.id}' with its truth table`);
}

/** Runs a test bench: its clocks are unrolled, and no vector may be answered wrongly. */
export async function runBench(id: string, text: string, clocks: number): Promise<void> {
  await runYosys(
    [
      `read_verilog -sv ${Object.keys(rtlFiles()).join(' ')} bench.sv`,
      'hierarchy -top bench',
      'proc -norom',
      'flatten',
      'opt -full',
      `sat -verify -tempinduct-baseonly -maxsteps ${clocks} -set-init at 0 -prove wrong 0 bench`,
    ],
    { ...rtlFiles(), 'bench.sv': text },
    `running the test bench of '${id}'`,
  );
}

/** Proves the modules of two blocks with the same ports equal, for all inputs. */
export async function proveSame(one: CombinationalBlock, other: CombinationalBlock): Promise<void> {
  await proveEqual(one, {}, other.module, `comparing '${one.id}' with '${other.id}'`);
}

async function proveEqual(block: Block, extra: Readonly<Record<string, string>>, reference: string, doing: string): Promise<void> {
  const files = { ...rtlFiles(), ...extra };
  const read = `read_verilog -sv ${Object.keys(files).join(' ')}`;
  const side = (top: string, name: string): string[] => [
    read,
    `hierarchy -top ${top}`,
    `rename -top ${name}`,
    'proc',
    'flatten',
    'opt_clean',
    `design -stash ${name}`,
  ];
  await runYosys(
    [
      ...side([block.module, ...Object.entries(block.parameters).map(([name, value]) => `-chparam ${name} ${value}`)].join(' '), 'gold'),
      ...side(reference, 'gate'),
      'design -copy-from gold -as gold gold',
      'design -copy-from gate -as gate gate',
      'miter -equiv -flatten gold gate miter',
      'hierarchy -top miter',
      'sat -verify -prove trigger 0 miter',
    ],
    files,
    doing,
  );
}

/** Proves the mapped netlist of a block equal to its RTL, for all inputs and, where it is clocked, all states. */
export async function proveNetlist(block: Block, cells: Cells): Promise<void> {
  await runYosys(
    [
      ...elaborate(block),
      'proc',
      'flatten',
      'opt -full',
      'design -stash gold',
      ...elaborate(block),
      ...mapped(cells.library, block.onlyGates),
      // The cells as what they compute, in place of black boxes.
      'read_liberty -overwrite -ignore_miss_func cells.lib',
      'flatten',
      'design -stash gate',
      'design -copy-from gold -as gold top',
      'design -copy-from gate -as gate top',
      'equiv_make gold gate both',
      'hierarchy -top both',
      'equiv_simple',
      'equiv_induct',
      'equiv_status -assert',
    ],
    sources(cells),
    `proving the netlist of '${block.id}' equal to its RTL`,
  );
}

/** A block whose netlist no SAT solver compares in reasonable time: counting trees of many inputs, multipliers. */
export const beyondSat = ({ id, inputs }: Block): boolean =>
  /^(batch-norm|binary-mac)/.test(id) || (/tree|fold|popcount/.test(id) && total(inputs) > 16);

const total = (ports: Readonly<Record<string, number>>): number => Object.values(ports).reduce((sum, width) => sum + width, 0);

/** The whole truth table of a block as a module. */
function truthTable({ inputs, outputs }: CombinationalBlock, evaluate: CombinationalBlock['evaluate']): string {
  const width = total(outputs);
  let table = '';
  for (let row = 0; row < 2 ** total(inputs); row++) {
    const given = portsOf(BigInt(row), inputs);
    const result = evaluate(given);
    // First port in the low bits; the last row is printed first.
    const bits = Object.entries(outputs).map(([port, bitsOfPort]) => result[port]!.toString(2).padStart(bitsOfPort, '0'));
    table = bits.reverse().join('') + table;
  }
  const ports = [
    ...Object.entries(inputs).map(([port, bits]) => `input wire [${bits - 1}:0] ${port}`),
    ...Object.entries(outputs).map(([port, bits]) => `output wire [${bits - 1}:0] ${port}`),
  ];
  return [
    `module truth_table (${ports.join(', ')});`,
    `  localparam [${table.length - 1}:0] TABLE = ${table.length}'b${table};`,
    `  wire [${total(inputs) - 1}:0] row = {${Object.keys(inputs).reverse().join(', ')}};`,
    `  assign {${Object.keys(outputs).reverse().join(', ')}} = TABLE[row * ${width} +: ${width}];`,
    'endmodule',
    '',
  ].join('\n');
}
