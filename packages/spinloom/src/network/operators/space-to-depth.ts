/** SpaceToDepth: blocks of the map become blocks of channels, in depth-column-row or (from operator set 28 on) column-row-depth order. */
import { rearranging } from '../arithmetic/blocks.ts';
import type { Operator } from './operator.ts';

export const spaceToDepth: Operator = rearranging(([images, channels, height, width], block, columnsFirst) => {
  const [rows, columns] = [height / block, width / block];
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) return undefined;
  return {
    dims: [images, channels * block * block, rows, columns],
    apart: [images, channels, rows, block, columns, block],
    order: columnsFirst ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4],
  };
}, 'a map that such blocks divide');
