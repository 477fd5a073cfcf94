/** Modules proven equal by SAT, for all inputs: to the truth table of a function, and to each other. */
import type { Block, CombinationalBlock } from 'spinloom';
import { portsOf } from './check.ts';
import { rtlFiles } from './sources.ts';
import { runYosys } from './yosys.ts';

/** Proves the RTL equal to a function by its whole truth table. */
export async function proveTable(block: CombinationalBlock, evaluate: CombinationalBlock['evaluate']): Promise<void> {
  await proveEqual(block, { 'table.sv': truthTable(block, evaluate) }, 'truth_table', `comparing '${block.id}' with its truth table`);
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

/** Bits of all ports together. */
export const total = (ports: Readonly<Record<string, number>>): number => Object.values(ports).reduce((sum, width) => sum + width, 0);

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
