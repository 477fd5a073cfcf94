/**
 * Policies: what is kept, when, and at what price.
 *
 *   volatile    nothing is kept within an image
 *   nv-fa       the accumulators and the step index, every K frames (paper 2, II.B.3)
 *   cmp-log     nv-fa, and the rows of the last K frames stay in the array: a replay reads and accumulates them, without AND and without writes
 *   per-window  nv-fa at the end of each group of a window
 *   jit         once, when the supply warns that it will fail
 *   every-op    after every micro-operation (after MOUSE, MICRO 2020)
 *   flash fram  a volatile design that saves its state to flash or FRAM every K frames
 */
import type { ProgrammedInstance } from '../design/index.ts';
import type { CheckpointPlan } from '../engine/schedule/index.ts';
import { refuse } from '../refusal/index.ts';
import { efficiency, positive, whole } from './checks.ts';
import { optimalInterval } from './closed-form/index.ts';
import { planOf } from './plan/plan.ts';
import type { Cut, Part, Plan, Workload } from './plan/types.ts';
import { type NetworkTask, networkWorkload, volatileWorkload } from './plan/workload.ts';
import type { Planner } from './simulate/types.ts';

export type PolicyName = 'volatile' | 'nv-fa' | 'cmp-log' | 'per-window' | 'jit' | 'every-op' | 'flash' | 'fram';

export const policyNames: readonly PolicyName[] = ['volatile', 'nv-fa', 'cmp-log', 'per-window', 'jit', 'every-op', 'flash', 'fram'];

export interface PolicyOptions {
  /** Default 'nv-fa'. */
  readonly policy?: PolicyName;
  /** Frames between checkpoints, 'auto' (F2 for the failures of the source) or 'adaptive' (F2 for the on-times measured so far). Default 20; auto for flash and fram. */
  readonly interval?: number | 'auto' | 'adaptive';
  /** Default 'plane'. */
  readonly frame?: CheckpointPlan['frame'];
  /** Default 'double-slot'. */
  readonly commit?: CheckpointPlan['commit'];
  /** Default 'dual'. */
  readonly flipFlops?: CheckpointPlan['flipFlops'];
  /** State that flash and fram save. Default 512, assumed. */
  readonly state_bytes?: number;
  /** Share of a checkpoint's bits that differ from what is there and are written (`power crash` counts them); the others cost nothing. Default 1: all are written. */
  readonly writtenShare?: number;
  /** Energy and time of the compute of the volatile designs (volatile, flash, fram) over those of this design. Default 1: the same compute for all. */
  readonly compute?: number;
}

export interface Policy {
  readonly name: PolicyName;
  readonly workload: Workload;
  readonly planner: Planner;
  /** The plan at another interval, where the policy has one. */
  readonly at?: (interval: number) => Plan;
  readonly notes: readonly string[];
}

/** What decides how often the supply fails: a mean on-time for a load, and the energy of a burst (Infinity where it is not bounded). */
export interface Supply {
  readonly meanOn_s: (active_W: number) => number;
  readonly burst_J: (active_W: number) => number;
}

/** Prices of external non-volatile memories by byte. */
interface ExternalMemory {
  readonly write_J: number;
  readonly write_s: number;
  readonly read_J: number;
  readonly read_s: number;
  readonly source: string;
}

const memories: Readonly<Record<'flash' | 'fram', ExternalMemory>> = {
  // CapSimu (stm32l152): 101.5 nJ/B write, 0.897 nJ/B read; TI: erase 16 ms + write 51.2 ms a segment of 512 B.
  flash: {
    write_J: 101.5e-9,
    write_s: 67.2e-3 / 512,
    read_J: 0.897e-9,
    read_s: 125e-9,
    source: 'flash: CapSimu, stm32l152 (101.5 nJ/B); TI (67.2 ms for 512 B)',
  },
  // CapSimu (msp430fr5969): 0.1875 nJ/B; 8 MB/s.
  fram: {
    write_J: 0.1875e-9,
    write_s: 125e-9,
    read_J: 0.1875e-9,
    read_s: 125e-9,
    source: 'FRAM: CapSimu, msp430fr5969 (0.1875 nJ/B); 125 ns a byte',
  },
};

