/** GlobalAveragePool: the mean of each channel's map. */
import { globalPooling } from '../arithmetic/global-pool.ts';
import type { Operator } from './operator.ts';

export const globalAveragePool: Operator = globalPooling(
  'average',
  0,
  (sum, x) => sum + x,
  (sum, size) => sum / size,
);
