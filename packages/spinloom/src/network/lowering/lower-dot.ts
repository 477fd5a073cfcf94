/** Convolutions and matrix products of integer codes, with the chain behind them. */
import { add } from '../operators/add.ts';
import type { Call, DotForm, Link } from '../operators/operator.ts';
import type { Step } from '../resolve.ts';
import type { Dot, Encoding } from '../types.ts';
import { chainFrom } from './chain.ts';
import { codedOf, fewLevelsOf, type Weights, weightsOf } from './coded.ts';
import { digitalOf } from './digital.ts';
import { dotOf } from './dot.ts';
import { emit, type Lowering, sourceOf } from './state.ts';

/** Lowers a step to a `Dot`, with thresholds where its chain allows. False where it is no dot product of integer codes; `state.why` then says why. */
export function lowerDot(state: Lowering, step: Step): boolean {
  if (step.operator.dot === undefined) return false;
  const operands = codedOperands(state, step);
  if (typeof operands === 'string') {
    state.why.set(step, operands);
    return false;
  }
  const { form, activations, weights, input } = operands;
  const { name } = step.node;
  const kernels = form.geometry.output[0];
  const chain = chainFrom(state.consumers, step.output, kernels, form.bias === undefined ? [] : [biasLink(form.bias)]);
  const whole = 'broken' in chain ? undefined : chain;
  const folded = whole && dotOf(name, form, weights, input, whole);
  if (whole !== undefined && folded !== undefined) {
    emit(state, folded, [activations], whole.output, whole.dims, folded.thresholds!.output);
    for (const absorbed of whole.steps) state.absorbed.add(absorbed);
    return true;
  }
  const dot = dotOf(name, form, weights, input, undefined);
  if (dot === undefined) {
    state.why.set(step, 'its sums exceed 32 bits, or its windows meet the borders in too many ways');
    return false;
  }
  const reason = 'broken' in chain ? chain.broken : 'has pooled sums that exceed 32 bits, or meets the borders in too many ways';
  for (const digital of chain.steps) state.why.set(digital, `follows '${name}', whose result ${reason}`);
  emitWithBias(state, step, dot, form, activations, reason);
  return true;
}

interface CodedOperands {
  readonly form: DotForm;
  readonly activations: string;
  readonly input: Encoding;
  readonly weights: Weights;
}

/** The integer operands of a convolution or matrix product, or why it has none. */
function codedOperands(state: Lowering, step: Step): CodedOperands | string {
  const form = step.operator.dot?.(step.call);
  if (form === undefined) return 'is not the product of one feature map with constant weights';
  const activations = step.call.operands[form.input];
  const constant = step.call.operands[form.weight];
  if (activations === undefined || activations.data !== undefined || constant?.data === undefined) return 'has weights that depend on the image';
  const source = sourceOf(state, activations.name);
  if (source.encoding === undefined)
    return source.node === 'input'
      ? 'reads the image as it is, without a quantiser'
      : `reads '${source.node}', which is not quantised to 8 bits or fewer`;
  const coded = codedOf(state.resolved, constant.name);
  const weights = coded === undefined ? fewLevelsOf(constant.data, form) : weightsOf(coded, form);
  if (weights === undefined)
    return coded === undefined ? 'has weights that are not quantised to 8 bits or fewer' : 'has weights with several scales in one kernel';
  return { form, activations: activations.name, input: source.encoding, weights };
}

/** A dot product whose sums go to the digital unit, followed by its bias, if any, as an addition there. */
function emitWithBias(state: Lowering, step: Step, dot: Dot, { bias }: DotForm, activations: string, reason: string): void {
  if (bias === undefined) {
    emit(state, dot, [activations], step.output, step.dims);
    return;
  }
  const sums = `${step.output}/before bias`;
  emit(state, dot, [activations], sums, step.dims);
  const type = 'float32';
  const constant = { name: 'bias', type, dims: [bias.length, ...step.dims.slice(2).map(() => 1)], data: Float32Array.from(bias) } as const;
  const call: Call = { ...step.call, operator: 'Add', attributes: {}, operands: [{ name: sums, type, dims: step.dims }, constant] };
  const name = freeName(state, `${step.node.name}_bias`);
  const why = `adds the bias of '${dot.name}', whose result ${reason}`;
  emit(state, digitalOf({ ...step, file: 'add', operator: add, call }, name, why), [sums], step.output, step.dims);
}

function freeName(state: Lowering, wanted: string): string {
  const taken = state.resolved.steps.some((step) => step.node.name === wanted);
  return taken ? freeName(state, `${wanted}_`) : wanted;
}

function biasLink(bias: Float64Array): Link {
  return { kind: 'map', affine: true, slope: () => 1, apply: (x, kernel) => x + bias[kernel]! };
}
