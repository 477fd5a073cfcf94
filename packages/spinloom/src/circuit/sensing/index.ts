export { type ErrorProbability, errorProbability } from './error-probability.ts';
export {
  defaultJunction,
  defaultReadCurrent,
  type JunctionResistances,
  type SenseFigureOptions,
  type SenseFigures,
  type SenseLevels,
  senseFigures,
} from './figures.ts';
export type { LawOptions, TmrSpread } from './law.ts';
export { type ReferenceBranch, type ReferencePlacement, type SenseOperation, type SenseOptions, type Sensing, sensing } from './levels.ts';
export {
  type BranchMargin,
  joinMargins,
  type LevelSample,
  type MarginOptions,
  type Margins,
  marginBlock,
  marginBlocks,
  margins,
} from './margins.ts';
export { errorRates, type RateOptions } from './rates.ts';
