import { Command } from 'commander';
import { type Characterizer, type CircuitRun, type FlipFlopLife, recordedCircuits } from '../../../circuit/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { tryCharacterizer, withCharacterizer } from '../../characterizer.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { flipFlopPlot } from '../../plots/waveforms.ts';
import { table } from '../../print/table.ts';
import { recordedNote } from './recorded.ts';

interface FlipFlopFlags {
  readonly json?: JsonTarget;
  readonly plot?: string;
}

interface Both {
  readonly engine: string;
  readonly runs: readonly [CircuitRun<FlipFlopLife>, CircuitRun<FlipFlopLife>];
}

export function flipFlopCommand(): Command {
  return new Command('flip-flop')
    .description('a non-volatile flip-flop in SPICE: backup into two junctions, no supply, restore')
    .addOption(jsonOption())
    .addOption(plotOption('supply, output and free layers over time, of a stored 1'))
    .addHelpText('after', '\nExample:\n  $ spinloom circuit flip-flop --plot flip-flop.svg\n')
    .action(async ({ json, plot }: FlipFlopFlags) => {
      checkTargets(json, plot);
      const both = async ({ engine, flipFlop }: Characterizer): Promise<Both> => ({ engine, runs: [await flipFlop(false), await flipFlop(true)] });
      const run = plot === undefined ? await tryCharacterizer(both) : await withCharacterizer('runs SPICE', both);
      if (run !== undefined) await deliverPlot(plot, () => flipFlopPlot(run.runs[1].waveforms, true));
      const lives = run?.runs.map(({ figures }) => figures) ?? recordedCircuits.flipFlops;
      const shown = { engine: run?.engine ?? recordedCircuits.engine, recorded: run === undefined, lives };
      deliver(
        json,
        shown,
        () => `Non-volatile flip-flop, FreePDK45 nominal, 1 V, 27 C; ${shown.engine}\n${recordedNote(shown.recorded)}${livesTable(lives)}`,
      );
    });
}

function livesTable(lives: readonly FlipFlopLife[]): string {
  return table(
    ['>stored', '>restored', '>left without supply', '>backup current', '>backup', '>restore'],
    lives.map(({ stored, restored, residue_V, backupCurrent_A, backup_J, restore_J }) => [
      String(Number(stored)),
      String(Number(restored)),
      `${(residue_V * 1000).toFixed(0)} mV`,
      `${(backupCurrent_A / 1e-6).toFixed(1)} uA`,
      engineering(backup_J, 'J'),
      engineering(restore_J, 'J'),
    ]),
  );
}
