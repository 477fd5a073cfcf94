/** A resolved graph run on one image, step by step; a tensor that no later step reads is let go. */
import { held } from './element.ts';
import { runOperator, type Value } from './operators/operator.ts';
import { type Resolved, withValues } from './resolve.ts';
import type { Tensor } from './types.ts';

/** The output of the graph. `seen` is told the image and the result of every step by the name of its tensor. */
export function runSteps(resolved: Resolved, image: Tensor, seen?: (tensor: string, value: Value) => void): Value {
  const { input, inputType: type, inputDims: dims, steps, output } = resolved;
  const values = new Map<string, Value>();
  const keep = (tensor: string, value: Value): void => {
    values.set(tensor, value);
    seen?.(tensor, value);
  };
  keep(input, { type, dims, data: held(type, image.data) });
  const done = lastUses(resolved);
  steps.forEach(({ operator, call, output: made }, at) => {
    const value = runOperator(
      operator,
      withValues(call, (name) => values.get(name)!),
    );
    keep(made, value);
    for (const name of done[at]!) values.delete(name);
  });
  return values.get(output)!;
}

const uses = new WeakMap<Resolved, readonly (readonly string[])[]>();

/** For each step, the tensors that no later step reads; the output is kept. */
function lastUses(resolved: Resolved): readonly (readonly string[])[] {
  const known = uses.get(resolved);
  if (known !== undefined) return known;
  const last = new Map<string, number>();
  resolved.steps.forEach((step, at) => {
    last.set(step.output, at);
    for (const operand of step.call.operands) if (operand !== undefined && operand.data === undefined) last.set(operand.name, at);
  });
  last.delete(resolved.output);
  const found: string[][] = resolved.steps.map(() => []);
  for (const [name, at] of last) found[at]!.push(name);
  uses.set(resolved, found);
  return found;
}
