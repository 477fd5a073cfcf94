/** DepthToSpace: blocks of channels become blocks of the map, in depth-column-row or column-row-depth order. */
import { rearranging } from '../arithmetic/blocks.ts';
import type { Operator } from './operator.ts';

export const depthToSpace: Operator = rearranging(([images, channels, height, width], block, columnsFirst) => {
  const depth = channels / (block * block);
  if (!Number.isInteger(depth)) return undefined;
  const dims = [images, depth, height * block, width * block];
  return columnsFirst
    ? { dims, apart: [images, depth, block, block, height, width], order: [0, 1, 4, 2, 5, 3] }
    : { dims, apart: [images, block, block, depth, height, width], order: [0, 3, 4, 1, 5, 2] };
}, 'a map whose channels such blocks divide');
