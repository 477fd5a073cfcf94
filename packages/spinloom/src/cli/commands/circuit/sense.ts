import { Command, Option } from 'commander';
import {
  type CellSense,
  type Characterizer,
  type CircuitOperation,
  type CircuitRun,
  type CircuitWaveforms,
  type ColumnSense,
  recordedCircuits,
  storedTexts,
} from '../../../circuit/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { tryCharacterizer, withCharacterizer } from '../../characterizer.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { sensePlot } from '../../plots/waveforms.ts';
import { table } from '../../print/table.ts';
import { recordedNote } from './recorded.ts';

interface SenseFlags {
  readonly operation?: CircuitOperation;
  readonly row: 'near' | 'far';
  readonly json?: JsonTarget;
  readonly plot?: string;
}

interface Shown<Figures> {
  readonly engine: string;
  readonly recorded: boolean;
  readonly decisions: readonly Figures[];
  /** Of a write at the far end of a column. */
  readonly writeCurrent_A?: number;
}

const operations: readonly CircuitOperation[] = ['read', 'and', 'or', 'xor'];
const operationOption = (): Option => new Option('--operation <name>', 'one of them (default: all)').choices(operations);

export function senseCommand(): Command {
  return new Command('sense')
    .description('the sense amplifier deciding READ, AND, OR and XOR of all stored bits, as SPICE transients')
    .addOption(operationOption())
    .addOption(jsonOption())
    .addOption(plotOption('bit line and references over time, of --operation or of XOR'))
    .addHelpText('after', '\nExample:\n  $ spinloom circuit sense --operation or --plot or.svg\n')
    .action(async (flags: SenseFlags) => {
      checkTargets(flags.json, flags.plot);
      const { shown, runs } = await decide(flags, recordedCircuits.senses, ({ sense }, operation, stored) => sense(operation, stored));
      if (runs !== undefined) await deliverPlot(flags.plot, () => draw(flags, runs, 'cells alone'));
      deliver(flags.json, shown, () => `${head('Sensing of cells alone', shown)}${senseTable(shown.decisions)}`);
    });
}

export function columnCommand(): Command {
  return new Command('column')
    .description('the same with a whole column of 256 cells and a word line of 512; and the write at its far end')
    .addOption(operationOption())
    .addOption(new Option('--row <name>', 'where the selected cells lie, seen from the amplifier').choices(['near', 'far']).default('far'))
    .addOption(jsonOption())
    .addOption(plotOption('bit line and references over time, of --operation or of XOR'))
    .addHelpText('after', '\nExample:\n  $ spinloom circuit column --operation or --row near\n')
    .action(async (flags: SenseFlags) => {
      checkTargets(flags.json, flags.plot);
      const { row } = flags;
      const before = recordedCircuits.columns.filter((column) => column.row === row);
      const { shown, runs } = await decide(
        flags,
        before,
        ({ column }, operation, stored) => column(operation, stored, row),
        ({ columnWrite }) => columnWrite(),
      );
      const current_A = shown.recorded ? recordedCircuits.columnWrite_A : shown.writeCurrent_A;
      if (runs !== undefined) await deliverPlot(flags.plot, () => draw(flags, runs, `${row} end of a column`));
      const write = current_A === undefined ? '' : `\nWrite current at the far end: ${(current_A / 1e-6).toFixed(2)} uA\n`;
      deliver(
        flags.json,
        { ...shown, row, ...(current_A === undefined ? {} : { writeCurrent_A: current_A }) },
        () => `${head(`Sensing at the ${row} end of a column`, shown)}${columnTable(shown.decisions)}${write}`,
      );
    });
}

type Run<Figures> = CircuitRun<Figures> & { readonly operation: CircuitOperation; readonly stored: string };

/** All cases that were asked for: run where the package is there, recorded where it is not and no plot is wanted. */
async function decide<Figures extends CellSense>(
  { operation, plot }: SenseFlags,
  before: readonly Figures[],
  one: (characterizer: Characterizer, operation: CircuitOperation, stored: string) => Promise<CircuitRun<Figures>>,
  write?: (characterizer: Characterizer) => Promise<number>,
): Promise<{ readonly shown: Shown<Figures>; readonly runs?: readonly Run<Figures>[] }> {
  const asked = operation === undefined ? operations : [operation];
  const all = async (characterizer: Characterizer): Promise<{ readonly shown: Shown<Figures>; readonly runs: readonly Run<Figures>[] }> => {
    const runs: Run<Figures>[] = [];
    for (const name of asked)
      for (const stored of storedTexts(name)) runs.push({ ...(await one(characterizer, name, stored)), operation: name, stored });
    const current = write === undefined ? {} : { writeCurrent_A: await write(characterizer) };
    return { shown: { engine: characterizer.engine, recorded: false, decisions: runs.map(({ figures }) => figures), ...current }, runs };
  };
  if (plot !== undefined) return withCharacterizer('runs SPICE', all);
  const decisions = before.filter((figures) => asked.includes(figures.operation));
  return (await tryCharacterizer(all)) ?? { shown: { engine: recordedCircuits.engine, recorded: true, decisions } };
}

function draw(
  { operation = 'xor' }: SenseFlags,
  runs: readonly { readonly operation: CircuitOperation; readonly stored: string; readonly waveforms: CircuitWaveforms }[],
  where: string,
): Promise<string> {
  return sensePlot(
    operation,
    runs.filter((run) => run.operation === operation),
    where,
  );
}

function head(what: string, { engine, recorded }: Shown<unknown>): string {
  return `${what}, FreePDK45 nominal, 1 V, 27 C; ${engine}\n${recordedNote(recorded)}`;
}

const senseHeaders = ['operation', '>stored', '>result', '', '>bit line', '>references', '>margin', '>decision', '>energy'];

function senseRow({ operation, stored, result, correct, line_V, reference_V, margin_V, decision_s, energy_J }: CellSense): string[] {
  const references = Object.entries(reference_V).map(([name, volts]) => `${name} ${millivolts(volts)}`);
  return [
    operation.toUpperCase(),
    stored,
    String(Number(result)),
    correct ? 'right' : 'WRONG',
    millivolts(line_V),
    references.join(', '),
    millivolts(margin_V),
    engineering(decision_s, 's'),
    engineering(energy_J, 'J'),
  ];
}

const senseTable = (decisions: readonly CellSense[]): string => table(senseHeaders, decisions.map(senseRow));

function columnTable(decisions: readonly ColumnSense[]): string {
  return table(
    [...senseHeaders, '>word line', '>settled after'],
    decisions.map((column) => [...senseRow(column), engineering(column.wordLine_s, 's'), engineering(column.settling_s, 's')]),
  );
}

const millivolts = (volts: number): string => `${(volts * 1000).toFixed(1)} mV`;
