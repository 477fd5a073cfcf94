export { chosen, type Expression, exact, figureOf, formulaOf, given, maxOf, productOf, sumOf } from './expression.ts';
export type { Explanation, Figure, Join, Source, Sourced, Trust } from './figure.ts';
export { constant, count, derived, leaf } from './figure.ts';
export { engineering, percent } from './format.ts';
export { sound, UnsoundFigure } from './sound.ts';
