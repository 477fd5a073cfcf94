import { Command } from 'commander';
import { barrierNeeded_kT, barrierScaling, flipProbability, retentionTime_s, type Scaling } from '../../../device/index.ts';
import { engineering, percent } from '../../../quantity/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { real } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts, heading, table } from '../../print/table.ts';

interface RetentionCommandOptions {
  readonly barrier: number;
  readonly bits?: number;
  readonly off?: number;
  readonly risk?: number;
  readonly scaleTo: number;
  readonly json?: JsonTarget;
}

export function retentionCommand(): Command {
  return new Command('retention')
    .description('retention, flip probability, the barrier needed, and what a lower barrier saves')
    .option('--barrier <kT>', 'energy barrier', real, 40)
    .option('--bits <n>', 'bits that must survive', real)
    .option('--off <s>', 'time without power', real)
    .option('--risk <p>', 'accepted probability that any bit flips', real)
    .option('--scale-to <kT>', 'barrier to compare with (paper 2, IV: 30 instead of 40)', real, 30)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom device retention --bits 24576 --off 60 --risk 1e-6\n')
    .action((options: RetentionCommandOptions) => {
      checkTargets(options.json);
      const { barrier, bits, off, risk } = options;
      if (risk !== undefined && (bits === undefined || off === undefined)) refuse('--risk needs --bits and --off: how many bits, and for how long');
      if (bits !== undefined && off === undefined) refuse('--bits needs --off: how long they are without power');
      const retention_s = retentionTime_s({ barrier_kT: barrier });
      const flip = off === undefined ? null : flipProbability(off, bits ?? 1, { barrier_kT: barrier });
      const needed = risk === undefined || bits === undefined || off === undefined ? null : barrierNeeded_kT({ bits, off_s: off, risk });
      const scaling = barrierScaling({ barrier_kT: options.scaleTo });
      const value = { barrier_kT: barrier, retention_s, flipProbability: flip, barrierNeeded_kT: needed, scaling };
      deliver(
        options.json,
        value,
        () =>
          `${facts([
            ['retention', `${timeText(retention_s)} at ${barrier} kT (mean time to a flip of one bit)`],
            ...(flip === null ? [] : [['flip probability', `${flip.toPrecision(4)} for ${bits ?? 1} bits in ${timeText(off!)}`] as const]),
            ...(needed === null ? [] : [['barrier needed', `${needed.toPrecision(4)} kT`] as const]),
          ])}${scalingText(scaling, options.scaleTo)}`,
      );
    });
}

function scalingText({ start, paths }: Scaling, to: number): string {
  const rows = paths.map((path) =>
    'unreachable' in path
      ? [path.path, path.unreachable, '', '', '']
      : [
          path.path,
          timeText(path.retention_s),
          engineering(path.criticalCurrent_A, 'A'),
          `${engineering(path.equalOverdrive.writeEnergy_J, 'J')} (${percent(path.equalOverdrive.ratio - 1, 0)})`,
          path.equalCurrent === null
            ? 'below the critical current'
            : `${engineering(path.equalCurrent.writeEnergy_J, 'J')} (${percent(path.equalCurrent.ratio - 1, 0)})`,
        ],
  );
  return `${heading(`From ${start.barrier_kT.toFixed(1)} to ${to} kT`)}  start: retention ${timeText(start.retention_s)}, critical current ${engineering(start.criticalCurrent_A, 'A')}, write energy ${engineering(start.writeEnergy_J, 'J')}\n${table(
    ['by', 'retention', '>critical current', '>energy at equal overdrive', '>energy at equal current'],
    rows,
  )}`;
}

const year = 365.25 * 86400;

function timeText(seconds: number): string {
  if (seconds >= year) return `${Number((seconds / year).toPrecision(4))} years`;
  if (seconds >= 86400) return `${Number((seconds / 86400).toPrecision(4))} days`;
  return seconds >= 3600 ? `${Number((seconds / 3600).toPrecision(4))} h` : engineering(seconds, 's');
}
