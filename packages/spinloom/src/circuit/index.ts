export * from './blocks/index.ts';
export { type BlockFigures, blockFigures, mergeAdderBits } from './blocks.ts';
export { type CellFigures, cellFigures, cells } from './cell.ts';
export { type BiasRow, type BiasSymbol, type CellDevice, sotBias, sotBiasValues } from './cells/index.ts';
export * from './characterizer.ts';
export { type ErrorRates, noErrors } from './error-rates.ts';
export { recordedCircuits } from './recorded/figures.ts';
export * from './sensing/index.ts';
