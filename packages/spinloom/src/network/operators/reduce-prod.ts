/** ReduceProd: the product along the given axes (default: all); found in chains that compute shapes. */
import { stridesOf } from '../arithmetic/permute.ts';
import { axisOf, type Call, dataOf, integerOf, integersFrom, type Operator, operandOf, sizeOf } from './operator.ts';

export const reduceProd: Operator = {
  attributes: ['axes', 'keepdims', 'noop_with_empty_axes'],
  shape: (call) => outputOf(call),
  run: (call) => {
    const { dims: from } = operandOf(call, 0);
    const axes = axesOf(call);
    const x = dataOf(call, 0);
    const kept = from.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const strides = stridesOf(from);
    const into = stridesOf(kept);
    const products = new Float64Array(sizeOf(kept)).fill(1);
    for (let i = 0; i < x.length; i++) {
      let at = 0;
      for (let axis = 0; axis < from.length; axis++) if (!axes.includes(axis)) at += (Math.floor(i / strides[axis]!) % from[axis]!) * into[axis]!;
      products[at]! *= x[i]!;
    }
    return { dims: outputOf(call), data: products };
  },
};

function axesOf(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const axes = integersFrom(call, 'axes', 1);
  if (axes === undefined || axes.length === 0) return integerOf(call, 'noop_with_empty_axes', 0) === 0 ? dims.map((_, axis) => axis) : [];
  return axes.map((axis) => axisOf(call, axis, dims.length));
}

function outputOf(call: Call): readonly number[] {
  const axes = axesOf(call);
  const { dims } = operandOf(call, 0);
  return integerOf(call, 'keepdims', 1) !== 0
    ? dims.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : dims.filter((_, axis) => !axes.includes(axis));
}
