/** The crash lab on the quantised layers of a network, with the operands of a real image. */

import { matsOf } from '../../design/index.ts';
import { inferImage, packedBackend } from '../../engine/machine/index.ts';
import type { CheckpointPlan, LayerSchedule } from '../../engine/schedule/index.ts';
import { layerShape, place, schedule } from '../../engine/schedule/index.ts';
import type { Dot, Tensor } from '../../network/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';
import { keepsAccumulators } from '../plan/workload.ts';
import type { PowerTask } from '../run.ts';
import type { CrashTask } from './course.ts';
import { crashEverywhere } from './exhaustive.ts';
import { crashAtRandom } from './random.ts';
import { addReports, type CrashReport } from './types.ts';

export interface NetworkCrashOptions {
  readonly image: Tensor;
  readonly checkpoints: CheckpointPlan & { readonly every: number };
  /** Name of a quantised layer, or its number among them from 0. Absent: all of them. */
  readonly layer?: string;
  /** Random runs, spread over the layers by their steps; absent: every step of one round of windows. */
  readonly random?: number;
  /** Round of windows of the exhaustive search; default the second. */
  readonly round?: number;
  readonly seed?: number;
  /** Of random runs: that a stored bit flips while power is off after each loss. */
  readonly flip?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface NetworkCrashReport extends CrashReport {
  readonly layers: readonly CrashReport[];
}

/** Refuses a network without weights, a design whose accumulators are volatile, and a layer that is not there. */
export function crashNetwork({ network, design, hardware, replicas }: PowerTask, options: NetworkCrashOptions): NetworkCrashReport {
  const { checkpoints, image, random, seed = 1, round, flip = 0, onProgress } = options;
  if (network.costOnly) refuse(`network '${network.name}' has no weights (cost only): no bit can be lost; give an ONNX file or a shipped network`);
  if (!keepsAccumulators(design))
    refuse(`design '${design.id}' has no non-volatile accumulators: every loss of power starts the layer again; choose and-accumulation`);
  const inputs = new Map<string, Uint8Array>();
  inferImage(network, packedBackend(), image, (layer, input) => inputs.set(layer.name, input.slice()));
  const dots = network.nodes.filter((node): node is Dot => node.kind === 'dot');
  if (dots.length === 0) refuse(`network '${network.name}' has no quantised layer: nothing runs in the arrays`);
  const organisation = matsOf(hardware.organisation);
  const chosen = options.layer === undefined ? dots : [layerNamed(dots, options.layer)];
  const tasks = chosen.map(
    (layer): CrashTask => ({ layer, input: inputs.get(layer.name)!, program: design.program, organisation, replicas, checkpoints }),
  );
  const lengths = tasks.map((task) => lengthOf(task).length);
  const steps = lengths.reduce((sum, length) => sum + length, 0);
  let given = 0;
  const layers = tasks.map((task, i) => {
    if (random === undefined)
      return crashEverywhere(task, { ...(round === undefined ? {} : { round }), ...(onProgress === undefined ? {} : { onProgress }) });
    const runs = i === tasks.length - 1 ? random - given : Math.round((random * lengths[i]!) / steps);
    given += runs;
    return crashAtRandom(task, { runs, seed, flip, ...(onProgress === undefined ? {} : { onProgress }) });
  });
  return { ...addReports(chosen.length === 1 ? chosen[0]!.name : network.name, layers), layers };
}

function lengthOf({ layer, organisation, program, replicas, checkpoints }: CrashTask): LayerSchedule {
  return schedule(0, place(layerShape(layer), organisation, program.rules, replicas), { ...program, checkpoints });
}

function layerNamed(dots: readonly Dot[], name: string): Dot {
  const index = /^\d+$/.test(name) ? Number(name) : -1;
  const found = dots.find((dot) => dot.name === name) ?? dots[index];
  if (found !== undefined) return found;
  const names = dots.map((dot) => dot.name);
  return refuse(
    index >= 0
      ? `layer ${name}: there are ${dots.length} quantised layers, 0 to ${dots.length - 1} (${names.join(', ')})`
      : `layer '${name}': no quantised layer of that name; ${suggestion(name, names)}`,
  );
}
