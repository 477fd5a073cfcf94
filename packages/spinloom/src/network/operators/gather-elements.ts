/** GatherElements: picks one element for each index, which counts along one axis. */
import { stridesOf } from '../arithmetic/permute.ts';
import { zerosOf } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const gatherElements: Operator = {
  attributes: ['axis'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { axis, dims } = plan(call);
    const from = operandOf(call, 0);
    const x = dataOf(call, 0);
    const indices = dataOf(call, 1);
    const size = from.dims[axis]!;
    const strides = stridesOf(from.dims);
    const inner = stridesOf(dims);
    const data = zerosOf(from.type, indices.length);
    for (let i = 0; i < data.length; i++) {
      const index = indices[i]!;
      if (!Number.isInteger(index) || index < -size || index >= size)
        refuseCall(
          call,
          `picks index ${index} along axis ${axis} of shape ${showDims(from.dims)}; ${-size} to ${size - 1} are expected: check the export`,
        );
      let at = (index < 0 ? index + size : index) * strides[axis]!;
      for (let other = 0; other < dims.length; other++) if (other !== axis) at += (Math.floor(i / inner[other]!) % dims[other]!) * strides[other]!;
      data[i] = x[at]!;
    }
    return { dims, data };
  },
  keepsCodes: true,
};

function plan(call: Call): { readonly axis: number; readonly dims: readonly number[] } {
  const { dims: from } = operandOf(call, 0);
  const { dims } = operandOf(call, 1);
  const axis = axisOf(call, integerOf(call, 'axis', 0), from.length);
  if (dims.length !== from.length || dims.some((size, at) => at !== axis && size > from[at]!))
    refuseCall(call, `picks from shape ${showDims(from)} with indices of shape ${showDims(dims)}; check the export`);
  return { axis, dims };
}
