import { Command } from 'commander';
import { type CellFigures, cellFigures, cells, sotBias, sotBiasValues } from '../../../circuit/index.ts';
import { cellJunction } from '../../../design/index.ts';
import { type Expression, engineering } from '../../../quantity/index.ts';
import { technology } from '../../../technology/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { heading, table } from '../../print/table.ts';

export function cellCommand(): Command {
  return new Command('cell')
    .description('the bit cells: area, resistances, write, and the bias table of the 2T1R cell')
    .argument('[cell]', `one of ${cells.join(', ')} (default: all)`)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom circuit cell sot-2t1r\n')
    .action((cell: string | undefined, { json }: { readonly json?: JsonTarget }) => {
      checkTargets(json);
      const node = technology('45nm');
      const shown = (cell === undefined ? cells : [cell]).map((id) => cellFigures(node, id, cellJunction()));
      deliver(
        json,
        { cells: shown.map(plain), bias: sotBias, biasValues: sotBiasValues },
        () => `${heading('Cells at 45 nm')}${cellTable(shown)}${heading('Bias of the 2T1R SOT cell (paper 1, Fig. 3c)')}${biasTable()}`,
      );
    });
}

const columns = ['area', 'resistanceLow', 'resistanceHigh', 'writeCurrent', 'writePulse', 'writeEnergy'] as const;

function cellTable(shown: readonly CellFigures[]): string {
  const text = (value: Expression | undefined): string => (value === undefined ? '' : engineering(value.value, value.unit));
  return table(
    ['cell', 'what', '>transistors', '>area', '>low state', '>high state', '>write', '>pulse', '>energy'],
    shown.map((cell) => [cell.id, cell.title, String(cell.transistors), ...columns.map((key) => text(cell[key]))]),
  );
}

function biasTable(): string {
  const lines = Object.keys(sotBias[0] ?? {});
  return table(
    lines,
    sotBias.map((row) => lines.map((line) => String(row[line as keyof typeof row]))),
  );
}

function plain({ id, title, device, transistors, writeErrorRate, ...figures }: CellFigures): unknown {
  const values = Object.entries(figures).map(([key, figure]) => [key, { value: figure.value, unit: figure.unit, formula: figure.formula }] as const);
  return { id, title, device, transistors, ...(writeErrorRate === undefined ? {} : { writeErrorRate }), ...Object.fromEntries(values) };
}
