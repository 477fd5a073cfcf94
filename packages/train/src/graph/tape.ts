/**
 * Reverse-mode differentiation over a draft: operators record how a gradient passes backwards through them, `gradients` walks the records
 * from the loss to the parameters and emits the backward nodes into the same draft.
 */
import { add } from './arithmetic.ts';
import { constant, type Draft, type Value } from './draft.ts';

/** `wanted[i]`: whether the gradient of input i is of use; a rule leaves out the others (the image, for instance). */
export type Backward = (gradient: Value, wanted: readonly boolean[]) => readonly (Value | undefined)[];

interface TapeRecord {
  readonly output: Value;
  readonly inputs: readonly Value[];
  readonly backward: Backward;
}

export interface Tape {
  readonly graph: Draft;
  readonly records: TapeRecord[];
}

export function tape(graph: Draft): Tape {
  return { graph, records: [] };
}

/** Records a differentiable operator and returns its output. */
export function record(on: Tape, output: Value, inputs: readonly Value[], backward: Backward): Value {
  on.records.push({ output, inputs, backward });
  return output;
}

/** Gradients of the scalar `loss` with respect to each of `parameters`, in their order and shapes. */
export function gradients(on: Tape, loss: Value, parameters: readonly Value[]): Value[] {
  const needed = new Set(parameters.map((parameter) => parameter.name));
  for (const { output, inputs } of on.records) if (inputs.some((each) => needed.has(each.name))) needed.add(output.name);

  const totals = new Map<string, Value>([[loss.name, constant(on.graph, 1)]]);
  for (const { output, inputs, backward } of on.records.toReversed()) {
    const gradient = totals.get(output.name);
    const wanted = inputs.map((each) => needed.has(each.name));
    if (gradient === undefined || !wanted.includes(true)) continue;
    backward(gradient, wanted).forEach((part, i) => {
      if (part === undefined || !wanted[i]) return;
      const name = inputs[i]!.name;
      const sum = totals.get(name);
      totals.set(name, sum === undefined ? part : add(on.graph, sum, part));
    });
  }
  return parameters.map((parameter) => {
    const gradient = totals.get(parameter.name);
    if (gradient === undefined) throw new Error(`the loss does not depend on '${parameter.name}'`);
    return gradient;
  });
}
