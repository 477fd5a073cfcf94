/**
 * Demagnetising factors of a general ellipsoid with three different axes.
 *
 * N_x = (a b c / 2) integral from 0 to infinity of ds / ((s + a²) sqrt((s + a²)(s + b²)(s + c²))) = (a b c / 3) R_D(b², c², a²), a, b, c the
 * semi-axes: Osborn, Phys. Rev. 67, 351 (1945), written with Carlson's elliptic integral R_D, whose duplication theorem needs + - x / sqrt
 * alone (Carlson, Numer. Algorithms 10, 13 (1995)), so that every engine gives the same bits.
 *
 * Assumes a uniform magnetisation. An elliptic cylinder of the same axes, which is what is etched, has slightly other factors.
 */
export type DemagnetisingFactors = readonly [x: number, y: number, z: number];

/** DemagnetisingFactors along the three axes of the given lengths (any unit, all above 0). They add up to 1. */
export function demagnetisingFactors(x: number, y: number, z: number): DemagnetisingFactors {
  // DemagnetisingFactors depend on the proportions alone; lengths of order one keep the products away from underflow.
  const [a, b, c] = [1, y / x, z / x];
  const product = (a * b * c) / 3;
  return [product * carlsonRD(b * b, c * c, a * a), product * carlsonRD(a * a, c * c, b * b), product * carlsonRD(a * a, b * b, c * c)];
}

/** R_D(x, y, z) = (3/2) integral of dt / ((t + z) sqrt((t + x)(t + y)(t + z))), all arguments above 0; relative error below 1e-15. */
function carlsonRD(x0: number, y0: number, z0: number): number {
  let [x, y, z] = [x0, y0, z0];
  let sum = 0;
  let weight = 1;
  for (;;) {
    const mean = (x + y + 3 * z) / 5;
    const dx = (mean - x) / mean;
    const dy = (mean - y) / mean;
    const dz = (mean - z) / mean;
    // The series below is cut off at the sixth order: 0.001^6 is below the precision of a double.
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < 1e-3) return 3 * sum + (weight * series(dx, dy, dz)) / (mean * Math.sqrt(mean));
    const [rx, ry, rz] = [Math.sqrt(x), Math.sqrt(y), Math.sqrt(z)];
    const lambda = rx * ry + rx * rz + ry * rz;
    sum += weight / (rz * (z + lambda));
    weight /= 4;
    x = (x + lambda) / 4;
    y = (y + lambda) / 4;
    z = (z + lambda) / 4;
  }
}

function series(x: number, y: number, z: number): number {
  const xy = x * y;
  const zz = z * z;
  const e2 = xy - 6 * zz;
  const e3 = (3 * xy - 8 * zz) * z;
  const e4 = 3 * (xy - zz) * zz;
  const e5 = xy * zz * z;
  return 1 - (3 * e2) / 14 + e3 / 6 + (9 * e2 * e2) / 88 - (3 * e4) / 22 - (9 * e2 * e3) / 52 + (3 * e5) / 26;
}
