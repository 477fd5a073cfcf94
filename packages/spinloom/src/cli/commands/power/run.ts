import { Command, Option } from 'commander';
import { policyNames, runPower } from '../../../power/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { timeline, timelinePlot } from '../../plots/power.ts';
import { powerResult, powerText } from '../../print/power.ts';
import { progress } from '../../progress.ts';
import type { RequestOptions } from '../../request.ts';
import { addSupply, addTask, type SupplyCommandOptions, sourceOf, storageOf, taskOf } from './options.ts';
import { addPolicy, type PolicyCommandOptions, policyOptionsOf } from './policy-options.ts';

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
