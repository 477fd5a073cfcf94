/** LRN: x / (bias + alpha / size x sum of squares over `size` neighbouring channels)^beta. */
import { zerosOf } from '../element.ts';
import { dataOf, integerOf, numberOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const lrn: Operator = {
  attributes: ['alpha', 'beta', 'bias', 'size'],
  shape: (call) => operandOf(call, 0).dims,
  run: (call) => {
    const { dims, type } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const size = integerOf(call, 'size', 1);
    const alpha = numberOf(call, 'alpha', 1e-4) / size;
    const beta = numberOf(call, 'beta', 0.75);
    const bias = numberOf(call, 'bias', 1);
    const channels = dims[1] ?? 1;
    const area = sizeOf(dims.slice(2));
    const data = zerosOf(type, x.length);
    for (let i = 0; i < data.length; i++) {
      const channel = Math.floor(i / area) % channels;
      const first = Math.max(0, channel - Math.floor((size - 1) / 2));
      const last = Math.min(channels - 1, channel + Math.ceil((size - 1) / 2));
      let sum = 0;
      for (let other = first; other <= last; other++) sum += x[i + (other - channel) * area]! ** 2;
      data[i] = x[i]! / (bias + alpha * sum) ** beta;
    }
    return { dims, data };
  },
};
