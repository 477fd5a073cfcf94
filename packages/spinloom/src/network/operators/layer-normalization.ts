/** LayerNormalization over all axes from `axis` on; further outputs: the means, and 1 / sqrt(variance + epsilon). */
import { broadcastDims, offsets } from '../arithmetic/broadcast.ts';
import { momentsOf } from '../arithmetic/moments.ts';
import { axisOf, type Call, dataOf, integerOf, numberOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const layerNormalization: Operator = {
  attributes: ['axis', 'epsilon', 'stash_type'],
  outputs: 3,
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    const axis = normalisedAxis(call);
    for (const own of call.operands.slice(1)) {
      if (own !== undefined && broadcastDims(dims, own.dims)?.join() !== dims.join())
        refuseCall(
          call,
          `normalises ${showDims(dims)} with '${own.name}' of shape ${showDims(own.dims)}, which does not broadcast; check the export`,
        );
    }
    return call.output === undefined || call.output === 0 ? dims : dims.map((size, at) => (at < axis ? size : 1));
  },
  type: (call) => (call.output === undefined || call.output === 0 ? operandOf(call, 0).type : 'float32'),
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const axis = normalisedAxis(call);
    const x = dataOf(call, 0);
    const length = sizeOf(dims.slice(axis));
    const { mean, inverse } = momentsOf(x, length, numberOf(call, 'epsilon', 1e-5));
    const reduced = dims.map((size, at) => (at < axis ? size : 1));
    if (call.output === 1) return { dims: reduced, data: mean };
    if (call.output === 2) return { dims: reduced, data: inverse };
    const scale = spread(call, 1, dims);
    const shift = spread(call, 2, dims);
    const data = Float64Array.from(x, (value, i) => {
      const run = Math.floor(i / length);
      return (value - mean[run]!) * inverse[run]! * (scale?.(i) ?? 1) + (shift?.(i) ?? 0);
    });
    return { dims, data };
  },
};

/** The first axis of those that are normalised together. */
export function normalisedAxis(call: Call): number {
  return axisOf(call, integerOf(call, 'axis', -1), operandOf(call, 0).dims.length);
}

/** The number of an optional operand for each element of the tensor. */
function spread(call: Call, position: number, dims: readonly number[]): ((i: number) => number) | undefined {
  if (call.operands[position] === undefined) return undefined;
  const own = dataOf(call, position);
  const at = offsets(operandOf(call, position).dims, dims);
  return (i) => own[at[i]!]!;
}
