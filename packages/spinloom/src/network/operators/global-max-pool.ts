/** GlobalMaxPool: the largest number of each channel's map. */
import { globalPooling } from '../arithmetic/global-pool.ts';
import type { Operator } from './operator.ts';

export const globalMaxPool: Operator = globalPooling('max', Number.NEGATIVE_INFINITY, Math.max, (most) => most);
