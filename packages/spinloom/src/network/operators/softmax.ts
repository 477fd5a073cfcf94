/** Softmax along one axis; before operator set 13 over all axes from `axis` on. */
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const softmax: Operator = {
  attributes: ['axis'],
  shape: (call) => {
    softmaxAxis(call);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const axis = softmaxAxis(call);
    const inner = call.opset < 13 ? 1 : sizeOf(dims.slice(axis + 1));
    const length = call.opset < 13 ? sizeOf(dims.slice(axis)) : dims[axis]!;
    const data = new Float32Array(x.length);
    for (let outer = 0; outer < x.length; outer += length * inner) {
      for (let i = outer; i < outer + inner; i++) {
        let largest = Number.NEGATIVE_INFINITY;
        for (let j = 0; j < length; j++) largest = Math.max(largest, x[i + j * inner]!);
        let sum = 0;
        for (let j = 0; j < length; j++) sum += Math.exp(x[i + j * inner]! - largest);
        for (let j = 0; j < length; j++) data[i + j * inner] = Math.exp(x[i + j * inner]! - largest) / sum;
      }
    }
    return { dims, data };
  },
};

function softmaxAxis(call: Call): number {
  return axisOf(call, integerOf(call, 'axis', call.opset < 13 ? 1 : -1), operandOf(call, 0).dims.length);
}