/** `task` without checkpoints of its own. Refuses an interval of zero and a design without non-volatile accumulators where the policy needs them. */
export function policyOf(task: Omit<NetworkTask, 'checkpoints'>, options: PolicyOptions, supply: Supply): Policy {
  const { policy = 'nv-fa', frame = 'plane', commit = 'double-slot', flipFlops = 'dual', state_bytes = 512, compute = 1, writtenShare = 1 } = options;
  const external = policy === 'flash' || policy === 'fram';
  const interval = options.interval ?? (external ? 'auto' : 20);
  if (typeof interval === 'number') whole(interval, 'interval (frames between checkpoints)');
  positive(compute, 'compute');
  efficiency(writtenShare, 'share of the bits that are written');
  if (policy === 'volatile')
    return fixed('volatile', scaled(volatileWorkload(task), compute), { interval: 1, grain: 'image' }, ['nothing is kept within an image']);
  if (external) return externalPolicy(policy, scaled(volatileWorkload(task), compute), interval, whole(state_bytes, 'state (bytes)'), supply);
  const checkpoints = { frame: policy === 'per-window' ? ('window' as const) : frame, commit, flipFlops };
  const base = typeof interval === 'number' ? interval : 20;
  const priced = (every: number): Workload => written(networkWorkload({ ...task, checkpoints: { ...checkpoints, every } }), writtenShare);
  if (policy === 'per-window') return fixed(policy, priced(1), { interval: 1, grain: 'part' }, ['a frame is all planes of one group of a window']);
  if (policy === 'jit' || policy === 'every-op') {
    const onWarning = policy === 'jit';
    return fixed(policy, priced(20), { interval: 1, grain: 'step', ...(onWarning ? { onWarning } : {}) }, [
      onWarning ? 'needs a detector that warns in time and a state that fits one store' : 'the state is stored after every micro-operation',
    ]);
  }
  if (frame === 'image') {
    if (policy === 'cmp-log') refuse('policy cmp-log keeps the rows of planes: choose --frame plane, window or channel');
    const images = volatileWorkload(task);
    const cut = (k: number): Cut => ({ interval: k, grain: 'image' });
    return byInterval(policy, images, cut, interval, supply, ['a frame is an image: nothing is kept within it']);
  }
  const logged = policy === 'cmp-log';
  const replay = logged ? replayShare(task.design, task.hardware.organisation.columns) : undefined;
  const cut = (k: number): Cut => ({ interval: k, grain: 'part', ...(replay === undefined ? {} : { replay }) });
  const notes = logged
    ? [`a replayed frame costs ${(100 * replay!).toFixed(1)} % of a frame; the rows of the last K frames take K rows of each mat`]
    : [];
  return byInterval(policy, priced(base), cut, interval, supply, notes);
}

function fixed(name: PolicyName, workload: Workload, cut: Cut, notes: readonly string[]): Policy {
  return { name, workload, planner: { plan: planOf(workload, cut) }, notes };
}

function byInterval(
  name: PolicyName,
  workload: Workload,
  cut: (interval: number) => Cut,
  interval: number | 'auto' | 'adaptive',
  supply: Supply,
  notes: readonly string[],
): Policy {
  const known = new Map<number, Plan>();
  const at = (k: number): Plan => {
    const plan = known.get(k) ?? planOf(workload, cut(k));
    known.set(k, plan);
    return plan;
  };
  if (typeof interval === 'number') return { name, workload, planner: { plan: at(interval) }, at, notes };
  const first = at(20);
  const best = (meanOn_s: number, burst_J: number): Plan => at(bestInterval(first, at, meanOn_s, burst_J));
  const { active_W } = first;
  if (interval === 'auto') {
    const plan = best(supply.meanOn_s(active_W), supply.burst_J(active_W));
    return { name, workload, planner: { plan }, at, notes: [...notes, `interval ${plan.cut.interval}: F2 for the failures of this source`] };
  }
  return {
    name,
    workload,
    planner: { plan: first, adapt: best },
    at,
    notes: [...notes, 'interval: F2 for the mean of the last on-times, at first 20'],
  };
}

