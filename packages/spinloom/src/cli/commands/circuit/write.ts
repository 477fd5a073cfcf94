import { Command, Option } from 'commander';
import { type CellWrite, type CellWriteOptions, type CircuitWaveforms, recordedCircuits, type WriteNeeds } from '../../../circuit/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { tryCharacterizer, withCharacterizer } from '../../characterizer.ts';
import { real } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { writePlot } from '../../plots/waveforms.ts';
import { facts, heading, table } from '../../print/table.ts';
import { recordedNote } from './recorded.ts';

interface WriteFlags {
  readonly width?: number;
  readonly wordLine?: number;
  readonly drive?: number;
  readonly direction?: 'forward' | 'reverse';
  readonly json?: JsonTarget;
  readonly plot?: string;
}

interface Shown {
  readonly engine: string;
  readonly recorded: boolean;
  readonly writes: readonly CellWrite[];
  readonly needs?: WriteNeeds;
}

export function writeCommand(): Command {
  return new Command('write')
    .description('the write of a 2T1R cell as a SPICE transient, with the free layer in the circuit')
    .option('--width <um>', 'width of the write transistor (default: 0.12)', real)
    .option('--word-line <volts>', 'voltage of the word line (default: 1.2)', real)
    .option('--drive <volts>', 'voltage of the driven line (default: 1.0)', real)
    .addOption(
      new Option('--direction <name>', 'forward drives the bit line, reverse the source line (default: forward)').choices(['forward', 'reverse']),
    )
    .addOption(jsonOption())
    .addOption(plotOption('lines, current and magnetisation over time'))
    .addHelpText(
      'after',
      '\nWithout options: both directions, the word line without boost, and what 120 uA need.\n\nExample:\n  $ spinloom circuit write --word-line 1.0 --plot write.svg\n',
    )
    .action(async (flags: WriteFlags) => {
      checkTargets(flags.json, flags.plot);
      const { shown, waveforms } = await writes(flags);
      if (waveforms !== undefined) await deliverPlot(flags.plot, () => writePlot(waveforms));
      deliver(flags.json, shown, () => text(shown));
    });
}

async function writes(flags: WriteFlags): Promise<{ readonly shown: Shown; readonly waveforms?: CircuitWaveforms }> {
  const options: CellWriteOptions = {
    ...(flags.width === undefined ? {} : { width_um: flags.width }),
    ...(flags.wordLine === undefined ? {} : { wordLine_V: flags.wordLine }),
    ...(flags.drive === undefined ? {} : { drive_V: flags.drive }),
    ...(flags.direction === undefined ? {} : { direction: flags.direction }),
  };
  if (Object.keys(options).length > 0 || flags.plot !== undefined)
    return withCharacterizer('runs SPICE', async ({ engine, write }) => {
      const { figures, waveforms } = await write(options);
      return { shown: { engine, recorded: false, writes: [figures] }, waveforms };
    });
  const run = await tryCharacterizer(async ({ engine, write, writeNeeds }): Promise<Shown> => {
    const cases: readonly CellWriteOptions[] = [{}, { direction: 'reverse' }, { wordLine_V: 1 }];
    const made: CellWrite[] = [];
    for (const one of cases) made.push((await write(one)).figures);
    return { engine, recorded: false, writes: made, needs: await writeNeeds(recordedCircuits.needs.current_A) };
  });
  const { engine, writes: before, needs } = recordedCircuits;
  return { shown: run ?? { engine, recorded: true, writes: before, needs } };
}

function text({ engine, recorded, writes: shown, needs }: Shown): string {
  const rows = shown.map(({ options, current_A, switching_s, energy_J }) => [
    options.direction,
    `${options.width_um} um`,
    `${options.wordLine_V} V`,
    `${options.drive_V} V`,
    `${(current_A / 1e-6).toFixed(2)} uA`,
    switching_s === undefined ? 'not in 4.7 ns' : engineering(switching_s, 's'),
    engineering(energy_J, 'J'),
  ]);
  return [
    `Write of a 2T1R cell, FreePDK45 nominal, 27 C; ${engine}\n`,
    recordedNote(recorded),
    table(['direction', '>width', '>word line', '>driven line', '>current', '>m_x crosses 0', '>energy'], rows),
    needs === undefined
      ? ''
      : heading(`What ${(needs.current_A / 1e-6).toFixed(0)} uA need, one at a time`) +
        facts([
          ['word line, 0.12 um', `${needs.wordLine_V.toFixed(3)} V`],
          ['width, word line at 1.2 V', `${needs.boostedWidth_um.toFixed(4)} um`],
          ['width, word line at 1.0 V', `${needs.unboostedWidth_um.toFixed(4)} um`],
        ]),
  ].join('');
}
