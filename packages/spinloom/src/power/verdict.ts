/** Why a run makes no progress, and the least change that would give some. */
import type { Plan } from './plan/types.ts';
import { longestThatFits, type Policy } from './policy.ts';
import type { RunResult } from './simulate/types.ts';
import type { Harvest, PowerSource } from './sources/types.ts';
import { type StorageOptions, storageModel } from './storage/storage.ts';
import { supplyFigures } from './supply.ts';

export interface Verdict {
  readonly progress: boolean;
  readonly sentence: string;
  /** Least capacitor at which a burst holds the dearest segment, other things equal. */
  readonly minimumCapacitor_F?: number;
  /** Greatest interval whose segments fit a burst. Absent where not even 1 does, or the policy has none. */
  readonly maximumInterval?: number;
}

export function verdictOf(policy: Policy, plan: Plan, source: PowerSource, options: StorageOptions, run: RunResult): Verdict {
  if (run.images > 0) return { progress: true, sentence: `${run.images} images done` };
  const segment_J = plan.dearest_J + plan.reserve_J;
  if (source.kind === 'outages') {
    const often = run.failures > 0 && run.stuck;
    if (!often) return { progress: run.steps > 0, sentence: 'the time given is too short for one image' };
    const within = longestForRate(policy, source.rate_per_s);
    return {
      progress: false,
      sentence: `no forward progress: a segment takes ${text(plan.largestSegment_J / plan.active_W)} s, and power lasts ${text(1 / source.rate_per_s)} s on average`,
      ...(within === undefined ? {} : { maximumInterval: within }),
    };
  }
  const { burst_J, never, mean_W } = supplyFigures(source, options, plan.active_W);
  if (run.powerCycles === 0) {
    const model = storageModel(options);
    const leak_W = (2 * model.on_J) / (model.capacitor.leak_ohm * model.capacitor.capacitance_F);
    const why = never
      ? `what arrives (${text(mean_W)} W on average) does not exceed what leaks at Von (${text(leak_W)} W)`
      : 'Von is not reached in the time given';
    return { progress: false, sentence: `no forward progress: power never comes on: ${why}` };
  }
  // The verdict is F6: a segment that no burst can hold. A run that only was too short has made some progress.
  const bound = burstFor(source, options, plan.active_W);
  if (run.steps > 0 && segment_J <= bound) return { progress: true, sentence: 'the time given is too short for one image' };
  const { von_V, voff_V } = storageModel(options).voltages;
  const share = Number.isFinite(burst_J) ? storedBurst(options) / burst_J : 1;
  const most = policy.at === undefined ? undefined : longestThatFits(policy.at, plan.cut.interval, (active_W) => burstFor(source, options, active_W));
  return {
    progress: false,
    sentence: `no forward progress: the dearest segment takes ${text(segment_J)} J with its restore, and a burst gives ${text(bound)} J`,
    minimumCapacitor_F: (2 * segment_J * share) / (von_V ** 2 - voff_V ** 2),
    ...(most === undefined ? {} : { maximumInterval: most }),
  };
}

/** The interval at which a segment lasts as long as power does on average. */
function longestForRate({ at }: Policy, rate_per_s: number): number | undefined {
  if (at === undefined) return undefined;
  const { active_W } = at(1);
  return longestThatFits(at, at(1).frames, () => active_W / rate_per_s);
}

/** Of a storage alone where the harvest would carry the load at its mean. */
function burstFor(source: Harvest, options: StorageOptions, active_W: number): number {
  const { burst_J } = supplyFigures(source, options, active_W);
  return Number.isFinite(burst_J) ? burst_J : storedBurst(options);
}

function storedBurst(options: StorageOptions): number {
  const { on_J, off_J } = storageModel(options);
  return on_J - off_J;
}

const text = (value: number): string => String(Number(value.toPrecision(4)));
