import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { type CurrentPoint, type PulsePoint, probabilityAgainstCurrent, probabilityAgainstPulse } from '../../../device/index.ts';
import { threadExecutor } from '../../../node/index.ts';
import { engineering, percent } from '../../../quantity/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { inlineExecutor, runSwitching, type SwitchingDistribution } from '../../../study/index.ts';
import { reals, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { switchingPlot } from '../../plots/device.ts';
import { facts, heading, table } from '../../print/table.ts';
import { progress } from '../../progress.ts';
import { addWriteOptions, macrospinOptionsOf, type WriteOptions } from './write-options.ts';

interface SwitchingOptions extends WriteOptions {
  readonly trials: number;
  readonly threads?: number;
  readonly pulses?: readonly number[];
  readonly currents?: readonly number[];
  readonly json?: JsonTarget;
  readonly plot?: string;
}

export function switchingCommand(): Command {
  return addWriteOptions(new Command('switching').description('distribution of switching times, probability, write energy'))
    .option('--trials <n>', 'trials with a thermal field of their own', whole(1), 2000)
    .option('--threads <n>', 'worker threads (default: the cores there are)', whole(1))
    .option('--pulses <s,...>', 'also the probability of switching against these pulses', reals)
    .option('--currents <A,...>', 'also the probability of switching against these currents', reals)
    .addOption(jsonOption())
    .addOption(plotOption('histogram of the switching times, or the curve of --pulses or --currents'))
    .addHelpText('after', '\nExample:\n  $ spinloom device switching --preset A --current 120e-6 --pulses 0.8e-9,1e-9,1.5e-9\n')
    .action(async (options: SwitchingOptions) => {
      checkTargets(options.json, options.plot);
      if (options.plot !== undefined && options.pulses !== undefined && options.currents !== undefined)
        refuse('--plot draws one curve: give --pulses or --currents, not both');
      const write = macrospinOptionsOf(options);
      const threads = options.threads ?? availableParallelism();
      const bar = progress('switching', 'trials');
      try {
        const distribution = await runSwitching({
          options: write,
          trials: options.trials,
          executor: threads === 1 ? inlineExecutor : threadExecutor(threads),
          onProgress: bar.update,
        });
        bar.stop();
        const trials = { ...write, trials: options.trials };
        const pulses = options.pulses === undefined ? [] : probabilityAgainstPulse(trials, options.pulses);
        const currents = options.currents === undefined ? [] : probabilityAgainstCurrent(trials, options.currents);
        await deliverPlot(options.plot, () => switchingPlot(distribution, pulses, currents));
        deliver(options.json, { ...distribution.summary, pulses, currents }, () => text(options, distribution, pulses, currents));
      } finally {
        bar.stop();
      }
    });
}

function text(
  options: SwitchingOptions,
  { summary }: SwitchingDistribution,
  pulses: readonly PulsePoint[],
  currents: readonly CurrentPoint[],
): string {
  const times = summary.switchingTime_s;
  const s = (value: number): string => engineering(value, 's');
  return [
    `Preset ${options.preset}: ${engineering(options.current, 'A')} for ${s(options.pulse)} at ${options.temperature} K, ${summary.trials} trials\n`,
    facts([
      [
        'switching time',
        times === null ? 'no trial switched' : `mean ${s(times.mean)}, median ${s(times.median)}, 90 % ${s(times.q90)}, 99 % ${s(times.q99)}`,
      ],
      ['probability', percent(summary.probability)],
      [
        'critical current',
        `${engineering(summary.criticalCurrent_A, 'A')}${summary.subcritical ? '  (the current is below the critical one: only heat switches)' : summary.overdrive < 0 ? '  (the current holds the state that the trials start from)' : ''}`,
      ],
      ['write energy', engineering(summary.writeEnergy_J, 'J')],
      ['thermal stability', `${summary.thermalStability_kT.toPrecision(4)} kT`],
      ['heavy metal', engineering(summary.heavyMetalResistance_ohm, 'Ω')],
    ]),
    pulses.length === 0
      ? ''
      : `${heading('Against the pulse')}${table(
          ['>pulse', '>probability'],
          pulses.map((p) => [s(p.pulse_s), percent(p.probability)]),
        )}`,
    currents.length === 0
      ? ''
      : `${heading('Against the current')}${table(
          ['>current', '>probability'],
          currents.map((c) => [engineering(c.current_A, 'A'), percent(c.probability)]),
        )}`,
  ].join('');
}
