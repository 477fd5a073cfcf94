/**
 * sech, and cos with sin, from + - x / sqrt alone: Math.cosh and Math.cos may differ between engines in the last bits, and trials must not.
 *
 * The argument is halved until the series of cosh x - 1 or 1 - cos x needs few terms; cosh 2x - 1 = 2u (u + 2) and 1 - cos 2x = 2v (2 - v) lead back.
 */

/** 1 / cosh x; 0 where cosh overflows. */
export function sech(x: number): number {
  return 1 / (1 + doubled(x, 1));
}

/** [cos x, sin x] for |x| <= pi. */
export function cosSin(x: number): readonly [number, number] {
  const v = doubled(x, -1);
  const sine = Math.sqrt(Math.max(0, v * (2 - v)));
  return [1 - v, x < 0 ? -sine : sine];
}

/** cosh x - 1 (sign 1) or 1 - cos x (sign -1). */
function doubled(x: number, sign: 1 | -1): number {
  // Beyond 800 cosh overflows: no need to halve an endless argument.
  let small = Math.min(Math.abs(x), 800);
  let halvings = 0;
  for (; small > 0.125; halvings++) small /= 2;
  const q = small * small;
  let value =
    (q / 2) * (1 + ((sign * q) / 12) * (1 + ((sign * q) / 30) * (1 + ((sign * q) / 56) * (1 + ((sign * q) / 90) * (1 + (sign * q) / 132)))));
  for (; halvings > 0; halvings--) value = 2 * value * (2 + sign * value);
  return value;
}
