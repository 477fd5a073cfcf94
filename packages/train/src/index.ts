export { toQonnx } from './export.ts';
export { type Oracle, oracle, toStandard } from './oracle.ts';
export { type Accuracies, type ProduceOptions, type Product, produce } from './produce.ts';
export type { Recipe, Stage, Training } from './recipe.ts';
export { recipeSchema } from './recipe.ts';
export { findRecipe, recipeNames } from './recipes/index.ts';
export { type EpochReport, evaluate, type TrainOptions, train } from './train.ts';
