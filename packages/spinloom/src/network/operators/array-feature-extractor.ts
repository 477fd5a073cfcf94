/** ArrayFeatureExtractor (ai.onnx.ml): picks along the last axis, as skl2onnx names a class by the position of its score. */
import { gather } from './gather.ts';
import { type Call, type Operator, operandOf, type Result, sizeOf } from './operator.ts';

export const arrayFeatureExtractor: Operator = {
  attributes: [],
  domains: ['ai.onnx.ml'],
  shape: (call) => {
    gather.shape(picking(call));
    return dimsOf(call);
  },
  run: (call): Result => ({ dims: dimsOf(call), data: gather.run(picking(call)).data }),
};

/** A vector becomes a row. */
function dimsOf(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const lead = dims.slice(0, -1);
  return [...(lead.length === 0 ? [1] : lead), sizeOf(operandOf(call, 1).dims)];
}

function picking(call: Call): Call {
  const indices = operandOf(call, 1);
  return { ...call, attributes: { axis: -1 }, operands: [operandOf(call, 0), { ...indices, dims: [sizeOf(indices.dims)] }] };
}
