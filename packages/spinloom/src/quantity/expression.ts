/**
 * Expressions: numbers that keep their intermediates as plain data, so that a model stays a plain computation and its figure is a view of it.
 */
import { derived, type Figure, type Join, leaf, type Source, type Sourced } from './figure.ts';

export interface Expression {
  readonly value: number;
  /** SI unit; '' for a pure number. */
  readonly unit: string;
  readonly formula: string;
  readonly join: Join;
  readonly parts: Readonly<Record<string, Expression>>;
  /** Of a leaf. */
  readonly source?: Source;
}

type Parts = Readonly<Record<string, Expression | Sourced>>;

/** A row of a table as an expression. */
export function given(row: Sourced, formula = 'constant'): Expression {
  return { value: row.value, unit: row.unit, formula, join: 'other', parts: {}, source: row.source };
}

/** A chosen or counted number, e.g. an option. */
export function chosen(value: number, unit: string, cite: string, trust: Source['trust'] = 'assumed'): Expression {
  return { value, unit, formula: 'given', join: 'other', parts: {}, source: { trust, cite } };
}

/** An exact number that follows from shapes or options. */
export function exact(value: number, formula: string, unit = ''): Expression {
  return { value, unit, formula, join: 'other', parts: {}, source: { trust: 'derived', cite: 'counted' } };
}

export function sumOf(unit: string, formula: string, parts: Parts): Expression {
  const made = expressions(parts);
  return { value: Object.values(made).reduce((sum, part) => sum + part.value, 0), unit, formula, join: 'sum', parts: made };
}

export function productOf(unit: string, formula: string, parts: Parts): Expression {
  const made = expressions(parts);
  return { value: Object.values(made).reduce((product, part) => product * part.value, 1), unit, formula, join: 'product', parts: made };
}

export function maxOf(unit: string, formula: string, parts: Parts): Expression {
  const made = expressions(parts);
  return { value: Math.max(...Object.values(made).map((part) => part.value)), unit, formula, join: 'max', parts: made };
}

/** Any other formula: the value is the caller's, the parts are what it was made of. */
export function formulaOf(value: number, unit: string, formula: string, parts: Parts): Expression {
  return { value, unit, formula, join: 'other', parts: expressions(parts) };
}

/** The figure of an expression. */
export function figureOf(expression: Expression): Figure {
  const { value, unit, formula, join, parts, source } = expression;
  if (source !== undefined) return leaf(value, unit, formula, source);
  return derived(value, unit, formula, join, () => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, figureOf(part)])));
}

function expressions(parts: Parts): Readonly<Record<string, Expression>> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, 'formula' in part ? part : given(part)]));
}
