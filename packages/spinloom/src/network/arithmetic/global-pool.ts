/** Pooling whose one window is the whole map, over maps of any number of axes. */
import { zerosOf } from '../element.ts';
import { type Call, dataOf, type Link, type Operator, operandOf, type Region, refuseCall, showDims, sizeOf } from '../operators/operator.ts';

/** An operator that folds each channel's map into one number: `start`, then `step` for each element, then `finish` with the number of elements. */
export function globalPooling(
  kind: 'average' | 'max',
  start: number,
  step: (folded: number, x: number) => number,
  finish: (folded: number, size: number) => number,
): Operator {
  return {
    batched: true,
    attributes: [],
    shape: outputDims,
    run: (call) => {
      const dims = outputDims(call);
      const { dims: from, type } = operandOf(call, 0);
      const x = dataOf(call, 0);
      const area = sizeOf(from.slice(2));
      const data = zerosOf(type, sizeOf(dims));
      for (let map = 0; map < data.length; map++) {
        let folded = start;
        for (let i = map * area; i < (map + 1) * area; i++) folded = step(folded, x[i]!);
        data[map] = finish(folded, area);
      }
      return { dims, data };
    },
    ...(kind === 'max' && { keepsCodes: true }),
    link: (call) => wholeMap(kind, operandOf(call, 0).dims),
  };
}

/** The link of a pooling whose window covers a map of one or two axes; undefined for others. */
export function wholeMap(kind: 'average' | 'max', dims: readonly number[]): Link | undefined {
  if (dims.length !== 3 && dims.length !== 4) return undefined;
  const window = dims.length === 4 ? ([dims[2]!, dims[3]!] as const) : ([1, dims[2]!] as const);
  const region: Region = { window, stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], output: [1, 1] };
  return { kind, region: kind === 'max' ? region : { ...region, counted: [[window[0]], [window[1]]] } };
}

function outputDims(call: Call): readonly number[] {
  const { dims, name } = operandOf(call, 0);
  if (dims.length < 3) refuseCall(call, `works on '${name}' of shape ${showDims(dims)}; maps [batch, channels, ...] are supported`);
  return dims.map((size, axis) => (axis < 2 ? size : 1));
}
