import { Command } from 'commander';
import { type Trajectory, trajectory } from '../../../device/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { trajectoryPlot } from '../../plots/device.ts';
import { table } from '../../print/table.ts';
import { addWriteOptions, macrospinOptionsOf, type WriteOptions } from './write-options.ts';

interface TrajectoryOptions extends WriteOptions {
  readonly trial: number;
  readonly every: number;
  readonly json?: JsonTarget;
  readonly plot?: string;
}

/** Lines of the text; the plot and the JSON have every point. */
const shownPoints = 30;

export function trajectoryCommand(): Command {
  return addWriteOptions(new Command('trajectory').description('the magnetisation against time in one trial'))
    .option('--trial <n>', 'which trial of the seed', whole(0), 0)
    .option('--every <s>', 'time between points', real, 10e-12)
    .addOption(jsonOption())
    .addOption(plotOption('m(t)'))
    .addHelpText('after', '\nExample:\n  $ spinloom device trajectory --pulse 2e-9 --plot m.svg\n')
    .action(async (options: TrajectoryOptions) => {
      checkTargets(options.json, options.plot);
      const run = trajectory({ ...macrospinOptionsOf(options), trial: options.trial, every_s: options.every });
      await deliverPlot(options.plot, () => trajectoryPlot(run));
      const { switchingTime_s, subcritical } = run;
      const points = { time_s: [...run.time_s], mx: [...run.mx], my: [...run.my], mz: [...run.mz] };
      deliver(options.json, { switchingTime_s, subcritical, ...points }, () => text(run));
    });
}

function text(run: Trajectory): string {
  const stride = Math.max(1, Math.ceil(run.time_s.length / shownPoints));
  const rows: (readonly string[])[] = [];
  for (let i = 0; i < run.time_s.length; i += stride) {
    rows.push([engineering(run.time_s[i]!, 's'), run.mx[i]!.toFixed(4), run.my[i]!.toFixed(4), run.mz[i]!.toFixed(4)]);
  }
  const crossed = run.switchingTime_s === null ? 'mx stays below 0' : `mx rises above 0 at ${engineering(run.switchingTime_s, 's')} of the pulse`;
  return `${crossed}${run.subcritical ? ' (the current is below the critical one)' : ''}\n\n${table(['>time', '>mx', '>my', '>mz'], rows)}`;
}