/** F2 in frames, no longer than what a burst can hold (F6) and an image has. */
function bestInterval(plan: Plan, at: (interval: number) => Plan, meanOn_s: number, burst_J: number): number {
  const paid = plan.segments.find(({ cost_J, work_J }) => cost_J > work_J);
  if (paid === undefined || !Number.isFinite(meanOn_s)) return Math.max(1, Math.min(plan.cut.interval, plan.frames));
  const frame_s = paid.work_J / plan.cut.interval / plan.active_W;
  const checkpoint_s = (paid.cost_J - paid.work_J) / plan.active_W;
  const wished = Math.min(plan.frames, optimalInterval(frame_s, { rate_per_s: 1 / meanOn_s, checkpoint_s }));
  return Math.max(1, longestThatFits(at, wished, () => burst_J) ?? 1);
}

/** The greatest interval up to `most` whose dearest segment and restore fit a burst; undefined where not even 1 does. */
export function longestThatFits(at: (interval: number) => Plan, most: number, burstOf: (active_W: number) => number): number | undefined {
  const fits = (interval: number): boolean => {
    const plan = at(interval);
    return plan.dearest_J <= burstOf(plan.active_W);
  };
  if (fits(most)) return most;
  if (!fits(1)) return undefined;
  let [low, high] = [1, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function externalPolicy(
  name: 'flash' | 'fram',
  { name: title, parts }: Workload,
  interval: number | 'auto' | 'adaptive',
  bytes: number,
  supply: Supply,
): Policy {
  const memory = memories[name];
  const sum = (of: (part: Part) => number): number => parts.reduce((all, part) => all + of(part), 0);
  const one: Part = {
    name: 'image',
    work_J: sum((part) => part.work_J),
    work_s: sum((part) => part.work_s),
    frames: sum((part) => part.frames),
    steps: sum((part) => part.steps),
    checkpoint_J: bytes * memory.write_J,
    checkpoint_s: bytes * memory.write_s,
    checkpointBits: 8 * bytes,
    restore_J: bytes * memory.read_J,
    restore_s: bytes * memory.read_s,
    commits: 'interval',
  };
  const cut = (k: number): Cut => ({ interval: k, grain: 'part' });
  return byInterval(name, { name: title, parts: [one] }, cut, interval, supply, [`${bytes} bytes a checkpoint`, memory.source]);
}

/** Writes only what changes: energy and wear fall, the time of the pulse stays. */
function written({ name, parts }: Workload, share: number): Workload {
  return { name, parts: parts.map((part) => ({ ...part, checkpoint_J: part.checkpoint_J * share, checkpointBits: part.checkpointBits * share })) };
}

function scaled({ name, parts }: Workload, factor: number): Workload {
  return { name, parts: parts.map((part) => ({ ...part, work_J: part.work_J * factor, work_s: part.work_s * factor })) };
}

/** Of a slot of AND-Accumulation (3 senses, 3 writes, compress, shift, add) a replay needs the read of its row and what follows it. By full row; words are small beside. */
function replayShare({ tariffs }: ProgrammedInstance, columns: number): number {
  const of = (key: string): number => (tariffs[key]?.lane_J ?? 0) + columns * (tariffs[key]?.column_J ?? 0);
  const again = of('sense-read') + of('compress');
  return again / (2 * of('sense-and') + of('sense-xor') + 3 * of('write') + of('compress'));
}
