export { type BlockFigures, blockFigures } from './blocks.ts';
export { type CellFigures, cellFigures } from './cell.ts';
