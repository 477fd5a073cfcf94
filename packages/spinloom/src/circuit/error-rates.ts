/** Error probabilities of a mat's operations, by operation and by what the cells store: what circuit tells and the engine's faults take. */

export interface ErrorRates {
  /** Probability that a sense amplifier gives the wrong result, by number of ones stored in the cells it senses. */
  readonly sense: {
    /** One cell: [a 0 stored, a 1 stored]. */
    readonly read: readonly [number, number];
    /** Two cells: [00, 01 or 10, 11]. */
    readonly and: readonly [number, number, number];
    readonly or: readonly [number, number, number];
    readonly xor: readonly [number, number, number];
  };
  /** Probability that a cell keeps its old state when the other is written, by the value written: [a 0, a 1]. */
  readonly write: readonly [number, number];
}

/** No errors at all. */
export const noErrors: ErrorRates = { sense: { read: [0, 0], and: [0, 0, 0], or: [0, 0, 0], xor: [0, 0, 0] }, write: [0, 0] };
