/** The guard against silent nonsense: a cost that is NaN, infinite or negative is a fault of the program and says which field. */

export class UnsoundFigure extends Error {
  override readonly name = 'UnsoundFigure';
}

/** Returns the value, or throws an `UnsoundFigure` that names the field. */
export function sound(value: number, field: string): number {
  if (!Number.isFinite(value) || value < 0) throw new UnsoundFigure(`${field} is ${value}: expected a finite number of at least 0`);
  return value;
}
