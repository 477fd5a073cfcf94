import { Command, InvalidArgumentError, Option } from 'commander';
import type { CheckpointPlan } from '../../../design/index.ts';
import { type PolicyName, type PowerOptions, policyNames, runPower } from '../../../power/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { timeline, timelinePlot } from '../../plots/power.ts';
import { powerResult, powerText } from '../../print/power.ts';
import { progress } from '../../progress.ts';
import type { RequestOptions } from '../../request.ts';
import { addSupply, addTask, type SupplyCommandOptions, sourceOf, storageOf, taskOf } from './options.ts';

interface PolicyCommandOptions {
  readonly policy: PolicyName;
  readonly interval?: number | 'auto' | 'adaptive';
  readonly frame: CheckpointPlan['frame'];
  readonly commit: CheckpointPlan['commit'];
  readonly nvFf: CheckpointPlan['flipFlops'];
  readonly state: number;
  readonly compute: number;
  readonly barrier?: number;
  readonly writeErrors?: number | 'device';
}

type RunCommandOptions = Omit<RequestOptions, 'images' | 'seed'> &
  SupplyCommandOptions &
  PolicyCommandOptions & { readonly duration?: number; readonly images?: number; readonly json?: JsonTarget; readonly plot?: string };

export function runCommand(): Command {
  const command = addSupply(
    addTask(new Command('run').description('a network on harvested power: images, failures, where the energy went, closed forms beside')),
  )
    .option('--duration <s>', 'stop after so much time (default: one image, or the length of a trace)', real)
    .option('--images <n>', 'stop when so many images are done', whole(1))
    .addOption(new Option('--policy <name>', 'what is kept, when, and at what price').choices(policyNames).default('nv-fa'));
  return addPolicy(command)
    .addOption(jsonOption())
    .addOption(plotOption('voltage against time with the bands of the states'))
    .addHelpText('after', '\nExample:\n  $ spinloom power run fashion-1-4 --source markov:0.005,0.01,0.05 --images 20 --plot voltage.svg\n')
    .action(async (name: string, options: RunCommandOptions) => {
      checkTargets(options.json, options.plot);
      const { images, seed: _, ...request } = options;
      const source = sourceOf(options);
      const storage = storageOf(options);
      const task = taskOf(name, request);
      const record = options.plot === undefined ? undefined : timeline(storage);
      const bar = progress('power', 's');
      const end = options.duration ?? (source.kind === 'harvest' ? source.duration_s : Number.POSITIVE_INFINITY);
      const run = runPower(task, {
        ...policyOptionsOf(options),
        source,
        storage,
        seed: options.seed,
        ...(options.duration === undefined ? {} : { duration_s: options.duration }),
        ...(images === undefined ? {} : { images }),
        ...(record === undefined ? {} : { record: record.add }),
        onProgress: (now) => (Number.isFinite(end) ? bar.update(Math.round(now), Math.ceil(end)) : undefined),
      });
      bar.stop();
      if (record !== undefined) await deliverPlot(options.plot, () => timelinePlot(record, run));
      deliver(options.json, powerResult(run, task, storage), () => powerText(run, task));
    });
}

function addPolicy(command: Command): Command {
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

function policyOptionsOf(options: PolicyCommandOptions): Omit<PowerOptions, 'source'> {
  return {
    policy: options.policy,
    ...(options.interval === undefined ? {} : { interval: options.interval }),
    frame: options.frame,
    commit: options.commit,
    flipFlops: options.nvFf,
    state_bytes: options.state,
    compute: options.compute,
    ...(options.writeErrors === undefined ? {} : { writeErrors: options.writeErrors }),
    ...(options.barrier === undefined ? {} : { barrier_kT: options.barrier }),
  };
}
