/** Options of policies, shared by run and compare. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CheckpointPlan } from '../../../design/index.ts';
import type { PolicyName, PowerOptions } from '../../../power/index.ts';
import { real, whole } from '../../numbers.ts';

export interface PolicyCommandOptions {
  readonly policy: PolicyName;
  readonly interval?: number | 'auto' | 'adaptive';
  readonly frame: CheckpointPlan['frame'];
  readonly commit: CheckpointPlan['commit'];
  readonly nvFf: CheckpointPlan['flipFlops'];
  readonly state: number;
  readonly compute: number;
  readonly writtenShare: number;
  readonly barrier?: number;
  readonly writeErrors?: number | 'device';
}

export function addPolicy(command: Command): Command {
  return command
    .option(
      '--interval <K>',
      'frames between checkpoints, auto (F2 for the source) or adaptive (F2 for measured on-times); default 20, auto for flash and fram',
      interval,
    )
    .addOption(new Option('--frame <what>', 'what a frame is').choices(['plane', 'window', 'channel', 'image']).default('plane'))
    .addOption(
      new Option('--commit <how>', 'how a checkpoint becomes valid').choices(['literal', 'single', 'atomic', 'double-slot']).default('double-slot'),
    )
    .addOption(
      new Option('--nv-ff <mode>', 'what a full adder stores').choices(['dual', 'cout-as-sum', 'sum-only', 'sum-only+resolve']).default('dual'),
    )
    .option('--state <bytes>', 'state that flash and fram save', whole(1), 512)
    .option('--compute <x>', 'energy and time of the compute of the volatile designs over those of this one', real, 1)
    .option('--written-share <x>', 'share of the bits of a checkpoint that change and are written; power crash counts them', real, 1)
    .option('--barrier <kT>', "of the flip-flops (default: the junction's)", real)
    .option('--write-errors <rate>', "that a written bit of a checkpoint keeps its old state; device: the junction's rate (default: 0)", writeErrors);
}

function writeErrors(text: string): number | 'device' {
  return text === 'device' ? text : real(text);
}

function interval(text: string): number | 'auto' | 'adaptive' {
  if (text === 'auto' || text === 'adaptive') return text;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number of at least 1, auto or adaptive.');
  return value;
}

export function policyOptionsOf(options: PolicyCommandOptions): Omit<PowerOptions, 'source'> {
  return {
    policy: options.policy,
    ...(options.interval === undefined ? {} : { interval: options.interval }),
    frame: options.frame,
    commit: options.commit,
    flipFlops: options.nvFf,
    state_bytes: options.state,
    compute: options.compute,
    writtenShare: options.writtenShare,
    ...(options.writeErrors === undefined ? {} : { writeErrors: options.writeErrors }),
    ...(options.barrier === undefined ? {} : { barrier_kT: options.barrier }),
  };
}
