import { Command, Option } from 'commander';
import {
  type ErrorProbability,
  errorProbability,
  type Margins,
  margins,
  type ReferencePlacement,
  type SenseOperation,
} from '../../../circuit/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { marginsPlot } from '../../plots/circuit.ts';
import { facts, heading, table } from '../../print/table.ts';
import { type TmrSigma, tmrSigma } from '../../tmr-sigma.ts';

interface MarginsOptions {
  readonly fanIn?: number;
  readonly operation: SenseOperation;
  readonly trials: number;
  readonly seed: number;
  readonly tmrSigma?: TmrSigma;
  readonly raSigma?: number;
  readonly reference: ReferencePlacement;
  readonly series?: number;
  readonly json?: JsonTarget;
  readonly plot?: string;
}

export function marginsCommand(): Command {
  return new Command('margins')
    .description('Monte Carlo of the sense voltage, and the exact error probability')
    .option('--fan-in <n>', 'cells sensed at once; a read senses one', whole(0))
    .addOption(new Option('--operation <name>', 'what is sensed').choices(['read', 'and', 'or', 'xor']).default('and'))
    .option('--trials <n>', 'draws of all cells', whole(2), 100_000)
    .option('--seed <n>', 'seed of the draws', whole(0), 1)
    .option(
      '--tmr-sigma <x>',
      "spread of the TMR: 'relative' or 'points' (what the 10 % mean), a number, or both as in 0.15:points (default: 0.1:relative)",
      tmrSigma,
    )
    .option('--ra-sigma <x>', 'spread of the resistance-area product, a share of it (default: 0.05)', real)
    .addOption(new Option('--reference <name>', 'where the reference stands').choices(['midpoint', 'weighted']).default('midpoint'))
    .option('--series <x>', 'resistance in series with each junction, in units of R_P (default: 0)', real)
    .addOption(jsonOption())
    .addOption(plotOption('histograms of the sense voltage'))
    .addHelpText('after', '\nExample:\n  $ spinloom circuit margins --operation or --plot margins.svg\n')
    .action(async (options: MarginsOptions) => {
      checkTargets(options.json, options.plot);
      const { operation, reference, trials, seed } = options;
      if (operation === 'read' && options.fanIn !== undefined && options.fanIn > 1)
        refuse(`a read senses one cell, found --fan-in ${options.fanIn}; leave it out, or sense 'and', 'or' or 'xor'`);
      const fanIn = options.fanIn ?? (operation === 'read' ? 1 : 2);
      const law = {
        ...options.tmrSigma,
        ...(options.raSigma === undefined ? {} : { resistanceSigma: options.raSigma }),
        ...(options.series === undefined ? {} : { series: options.series }),
      };
      const sampled = margins({ operation, fanIn, reference, trials, seed, ...law });
      const exact = errorProbability({ operation, fanIn, reference, ...law });
      const value = {
        operation,
        fanIn: sampled.fanIn,
        trials,
        seed,
        reference,
        gap: sampled.gap,
        mean: sampled.levels.map((level) => level.mean),
        sd: sampled.levels.map((level) => level.sd),
        skew: sampled.levels.map((level) => level.skew),
        errorProbability: exact,
        z: sampled.z,
        references: sampled.branches.map(({ enable, level, gap }) => ({ enable, level, gap })),
      };
      await deliverPlot(options.plot, () => marginsPlot(sampled));
      deliver(options.json, value, () => text(sampled, exact));
    });
}

function text(sampled: Margins, exact: ErrorProbability): string {
  const fixed = (value: number): string => value.toFixed(5);
  const verdict = sampled.gap > 0 ? 'no overlap in this sample' : 'the distributions overlap in this sample: read failure';
  return [
    `Sense voltage of ${sampled.operation.toUpperCase()}, fan-in ${sampled.fanIn}, ${sampled.trials} trials; units of I R_P\n`,
    facts([
      ['gap', `${fixed(sampled.gap)}  (${verdict})`],
      ['z', `${sampled.z.toFixed(3)}  (distance of the means / sum of the deviations)`],
      ['error, exact', `${exact.lower.toExponential(3)} just below the reference, ${exact.upper.toExponential(3)} just above`],
      ['references', sampled.branches.map(({ enable, level }) => `${enable} ${fixed(level)}`).join(', ')],
    ]),
    heading('By number of ones'),
    table(
      ['>ones', '>nominal', '>mean', '>sd', '>skew', '>least', '>greatest', '>errors', '>error, exact'],
      sampled.levels.map((level) => [
        String(level.ones),
        fixed(level.nominal),
        fixed(level.mean),
        fixed(level.sd),
        level.skew.toFixed(3),
        fixed(level.min),
        fixed(level.max),
        String(level.errors),
        exact.byOnes[level.ones]!.toExponential(3),
      ]),
    ),
  ].join('');
}
