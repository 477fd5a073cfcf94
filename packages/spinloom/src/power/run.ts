/** A network on harvested power: policy, run, closed forms beside it, verdict, wear and risk. */
import { networkCost } from '../design/index.ts';
import { refuse } from '../refusal/index.ts';
import { notNegative, positive, whole } from './checks.ts';
import { type Expected, expectedOnHarvest, expectedUnderOutages } from './expected.ts';
import type { Plan } from './plan/types.ts';
import { type NetworkTask, volatileWorkload } from './plan/workload.ts';
import { type Policy, type PolicyOptions, policyOf } from './policy.ts';
import { runHarvest } from './simulate/harvest.ts';
import { runOutages } from './simulate/outages.ts';
import type { RunOptions, RunResult } from './simulate/types.ts';
import type { PowerSource } from './sources/types.ts';
import type { StorageOptions } from './storage/storage.ts';
import { supplyFigures, supplyOf } from './supply.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { type Risk, riskOf, type Wear, wearOf } from './wear.ts';

export interface PowerOptions extends PolicyOptions, Pick<RunOptions, 'duration_s' | 'images' | 'seed' | 'record' | 'onProgress'> {
  readonly source: PowerSource;
  readonly storage?: StorageOptions;
  /** Of the flip-flops that hold checkpoints. Default: that of the design's junction. */
  readonly barrier_kT?: number;
  /** That a written bit keeps its old state: a rate, or 'device' for that of the design's junction. Default 0: nothing goes wrong, as in an evaluation. */
  readonly writeErrors?: number | 'device';
}

export interface PowerRun extends RunResult {
  readonly policy: Policy;
  readonly plan: Plan;
  readonly source: PowerSource;
  readonly expected: Expected;
  readonly verdict: Verdict;
  readonly wear: Wear;
  readonly risk: Risk;
  readonly notes: readonly string[];
}

export type PowerTask = Omit<NetworkTask, 'checkpoints'>;

/** One image unless a duration or a number of images is given. Refuses what sources, storage and policies refuse. */
export function runPower(task: PowerTask, options: PowerOptions): PowerRun {
  const { source, storage = {}, seed = 1, images, duration_s } = options;
  if (duration_s !== undefined) positive(duration_s, 'duration');
  if (images !== undefined) whole(images, 'images');
  const { writeErrors } = options;
  if (typeof writeErrors === 'number' && !(writeErrors >= 0 && writeErrors < 1))
    refuse(`write errors: expected a rate of 0 or more and below 1, found ${writeErrors}`);
  if (options.barrier_kT !== undefined) notNegative(options.barrier_kT, 'barrier');
  const policy = policyOf(task, options, supplyOf(source, storage));
  const run = simulate({ ...options, planner: policy.planner });
  const { plan } = policy.planner;
  const expected =
    source.kind === 'outages'
      ? expectedUnderOutages(plan, source, run)
      : expectedOnHarvest(plan, source, supplyFigures(source, storage, plan.active_W), run);
  const adapts = policy.planner.adapt !== undefined;
  const wear = wearOf(run, writesOf(task), imagesWorth(run, plan));
  const risk = riskOf(run, {
    barrier_kT: options.barrier_kT ?? task.hardware.junction.thermalStability_kT,
    bits:
      plan.commitBits === 0 && plan.reserve_J === 0
        ? 0
        : Math.max(...policy.workload.parts.map((part) => Math.round(part.checkpointBits / (options.writtenShare ?? 1)))),
    writeErrorRate: options.writeErrors === 'device' ? task.hardware.junction.writeErrorRate : (options.writeErrors ?? 0),
    wrongByMode: options.flipFlops === 'cout-as-sum' ? arrayShare(policy) : 0,
    seed,
  });
  return {
    ...run,
    policy,
    plan,
    source,
    // A plan that changes has no one closed form.
    expected: adapts ? {} : expected,
    verdict: verdictOf(policy, plan, source, storage, run),
    wear,
    risk,
    notes: [
      ...source.notes,
      ...policy.notes,
      ...commitNotes(policy, options.commit),
      ...(adapts ? ['no closed form stands beside a plan that changes'] : []),
    ],
  };
}

/** A run of any plan on any source. */
export function simulate(options: RunOptions): RunResult {
  const { source } = options;
  if (options.images === undefined && options.duration_s === undefined && source.kind === 'outages')
    return runOutages({ ...options, images: 1 }, source);
  return source.kind === 'outages' ? runOutages(options, source) : runHarvest(options, source);
}

/** The broken protocols cost what they cost here; which bits they spoil is for the literal machine to say. */
function commitNotes({ name, workload }: Policy, commit: PolicyOptions['commit']): readonly string[] {
  const stores = name !== 'flash' && name !== 'fram' && workload.parts.some((part) => part.checkpointBits > 0);
  return stores && (commit === 'literal' || commit === 'single')
    ? [`commit ${commit} gives wrong results after some losses of power, which corruptedOutputs does not count: see power crash`]
    : [];
}

/** All work, lost work included, in images. */
function imagesWorth({ ledger }: RunResult, plan: Plan): number {
  return ((ledger.useful_J + ledger.reexecuted_J) * plan.images) / plan.work_J;
}

/** Share of an image's work in the arrays: a failure elsewhere finds no accumulators. */
function arrayShare({ workload: { parts } }: Policy): number {
  const sum = (some: typeof parts): number => some.reduce((all, part) => all + part.work_J, 0);
  return sum(parts.filter((part) => part.commits === 'interval')) / sum(parts);
}

function writesOf(task: PowerTask): { readonly rowsPerImage: number; readonly hottestPerImage: number } {
  const { layers } = networkCost(task.network, task.design, task.hardware, { batch: 1, replicas: task.replicas });
  const frames = volatileWorkload(task).parts;
  const hottest = Math.max(0, ...frames.filter((_, i) => layers[i]!.kind === 'dot').map((part) => part.frames));
  return { rowsPerImage: layers.reduce((sum, layer) => sum + (layer.counts.write?.lanes ?? 0), 0), hottestPerImage: hottest };
}
