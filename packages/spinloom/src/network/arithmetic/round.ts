/**
 * Rounding modes and integer ranges of QONNX quantisers.
 *
 * Source: QONNX documentation of IntQuant (qonnx docs/qonnx-custom-ops/intquant_op.md); mode names in any letter case.
 */
export type Rounding = (x: number) => number;

/** The rounding function of a mode, or undefined for an unknown word. */
export function roundingOf(mode: string): Rounding | undefined {
  return modes[mode.toUpperCase()];
}

/** Names of the modes. */
export function roundingModes(): readonly string[] {
  return Object.keys(modes);
}

/** Nearest integer, ties to the even one. Exact for every double: above 2^52 all are integers already. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5) return below;
  if (rest > 0.5) return below + 1;
  return below % 2 === 0 ? below : below + 1;
}

const modes: Readonly<Record<string, Rounding>> = {
  ROUND: roundHalfEven,
  HALF_EVEN: roundHalfEven,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  UP: (x) => (x < 0 ? Math.floor(x) : Math.ceil(x)),
  DOWN: Math.trunc,
  ROUND_TO_ZERO: Math.trunc,
  HALF_UP: (x) => (x < 0 ? -halfUp(-x) : halfUp(x)),
  HALF_DOWN: (x) => (x < 0 ? -halfDown(-x) : halfDown(x)),
};

// Of numbers >= 0. Written with the exact remainder: floor(x + 0.5) is wrong for 0.49999999999999994.
function halfUp(x: number): number {
  const below = Math.floor(x);
  return x - below >= 0.5 ? below + 1 : below;
}

function halfDown(x: number): number {
  const below = Math.floor(x);
  return x - below > 0.5 ? below + 1 : below;
}

/** Least and greatest integer of a quantiser. `bits` may have a fraction, as QONNX allows; such a range is not an integer encoding. */
export function rangeOf(bits: number, signed: boolean, narrow: boolean): readonly [least: number, greatest: number] {
  if (signed) return [-(2 ** (bits - 1)) + (narrow ? 1 : 0), 2 ** (bits - 1) - 1];
  return [0, 2 ** bits - (narrow ? 2 : 1)];
}
