/**
 * Figures: numbers that explain themselves. A figure is a view, built on request from plain numbers, so that it costs nothing in a sweep.
 */

/** How far a number can be trusted, strongest first. A derived figure shows the weakest trust among its leaves. */
export type Trust = 'derived' | 'measured' | 'published' | 'assumed';

export interface Source {
  readonly trust: Trust;
  /** Paper and table, the command that measured it, or the reason for an assumption. */
  readonly cite: string;
  readonly where?: string;
}

export interface Figure {
  readonly value: number;
  /** SI unit; '' for a pure number. */
  readonly unit: string;
  readonly explain: () => Explanation;
}

/** How the value follows from its parts; sum, product and max are re-computed and compared by a test. */
export type Join = 'sum' | 'product' | 'max' | 'other';

export interface Explanation {
  /** In words: "AND columns x energy per column". */
  readonly formula: string;
  readonly join: Join;
  /** A path is keys joined by '/', e.g. energy_J/layers/conv2/sense-and/perColumn. */
  readonly parts: Readonly<Record<string, Figure>>;
  readonly source: Source;
}

/** A value with its source: one row of a table of constants. */
export interface Sourced {
  readonly value: number;
  readonly unit: string;
  readonly source: Source;
}

const order: readonly Trust[] = ['derived', 'measured', 'published', 'assumed'];

/** A figure without parts. */
export function leaf(value: number, unit: string, formula: string, source: Source): Figure {
  return { value, unit, explain: () => ({ formula, join: 'other', parts: {}, source }) };
}

/** The figure of a row of a table of constants. */
export function constant(row: Sourced, formula = 'constant'): Figure {
  return leaf(row.value, row.unit, formula, row.source);
}

/** An exact count, derived from shapes. */
export function count(value: number, formula: string): Figure {
  return leaf(value, '', formula, { trust: 'derived', cite: 'closed form over the schedule' });
}

/** A figure with parts, which are made when somebody asks. Its trust is the weakest among its leaves. */
export function derived(value: number, unit: string, formula: string, join: Join, parts: () => Readonly<Record<string, Figure>>): Figure {
  return {
    value,
    unit,
    explain: () => {
      const made = parts();
      return { formula, join, parts: made, source: { trust: weakest(Object.values(made)), cite: 'computed from its parts' } };
    },
  };
}

function weakest(figures: readonly Figure[]): Trust {
  let worst = 0;
  for (const figure of figures) worst = Math.max(worst, order.indexOf(figure.explain().source.trust));
  return order[worst]!;
}
