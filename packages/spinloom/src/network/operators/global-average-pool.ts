/** GlobalAveragePool: the mean of each channel's map. */
import { mapDims, mapOf } from '../arithmetic/window.ts';
import { dataOf, type Operator } from './operator.ts';

export const globalAveragePool: Operator = {
  attributes: [],
  shape: (call) => mapDims(call, mapOf(call)[0], [1, 1]),
  run: (call) => {
    const [channels, height, width] = mapOf(call);
    const x = dataOf(call, 0);
    const area = height * width;
    const data = Float32Array.from({ length: channels }, (_, c) => {
      let sum = 0;
      for (let i = c * area; i < (c + 1) * area; i++) sum += x[i]!;
      return sum / area;
    });
    return { dims: mapDims(call, channels, [1, 1]), data };
  },
  link: (call) => {
    const [, height, width] = mapOf(call);
    const region = {
      window: [height, width],
      stride: [1, 1],
      dilation: [1, 1],
      pad: [0, 0, 0, 0],
      output: [1, 1],
      counted: [[height], [width]],
    } as const;
    return { kind: 'average', region };
  },
};
