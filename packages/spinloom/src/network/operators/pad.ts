/**
 * Pad: constant numbers, the nearest edge, the reflection or the other end around a tensor; negative padding cuts off. Padding and constant are
 * attributes up to operator set 10, operands from 11 on; the padded axes may be named from 18 on.
 */
import { pick } from '../arithmetic/pick.ts';
import { axisOf, type Call, checkDims, dataOf, integersFrom, numberOf, type Operator, operandOf, refuseCall, showDims, textOf } from './operator.ts';

export const pad: Operator = {
  attributes: ['mode', 'pads', 'value'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { before, dims, source } = plan(call);
    const from = operandOf(call, 0).dims;
    const tables = dims.map((size, axis) => Int32Array.from({ length: size }, (_, i) => source(i - before[axis]!, from[axis]!)));
    return pick(call, tables, call.operands[2] === undefined ? numberOf(call, 'value', 0) : dataOf(call, 2)[0]!);
  },
  // What is copied is a code; a constant need not be one.
  keepsCodes: (call) => textOf(call, 'mode', 'constant') !== 'constant',
};

/** Where the element at `index` of an axis of `size` comes from; -1: it is the constant. */
type Source = (index: number, size: number) => number;

const sources: Readonly<Record<string, Source>> = {
  constant: (index, size) => (index >= 0 && index < size ? index : -1),
  edge: (index, size) => Math.min(Math.max(index, 0), size - 1),
  reflect: (index, size) => {
    const period = Math.max(1, 2 * (size - 1));
    const at = modulo(index, period);
    return at < size ? at : period - at;
  },
  wrap: (index, size) => modulo(index, size),
};

function modulo(index: number, size: number): number {
  return ((index % size) + size) % size;
}

function plan(call: Call): { readonly before: readonly number[]; readonly dims: readonly number[]; readonly source: Source } {
  const { dims: from } = operandOf(call, 0);
  const mode = textOf(call, 'mode', 'constant');
  const source = Object.hasOwn(sources, mode) ? sources[mode]! : refuseCall(call, `has mode '${mode}'; expected ${Object.keys(sources).join(', ')}`);
  const axes = (call.operands[3] === undefined ? from.map((_, axis) => axis) : integersFrom(call, 'axes', 3)!).map((axis) =>
    axisOf(call, axis, from.length),
  );
  const pads = integersFrom(call, 'pads', 1) ?? [];
  if (pads.length !== 2 * axes.length)
    refuseCall(
      call,
      `pads ${axes.length} axes of shape ${showDims(from)} with ${pads.length} numbers; two for each axis are expected: check the export`,
    );
  const before = from.map(() => 0);
  const dims = [...from];
  axes.forEach((axis, at) => {
    before[axis] = pads[at]!;
    dims[axis]! += pads[at]! + pads[at + axes.length]!;
  });
  if (mode !== 'constant' && dims.some((size, axis) => size > 0 && from[axis] === 0))
    refuseCall(call, `has mode '${mode}', but nothing to copy from`);
  checkDims(call, dims, 'a padded tensor');
  return { before, dims, source };
}
