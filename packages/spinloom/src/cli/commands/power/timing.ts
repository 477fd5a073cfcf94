import { Command } from 'commander';
import { timingDiagram } from '../../../power/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { timingPlot } from '../../plots/timing.ts';
import { table } from '../../print/table.ts';
import type { RequestOptions } from '../../request.ts';
import { addTask, taskOf } from './options.ts';

interface TimingCommandOptions extends RequestOptions {
  readonly interval: number;
  readonly lostAfter: number;
  readonly json?: JsonTarget;
  readonly plot?: string;
}

export function timingCommand(): Command {
  return addTask(
    new Command('timing').description('the non-volatile full adder under a loss of power (paper 2, Fig. 7b), with the times of the design'),
  )
    .option('--interval <K>', 'frames between stores; few, for the eye', whole(1), 4)
    .option('--lost-after <n>', 'frames before power is lost', whole(1), 6)
    .addOption(jsonOption())
    .addOption(plotOption('the signals against time'))
    .addHelpText('after', '\nExample:\n  $ spinloom power timing --plot timing.svg\n')
    .action(async (name: string, options: TimingCommandOptions) => {
      checkTargets(options.json, options.plot);
      const { design } = taskOf(name, options);
      const { tariffs } = design;
      const { store } = tariffs;
      if (store === undefined || !('checkpoints' in design.options))
        return refuse(`design '${design.id}' has no non-volatile adder: choose and-accumulation`);
      const time = (key: string): number => tariffs[key]?.exposed_s ?? 0;
      const frame_s = 2 * time('sense-and') + time('sense-xor') + 3 * time('write');
      const diagram = timingDiagram({
        frame_s,
        store_s: store.duration_s,
        restore_s: tariffs['sense-read']?.duration_s ?? store.duration_s,
        interval: options.interval,
        lostAfter: options.lostAfter,
      });
      await deliverPlot(options.plot, () => timingPlot(diagram));
      deliver(
        options.json,
        diagram,
        () =>
          `Power is lost in frame ${options.lostAfter + 1}; ${diagram.repeated} frames are added again\n\n${table(
            ['signal', 'edges: time, level'],
            diagram.signals.map(({ name: signal, edges }) => [
              signal,
              edges.map(([at, level]) => `${engineering(at, 's', 3)} ${level ?? '?'}`).join('  '),
            ]),
          )}`,
      );
    });
}
