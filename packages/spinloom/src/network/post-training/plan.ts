/**
 * Which layers of a float network are quantised, and where their quantisers stand.
 *
 * A layer is a convolution or matrix product of one tensor that depends on the image with constant weights. The first and the last one stay
 * float, as in both papers, unless all are asked for. Reshapes between a tensor and its layer are walked back over, so that the quantiser stands
 * where the chain of the layer before ends and folds into its thresholds.
 */
import { refuse } from '../../refusal/index.ts';
import { stridesOf } from '../arithmetic/permute.ts';
import type { Numbers } from '../element.ts';
import { type Consumers, consumersOf } from '../lowering/chain.ts';
import type { DotForm, Operand } from '../operators/operator.ts';
import type { Resolved, Step } from '../resolve.ts';

export interface PlannedLayer {
  readonly step: Step;
  readonly form: DotForm;
  /** The tensor that is quantised, and the reshapes between it and the layer, first to last. */
  readonly tensor: string;
  readonly views: readonly Step[];
  readonly weights: Operand & { readonly data: Numbers };
  /** Axis of the weights along which kernels lie. */
  readonly kernelAxis: number;
}

/** The layers to quantise, in the order in which they run. Refuses networks without any, with what to do. */
export function planLayers(resolved: Resolved, all: boolean, file: string): readonly PlannedLayer[] {
  const consumers = consumersOf(resolved);
  const makers = new Map(resolved.steps.map((step) => [step.output, step]));
  const layers = resolved.steps.flatMap((step) => plannedLayer(makers, consumers, step) ?? []);
  const kept = all ? layers : layers.slice(1, -1);
  if (layers.length === 0) refuse(`${file} has no convolution or matrix product with constant weights, so there is nothing to quantise`);
  if (kept.length === 0) {
    refuse(
      `${file} has ${layers.length} layer${layers.length === 1 ? '' : 's'} with weights; the first and the last one stay float, which leaves none to quantise: add --quantise-all`,
    );
  }
  return kept;
}

function plannedLayer(makers: ReadonlyMap<string, Step>, consumers: Consumers, step: Step): PlannedLayer | undefined {
  const form = step.operator.dot?.(step.call);
  const input = form && step.call.operands[form.input];
  const weights = form && step.call.operands[form.weight];
  if (form === undefined || input === undefined || input.data !== undefined || weights?.data === undefined) return undefined;
  const strides = stridesOf(weights.dims);
  const kernels = form.geometry.output[0];
  const kernelAxis = weights.dims.findIndex((size, axis) => size === kernels && strides[axis] === form.kernelStride);
  const views: Step[] = [];
  let tensor = input.name;
  for (;;) {
    const maker = makers.get(tensor);
    const source = maker?.call.operands[0];
    const movesNothing = maker !== undefined && (maker.operator.view?.(maker.call) === true || maker.operator.alias?.(maker.call) === true);
    if (!movesNothing || source === undefined || source.data !== undefined || consumers.get(tensor)?.length !== 1) break;
    views.unshift(maker);
    tensor = source.name;
  }
  return { step, form, tensor, views, weights: { ...weights, data: weights.data }, kernelAxis: Math.max(0, kernelAxis) };
}
