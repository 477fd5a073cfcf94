/** All blocks synthesised and checked; the table that spinloom carries, with what it was made of. */
import { createHash } from 'node:crypto';
import { version } from '@yowasp/yosys';
import { type Block, type BlockRow, type BlockTable, blocks } from 'spinloom';
import { checkNetlist } from './check.ts';
import { proveFunction, proveNetlist } from './prove.ts';
import { rtlFiles } from './sources.ts';
import { type Cells, mapped, type Synthesis, synthesise } from './synthesise.ts';

const yosysName: string = `@yowasp/yosys ${version}`;

/** SHA-256 of everything that the table is a function of: Yosys, script, RTL, library, blocks. */
export function blockInputs(cells: Cells): string {
  const descriptions = blocks.map(({ id, module, parameters, inputs, outputs, onlyGates }) => [
    id,
    module,
    parameters,
    inputs,
    outputs,
    onlyGates ?? false,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([yosysName, mapped(cells.library, false), rtlFiles(), cells.text, descriptions]))
    .digest('hex');
}

/** The figures of a synthesis as the table holds them: five digits. */
export function figuresOf({ cells, area_m2, delay_s, abc_s, energy_J, leakage_W }: Synthesis): Omit<BlockRow, 'proof'> {
  const rounded = (value: number): number => Number(value.toPrecision(5));
  return {
    cells,
    area_m2: rounded(area_m2),
    delay_s: rounded(delay_s),
    abc_s: rounded(abc_s),
    energy_J: rounded(energy_J),
    leakage_W: rounded(leakage_W),
  };
}

/** Synthesises, proves and checks one block. */
async function characteriseBlock(block: Block, cells: Cells): Promise<BlockRow> {
  const synthesis = await synthesise(block, cells);
  const covered = checkNetlist(block, synthesis.netlist);
  const proven = await proveFunction(block);
  return { ...figuresOf(synthesis), proof: { function: `${proven}, netlist on ${covered}`, netlist: await proveNetlist(block, cells) } };
}

/** Minutes. `report` is told each block that is done. */
export async function characteriseBlocks(cells: Cells, report: (id: string) => void = () => {}): Promise<BlockTable> {
  const rows: Record<string, BlockRow> = {};
  for (const block of blocks) {
    rows[block.id] = await characteriseBlock(block, cells);
    report(block.id);
  }
  return { yosys: yosysName, inputs_sha256: blockInputs(cells), rows };
}

/** The table as a module of spinloom: one row a line. */
export function tableModule({ yosys, inputs_sha256, rows }: BlockTable): string {
  return [
    '/** Digital blocks as synthesised. Made by `npm run characterize`; do not edit. */',
    "import type { BlockTable } from './types.ts';",
    '',
    'export const table: BlockTable = {',
    `  yosys: '${yosys}',`,
    `  inputs_sha256: '${inputs_sha256}',`,
    '  rows: {',
    ...Object.entries(rows).map(([id, row]) => `    '${id}': ${JSON.stringify(row)},`),
    '  },',
    '};',
    '',
  ].join('\n');
}
