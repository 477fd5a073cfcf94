/** What the inner loop works on. */

/** Fields in A/m, rates folded in; see `coefficientsOf`. */
export interface Coefficients {
  /** g' dt. */
  readonly advance: number;
  readonly damping: number;
  /** DemagnetisingFactors of m in the field: Hextra - Ms Nx, -Ms Ny, -Ms Nz. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly dampingLike: number;
  readonly fieldLike: number;
  readonly sigma: number;
}

/** State of one trial. The noise of a stretch of steps is kept, so that a fork of the trial sees the same. */
export interface Spin {
  /** mx, my, mz. */
  readonly m: Float64Array;
  readonly key0: number;
  readonly key1: number;
  readonly noise: Float64Array;
  /** Which stretch `noise` holds; -1: none. */
  stretch: number;
}
