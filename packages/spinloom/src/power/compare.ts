/**
 * All policies on one source, and the crossover: where a task fits one burst, keeping nothing costs little; where it does not, it gives nothing.
 *
 * The crossover varies the task: the image's work as one task of so many bursts' worth of energy. A volatile design starts again after each failure; a burst that
 * begins within a task loses what it had of it. Both curves are F6: with tasks of energy T and bursts of E, a volatile design completes floor(E / T) T of E,
 * checkpoints every K frames floor((E - Er) / segment) of it.
 */
import { refuse } from '../refusal/index.ts';
import { keepsAccumulators } from './plan/workload.ts';
import { type PolicyName, policyNames } from './policy.ts';
import { type PowerOptions, type PowerRun, type PowerTask, runPower } from './run.ts';
import { supplyFigures } from './supply.ts';

export interface ComparedPolicy {
  readonly policy: PolicyName;
  readonly run: PowerRun;
  readonly usefulShare: number;
  readonly checkpointShare: number;
}

export interface CrossoverPoint {
  /** Energy of the task over that of a burst. */
  readonly ratio: number;
  /** Share of a burst's energy that ends as kept work. */
  readonly volatile: number;
  readonly checkpointed: number;
}

export interface PowerComparison {
  readonly policies: readonly ComparedPolicy[];
  /** Why a policy is left out. */
  readonly left: readonly { readonly policy: PolicyName; readonly why: string }[];
  /** Energy of one image over that of a burst; null under outages and where the harvest carries the load. */
  readonly imagePerBurst: number | null;
  readonly crossover: readonly CrossoverPoint[];
  /** The greatest task, over a burst, of which a volatile design still completes as much as checkpoints keep, up to a tenth. */
  readonly crossing: number | null;
}

/** Refuses a run without an end: policies that make no progress would never reach a number of images. */
export function comparePolicies(task: PowerTask, options: Omit<PowerOptions, 'policy' | 'images' | 'record'>): PowerComparison {
  const { source, storage = {}, interval } = options;
  if (options.duration_s === undefined && (source.kind === 'outages' || !Number.isFinite(source.duration_s)))
    refuse('the source has no end: give --duration, the seconds that every policy gets');
  const policies: ComparedPolicy[] = [];
  const left: { policy: PolicyName; why: string }[] = [];
  for (const policy of policyNames) {
    const external = policy === 'flash' || policy === 'fram';
    if (!external && policy !== 'volatile' && !keepsAccumulators(task.design)) {
      left.push({ policy, why: `design '${task.design.id}' has no non-volatile accumulators` });
      continue;
    }
    const { interval: _, ...rest } = options;
    // An interval of planes says nothing of saves to a memory a thousand times as dear: those choose their own.
    const run = runPower(task, { ...rest, policy, ...(interval === undefined || external ? {} : { interval }) });
    const { harvested_J, useful_J, checkpoint_J } = run.ledger;
    const share = (value: number): number => (harvested_J === 0 ? 0 : value / harvested_J);
    policies.push({ policy, run, usefulShare: share(useful_J), checkpointShare: share(checkpoint_J) });
  }
  const kept = policies.find(({ policy }) => policy === 'nv-fa') ?? policies[0]!;
  const { plan } = kept.run;
  const burst_J = source.kind === 'outages' ? Number.POSITIVE_INFINITY : supplyFigures(source, storage, plan.active_W).burst_J;
  if (!Number.isFinite(burst_J)) return { policies, left, imagePerBurst: null, crossover: [], crossing: null };
  const segment_J = plan.cost_J / Math.max(1, plan.commits);
  const work = plan.work_J / plan.cost_J;
  const checkpointed = (Math.floor((burst_J - plan.largestRestore_J) / segment_J) * segment_J * work) / burst_J;
  const crossover = Array.from({ length: 241 }, (_, i): CrossoverPoint => {
    const ratio = 10 ** (-2 + i / 80);
    return { ratio, volatile: Math.floor(1 / ratio + 1e-9) * ratio, checkpointed };
  });
  const equal = crossover.filter((point) => point.volatile >= 0.9 * point.checkpointed);
  return { policies, left, imagePerBurst: plan.cost_J / plan.images / burst_J, crossover, crossing: equal[equal.length - 1]?.ratio ?? null };
}
