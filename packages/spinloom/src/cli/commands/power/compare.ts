import { Command } from 'commander';
import { comparePolicies, type PowerComparison } from '../../../power/index.ts';
import { engineering, percent } from '../../../quantity/index.ts';
import { real } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { comparisonPlot } from '../../plots/power-comparison.ts';
import { powerResult } from '../../print/power.ts';
import { heading, table } from '../../print/table.ts';
import type { RequestOptions } from '../../request.ts';
import { addSupply, addTask, type SupplyCommandOptions, sourceOf, storageOf, taskOf } from './options.ts';
import { addPolicy, type PolicyCommandOptions, policyOptionsOf } from './policy-options.ts';

type CompareCommandOptions = Omit<RequestOptions, 'images' | 'seed'> &
  SupplyCommandOptions &
  Omit<PolicyCommandOptions, 'policy'> & { readonly duration?: number; readonly json?: JsonTarget; readonly plot?: string };

export function compareCommand(): Command {
  const command = addSupply(
    addTask(new Command('compare').description('all policies on one source, beside volatile designs with flash or FRAM')),
  ).option('--duration <s>', 'time that every policy gets (default: the length of a trace)', real);
  return addPolicy(command)
    .addOption(jsonOption())
    .addOption(plotOption('useful share of the harvest by policy, and the crossover where a task fits one burst'))
    .addHelpText('after', '\nExample:\n  $ spinloom power compare svhn --source rf-bursts --duration 100 --leak 10e6 --booster 0.7\n')
    .action(async (name: string, options: CompareCommandOptions) => {
      checkTargets(options.json, options.plot);
      const { seed: _, ...request } = options;
      const source = sourceOf(options);
      const storage = storageOf(options);
      const task = taskOf(name, request);
      const { policy: __, ...policies } = policyOptionsOf({ ...options, policy: 'nv-fa' });
      const comparison = comparePolicies(task, {
        ...policies,
        source,
        storage,
        seed: options.seed,
        ...(options.duration === undefined ? {} : { duration_s: options.duration }),
      });
      await deliverPlot(options.plot, () => comparisonPlot(comparison, task.network.name, source.name));
      const { policies: compared, left, imagePerBurst, crossing, crossover } = comparison;
      const value = {
        network: task.network.name,
        design: task.design.id,
        source: source.name,
        imagePerBurst,
        crossing,
        policies: compared.map(({ run, usefulShare, checkpointShare }) => ({
          usefulShare,
          checkpointShare,
          ...(powerResult(run, task, storage) as object),
        })),
        left,
        crossover,
      };
      deliver(options.json, value, () => comparisonText(comparison, task.network.name, source.name));
    });
}

function comparisonText({ policies, left, imagePerBurst, crossing }: PowerComparison, network: string, source: string): string {
  const rows = policies.map(({ policy, run, usefulShare, checkpointShare }) => [
    policy,
    run.policy.at === undefined ? '' : String(run.interval),
    String(run.images),
    percent(usefulShare, 1),
    percent(checkpointShare, 2),
    percent(run.ledger.harvested_J === 0 ? 0 : run.ledger.reexecuted_J / run.ledger.harvested_J, 2),
    String(run.failures),
    run.verdict.progress ? '' : run.verdict.sentence,
  ]);
  return [
    `${network}, source ${source}\n`,
    heading('Policies'),
    table(['policy', '>interval', '>images', '>useful', '>checkpoints', '>lost work', '>failures', ''], rows),
    ...left.map(({ policy, why }) => `  ${policy}: left out, ${why}\n`),
    imagePerBurst === null
      ? ''
      : `\n  One image takes ${engineering(imagePerBurst, '', 3)} of a burst. A volatile design keeps up to a task of ${crossing === null ? 'no size' : `${engineering(crossing, '', 3)} of a burst`}; beyond one burst it completes nothing.\n`,
  ].join('');
}
