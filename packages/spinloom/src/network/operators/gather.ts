/** Gather: picks slices along one axis. Constant indices are checked with the shape, others when an image runs. */
import { type Numbers, zerosOf } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const gather: Operator = {
  attributes: ['axis'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { dims, axis } = plan(call);
    const from = operandOf(call, 0);
    const x = dataOf(call, 0);
    const size = from.dims[axis]!;
    const indices = Array.from(checkedIndices(call, axis), (index) => (index < 0 ? index + size : index));
    const inner = sizeOf(from.dims.slice(axis + 1));
    const data = zerosOf(from.type, sizeOf(dims));
    let at = 0;
    for (let outer = 0; outer < sizeOf(from.dims.slice(0, axis)); outer++) {
      for (const index of indices) {
        const start = (outer * size + index) * inner;
        data.set(x.subarray(start, start + inner), at);
        at += inner;
      }
    }
    return { dims, data };
  },
  keepsCodes: true,
};

function plan(call: Call): { readonly dims: readonly number[]; readonly axis: number } {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', 0), dims.length);
  const indices = operandOf(call, 1);
  if (indices.data !== undefined) checkedIndices(call, axis);
  return { dims: [...dims.slice(0, axis), ...indices.dims, ...dims.slice(axis + 1)], axis };
}

function checkedIndices(call: Call, axis: number): Numbers {
  const { dims } = operandOf(call, 0);
  const size = dims[axis]!;
  const indices = dataOf(call, 1);
  const wrong = indices.find((index) => !Number.isInteger(index) || index < -size || index >= size);
  if (wrong !== undefined)
    refuseCall(call, `picks index ${wrong} along axis ${axis} of shape ${showDims(dims)}; ${-size} to ${size - 1} are expected: check the export`);
  return indices;
}
