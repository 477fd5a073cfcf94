/** Operators that only rename axes: the data stay as they are. */
import { type Call, type Coded, dataOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from '../operators/operator.ts';
import { offsets } from './broadcast.ts';

/** An operator whose output has the data of its first operand under the dims that `shape` gives. */
export function reshaping(attributes: readonly string[], target: (call: Call) => readonly number[]): Operator {
  const shape = (call: Call): readonly number[] => {
    const { dims } = operandOf(call, 0);
    const to = target(call);
    if (sizeOf(to) !== sizeOf(dims))
      refuseCall(call, `cannot turn shape ${showDims(dims)} into ${showDims(to)}: the sizes differ; export with batch 1 or a symbolic batch`);
    return to;
  };
  return {
    attributes,
    shape,
    run: (call) => ({ dims: shape(call), data: dataOf(call, 0) }),
    view: () => true,
    coded: (call, source) => source && reshapeCoded(source, shape(call)),
  };
}

function reshapeCoded(source: Coded, dims: readonly number[]): Coded {
  if (source.scale.length === 1) return { ...source, dims, scaleDims: dims.map(() => 1) };
  // The scales' axes may be split or joined: spelt out for every element, they need no axes.
  const scale = Float64Array.from(offsets(source.scaleDims, source.dims), (at) => source.scale[at]!);
  return { ...source, dims, scale, scaleDims: dims };
}
