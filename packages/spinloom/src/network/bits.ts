/** Bit-widths of quantised layers, weights first, as in the papers. */
export interface Bits {
  readonly weight: number;
  readonly input: number;
}
