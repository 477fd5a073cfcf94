/** Convolutions and matrix products of integer codes, with the chain behind them. */
import { add } from '../operators/add.ts';
import type { Call, DotForm, Link } from '../operators/operator.ts';
import type { Step } from '../resolve.ts';
import type { Dot } from '../types.ts';
import { chainFrom } from './chain.ts';
import { codedOf, weightsOf } from './coded.ts';
import { digitalOf } from './digital.ts';
import { dotOf } from './dot.ts';
import { emit, type Lowering, sourceOf } from './state.ts';

/** Lowers a step to a `Dot`, with thresholds where its chain allows; false where it is no dot product of integer codes. */
export function lowerDot(state: Lowering, step: Step): boolean {
  const form = step.operator.dot?.(step.call);
  const activations = form && step.call.operands[form.input];
  const weights = form && step.call.operands[form.weight];
  if (form === undefined || activations === undefined || activations.data !== undefined || weights?.data === undefined) return false;
  const input = sourceOf(state, activations.name).encoding;
  const coded = input && codedOf(state.resolved, weights.name);
  const encoded = coded && weightsOf(coded, form);
  if (input === undefined || encoded === undefined) return false;
  const { name } = step.node;
  const chain = chainFrom(state.consumers, step.output, form.geometry.output[0], form.bias === undefined ? [] : [biasLink(form.bias)]);
  const folded = chain && dotOf(name, form, encoded, input, chain);
  if (chain !== undefined && folded !== undefined) {
    emit(state, folded, [activations.name], chain.output, chain.dims, chain.quantiser.encoding);
    for (const absorbed of chain.steps) state.absorbed.add(absorbed);
    return true;
  }
  const dot = dotOf(name, form, encoded, input, undefined);
  if (dot === undefined) return false;
  emitWithBias(state, step, dot, form, activations.name);
  return true;
}

/** A dot product whose sums go to the digital unit, followed by its bias, if any, as an addition there. */
function emitWithBias(state: Lowering, step: Step, dot: Dot, { bias }: DotForm, activations: string): void {
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
  emit(state, digitalOf({ ...step, file: 'add', operator: add, call }, name), [sums], step.output, step.dims);
}

function freeName(state: Lowering, wanted: string): string {
  const taken = state.resolved.steps.some((step) => step.node.name === wanted);
  return taken ? freeName(state, `${wanted}_`) : wanted;
}

function biasLink(bias: Float64Array): Link {
  return { kind: 'map', affine: true, slope: () => 1, apply: (x, kernel) => x + bias[kernel]! };
}
