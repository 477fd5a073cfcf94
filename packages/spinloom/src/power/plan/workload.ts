/** A network on a design as a workload: energies, times and counts from the design's tariffs, so that zero failures cost what the evaluation says. */
import { type Hardware, type LayerCost, networkCost, type ProgrammedInstance } from '../../design/index.ts';
import { type CheckpointPlan, operationKey, type Program, schedule, wordBits } from '../../engine/schedule/index.ts';
import type { Network } from '../../network/index.ts';
import { refuse } from '../../refusal/index.ts';
import type { Part, Workload } from './types.ts';

export interface NetworkTask {
  readonly network: Network;
  readonly design: ProgrammedInstance;
  readonly hardware: Hardware;
  readonly replicas: number;
  /** What a frame is and how checkpoints are stored; `every` is the interval at which a checkpoint is priced. */
  readonly checkpoints: Omit<CheckpointPlan, 'every'> & { readonly every: number };
}

/** Parts of an image in order. Refuses a design without checkpoints where `checkpoints` ask for some: see `volatileWorkload`. */
export function networkWorkload(task: NetworkTask): Workload {
  const { network, checkpoints } = task;
  const bare = costWith(task, { ...checkpoints, every: 'none' });
  if (!keepsAccumulators(task.design)) {
    refuse(`design '${task.design.id}' has no non-volatile accumulators; choose the policy volatile, flash or fram, or the design and-accumulation`);
  }
  const stored = costWith(task, checkpoints);
  const single = costWith(task, { ...checkpoints, every: 1 });
  return {
    name: network.name,
    parts: bare.map((layer, i) =>
      layer.kind === 'digital' ? digitalPart(layer, task) : arrayPart(layer, stored[i]!, single[i]!, task, dotsBefore(bare, i)),
    ),
  };
}

/** Whether a design has non-volatile accumulators: it then has options for their checkpoints. */
export function keepsAccumulators({ options }: ProgrammedInstance): boolean {
  return 'checkpoints' in options;
}

/** The same for designs and policies that keep nothing within an image: frames are those of planes. */
export function volatileWorkload(task: Pick<NetworkTask, 'network' | 'design' | 'hardware' | 'replicas'>): Workload {
  const layers = costWith(task, { every: 'none', frame: 'plane', commit: 'double-slot', flipFlops: 'dual' });
  return {
    name: task.network.name,
    parts: layers.map((layer, i) => {
      const frames = layer.kind === 'digital' ? outputs(layer) : planeFrames(layer, task.design.program, dotsBefore(layers, i));
      return { ...bareParts(layer), frames, steps: layer.kind === 'digital' ? frames : stepsOf(layer), ...nothingStored };
    }),
  };
}

const nothingStored = { checkpoint_J: 0, checkpoint_s: 0, checkpointBits: 0, restore_J: 0, restore_s: 0, commits: 'interval' } as const;

function costWith(
  { network, design, hardware, replicas }: Pick<NetworkTask, 'network' | 'design' | 'hardware' | 'replicas'>,
  checkpoints: CheckpointPlan,
): readonly LayerCost[] {
  const program: Program = { ...design.program, checkpoints };
  return networkCost(network, { ...design, program }, hardware, { batch: 1, replicas }).layers;
}

const bareParts = ({ name, energy_J, latency_s }: LayerCost): Pick<Part, 'name' | 'work_J' | 'work_s'> => ({
  name,
  work_J: energy_J,
  work_s: latency_s,
});

function outputs({ shape }: LayerCost): number {
  return Math.max(
    1,
    shape.reduce((product, dim) => product * dim, 1),
  );
}

function stepsOf({ counts }: LayerCost): number {
  return Object.values(counts).reduce((sum, { steps }) => sum + steps, 0);
}

const dotsBefore = (layers: readonly LayerCost[], index: number): number => layers.slice(0, index).filter((layer) => layer.kind === 'dot').length;

/** Outputs of the digital unit are written to SOT-MRAM one by one, so each is kept as it is made; finding the first that is missing reads one word. */
function digitalPart(layer: LayerCost, { design }: NetworkTask): Part {
  const frames = outputs(layer);
  const read = design.tariffs['sense-read'];
  const restore_J = read === undefined ? 0 : read.step_J + read.lane_J + wordBits * read.column_J;
  return {
    ...bareParts(layer),
    frames,
    steps: frames,
    checkpoint_J: 0,
    checkpoint_s: 0,
    checkpointBits: 0,
    restore_J,
    restore_s: 0,
    commits: 'each',
  };
}

function arrayPart(layer: LayerCost, stored: LayerCost, single: LayerCost, task: NetworkTask, index: number): Part {
  const { frame } = task.checkpoints;
  const frames = single.counts.commit?.steps ?? 0;
  const commits = stored.counts.commit?.steps ?? 0;
  // A layer that is shorter than the interval never stores; its checkpoint is priced from frames of one.
  const [with_, count] = commits > 0 ? [stored, commits] : [single, frames];
  const rounds = layer.placement === undefined ? 1 : Math.ceil(layer.placement.layerShape.windows / layer.placement.replicas);
  const per = (value: number): number => (count === 0 ? 0 : value / count);
  const bits = per((with_.counts.store?.columns ?? 0) + (with_.counts.commit?.columns ?? 0));
  return {
    ...bareParts(layer),
    frames,
    steps: stepsOf(layer),
    ...(frame === 'channel' ? { firstFrame: (rounds - 1) / rounds } : {}),
    checkpoint_J: per(with_.energy_J - layer.energy_J),
    checkpoint_s: per(with_.latency_s - layer.latency_s),
    checkpointBits: bits,
    ...restoreOf(layer, task, index, bits),
    commits: 'interval',
  };
}

/** The slot is read, and the window's input rows are written again: a failure may have left them half changed. */
function restoreOf(layer: LayerCost, { design }: NetworkTask, index: number, bits: number): Pick<Part, 'restore_J' | 'restore_s'> {
  const read = design.tariffs['sense-read'];
  let restore_J = bits * (read?.column_J ?? 0);
  let restore_s = read?.duration_s ?? 0;
  if (layer.placement === undefined) return { restore_J, restore_s };
  for (const { op, at, lanes, columns } of schedule(index, layer.placement, design.program).steps()) {
    if (at.phase !== 'window') break;
    const tariff = design.tariffs[operationKey(op)]!;
    restore_J += tariff.step_J + lanes * tariff.lane_J + columns * tariff.column_J;
    restore_s += tariff.exposed_s + columns * tariff.column_s;
  }
  return { restore_J, restore_s };
}

function planeFrames(layer: LayerCost, program: Program, index: number): number {
  if (layer.placement === undefined) return 1;
  const checkpoints: CheckpointPlan = { every: 1, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' };
  return schedule(index, layer.placement, { ...program, checkpoints }).counts.commit?.steps ?? 1;
}

/** Equal steps, for what is not a network: closed forms, assumed figures. */
export function uniformWorkload(task: {
  readonly name?: string;
  readonly steps: number;
  readonly step_J: number;
  readonly active_W: number;
  readonly checkpoint_J?: number;
  readonly restore_J?: number;
}): Workload {
  const { name = 'task', steps, step_J, active_W, checkpoint_J = 0, restore_J = 0 } = task;
  return {
    name,
    parts: [
      {
        name,
        work_J: steps * step_J,
        work_s: (steps * step_J) / active_W,
        frames: steps,
        steps,
        checkpoint_J,
        checkpoint_s: checkpoint_J / active_W,
        checkpointBits: 0,
        restore_J,
        restore_s: restore_J / active_W,
        commits: 'interval',
      },
    ],
  };
}
