/** Lets a machine that lost power come back and run, until it is known to be right or wrong. */
import type { Machine } from '../../engine/machine/index.ts';
import type { Step } from '../../engine/schedule/index.ts';
import { operationKey } from '../../engine/schedule/index.ts';
import type { Course } from './course.ts';
import type { Difference } from './types.ts';

export interface Loss {
  /** The step just executed, or whose write was under way. */
  readonly step: number;
  readonly landed: number;
  readonly during: 'step' | 'restore';
}

export interface Outcome {
  readonly difference: Difference | null;
  /** Steps executed again: from where it went on to where power was lost. */
  readonly reexecuted: number;
}

/** `machine` has been restored and goes on at `resumed`. Runs until it agrees with the undisturbed course, or a result differs, or the course ends. */
export function replay(course: Course, machine: Machine, resumed: number, loss: Loss, decayed = false): Outcome {
  const { run, to } = course;
  const told = (difference: Difference): Difference => (decayed ? { ...difference, cause: 'a stored bit flipped while power was off' } : difference);
  const reexecuted = Math.max(0, loss.step + 1 - resumed);
  const lost = course.at(loss.step);
  if (resumed > run.length || resumed < 0)
    return {
      difference: {
        ...placeOf(course, lost, loss, resumed),
        ...nowhere,
        cause: `the step index was torn and points outside of the schedule (${resumed})`,
      },
      reexecuted,
    };
  let step = resumed;
  while (step < to) {
    const next = course.at(step);
    machine.step(next);
    step += 1;
    const written = next.op.op === 'transfer' && next.op.what === 'result';
    const undisturbed = course.kept(step);
    if (undisturbed !== undefined && machine.agrees(undisturbed)) return { difference: null, reexecuted };
    if (written) {
      const difference = compare(course, machine, next, lost, loss, resumed);
      if (difference !== null) return { difference: told(difference), reexecuted };
    }
  }
  const difference = ended(course, machine, lost, loss, resumed);
  return { difference: difference === null ? null : told(difference), reexecuted };
}

const nowhere = { kernel: -1, window: -1, expected: 0, found: 0 } as const;

/** Results of the windows that a step sent out, against direct arithmetic's by way of the undisturbed course's end. */
function compare(course: Course, machine: Machine, sent: Step, lost: Step, loss: Loss, resumed: number): Difference | null {
  const { placement, to } = course;
  const right = course.kept(to)!.results();
  const found = machine.results();
  const { windows, kernels } = placement.layerShape;
  const first = sent.at.window * placement.replicas;
  for (let window = first; window < Math.min(windows, first + placement.replicas); window++) {
    for (let kernel = 0; kernel < kernels; kernel++) {
      if (inGroup(course, kernel) !== sent.at.group) continue;
      const at = kernel * windows + window;
      if (found[at] !== right[at])
        return {
          ...placeOf(course, lost, loss, resumed),
          kernel,
          window,
          expected: right[at]!,
          found: found[at]!,
          cause: causeOf(course, loss, lost, resumed),
        };
    }
  }
  return null;
}

function inGroup({ placement }: Course, kernel: number): number {
  for (let mat = 0; mat < placement.kernelMats; mat++) {
    const { firstKernel, kernels } = placement.kernelMat(mat);
    if (kernel >= firstKernel && kernel < firstKernel + kernels) return Math.floor((kernel - firstKernel) / placement.group);
  }
  return -1;
}

/** At the end of the course all its results must be there. */
function ended(course: Course, machine: Machine, lost: Step, loss: Loss, resumed: number): Difference | null {
  const right = course.kept(course.to)!.results();
  const found = machine.results();
  const at = right.findIndex((value, i) => value !== found[i]);
  if (at < 0) return null;
  const { windows } = course.placement.layerShape;
  return {
    ...placeOf(course, lost, loss, resumed),
    kernel: Math.floor(at / windows),
    window: at % windows,
    expected: right[at]!,
    found: found[at]!,
    cause: causeOf(course, loss, lost, resumed),
  };
}

function placeOf(course: Course, { op, at }: Step, { step, landed }: Loss, resumedAt: number): Omit<Difference, keyof typeof nowhere | 'cause'> {
  const { phase, window, group, weightPlane, inputPlane } = at;
  return {
    layer: course.task.layer.name,
    step,
    operation: operationKey(op),
    at: { phase, window, group, weightPlane, inputPlane },
    landed,
    resumedAt,
  };
}

function causeOf({ task, run }: Course, { step, during }: Loss, { op }: Step, resumed: number): string {
  const { commit, flipFlops } = task.checkpoints;
  if (flipFlops === 'cout-as-sum') return 'the carries of the last addition were brought back in place of the sum';
  if (during === 'restore') return 'power was lost again during the restore';
  if (commit === 'literal') return 'the accumulators were kept but not the plane: planes before the checkpoint are added twice';
  if (commit === 'single' && op.op === 'commit') return 'the step index was torn: it points neither before nor behind the checkpoint';
  if (commit === 'single') {
    const torn = op.op === 'store' && step < run.length;
    return torn
      ? `accumulators and step index are written one after the other: the accumulators are new or torn, the index (${resumed}) is old`
      : `accumulators and step index do not belong together: planes from ${resumed} on are added twice`;
  }
  return 'a state that was brought back is not the one that was committed';
}
