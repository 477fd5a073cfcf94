/**
 * The standard normal law: its density, and its upper tail with a small relative error however far out.
 *
 * Below 3 the tail is 1/2 - density x (x + x^3/3 + x^5/15 + ...), above it the continued fraction density / (x + 1/(x + 2/(x + 3/...))).
 * Source: Abramowitz and Stegun, 26.2.11 and 26.2.14. Relative error below 1e-12 up to x = 37, where the tail leaves the range of doubles.
 */

export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) * inverseRootTwoPi;
}

/** P(Z > x). */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let odd = 3; term > 1e-17 * sum; odd += 2) {
      term *= (x * x) / odd;
      sum += term;
    }
    return 0.5 - normalDensity(x) * sum;
  }
  let fraction = x;
  // Levels enough at 3; fewer are needed further out.
  for (let level = Math.ceil(20 + 400 / (x * x)); level > 0; level--) fraction = x + level / fraction;
  return normalDensity(x) / fraction;
}

const inverseRootTwoPi = 0.3989422804014327;
