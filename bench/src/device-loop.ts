/** The inner loop of device/macrospin (integrate.ts, noise.ts) in C, line by line: what -O3 makes of it is the peer. */
export const loopInC = `
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef uint32_t u32;
static double edges[257], densities[257], scales[256];
static const double R = 3.654152885361009;
static u32 rotl(u32 x, int n) { return (x << n) | (x >> (32 - n)); }
static void threefry(u32 k0, u32 k1, u32 c0, u32 c1, u32 *a, u32 *b) {
  u32 k2 = 0x1bd11bdau ^ k0 ^ k1, x = c0 + k0, y = c1 + k1;
#define ROUND(n) x += y; y = rotl(y, n) ^ x;
#define EVEN ROUND(13) ROUND(15) ROUND(26) ROUND(6)
#define ODD ROUND(17) ROUND(29) ROUND(16) ROUND(24)
  EVEN x += k1; y += k2 + 1; ODD x += k2; y += k0 + 2; EVEN x += k0; y += k1 + 3; ODD x += k1; y += k2 + 4; EVEN x += k2; y += k0 + 5;
  *a = x; *b = y;
}
static double shared_log(double v) {
  uint64_t bits; memcpy(&bits, &v, 8);
  int e = (int)(bits >> 52) - 1023;
  bits = (bits & 0xfffffffffffffull) | 0x3ff0000000000000ull;
  double m; memcpy(&m, &bits, 8);
  if (m > 1.4142135623730951) { m *= 0.5; e += 1; }
  double s = (m - 1) / (m + 1), q = s * s, t = 0;
  for (int odd = 25; odd >= 3; odd -= 2) t = (t + 1.0 / odd) * q;
  return e * 0.6931471803691238 + (2 * s + (2 * s * t + e * 1.9082149292705877e-10));
}
static void tables(void) {
  const double f = 0.0012602859304985975, v = 0.004928673233974655;
  edges[0] = v / f; edges[1] = R; densities[1] = f;
  for (int i = 2; i < 256; i++) { densities[i] = v / edges[i - 1] + densities[i - 1]; edges[i] = sqrt(-2 * shared_log(densities[i])); }
  densities[256] = 1;
  for (int i = 0; i < 256; i++) scales[i] = edges[i] / 8388608.0;
}
static double uniform(u32 w) { return (w + 0.5) / 4294967296.0; }
static double seldom(u32 word, u32 k0, u32 k1, u32 block, u32 lane) {
  for (u32 attempt = 1;; attempt++) {
    u32 i = word & 255, a, b;
    double x = (((int32_t)word >> 8) + 0.5) * scales[i];
    if (fabs(x) < edges[i + 1]) return x;
    threefry(k0, k1, block, 2 * attempt + lane, &a, &b);
    double u = uniform(a);
    if (i == 0) {
      double beyond = -shared_log(u) / R, height = -shared_log(uniform(b));
      while (2 * height <= beyond * beyond) {
        attempt++;
        threefry(k0, k1, block, 2 * attempt + lane, &a, &b);
        beyond = -shared_log(uniform(a)) / R; height = -shared_log(uniform(b));
      }
      return x < 0 ? -(R + beyond) : R + beyond;
    }
    if (shared_log(densities[i] + u * (densities[i + 1] - densities[i])) < -0.5 * x * x) return x;
    word = b;
  }
}
static double normal(u32 w, u32 k0, u32 k1, u32 block, u32 lane) {
  double x = (((int32_t)w >> 8) + 0.5) * scales[w & 255];
  return fabs(x) < edges[(w & 255) + 1] ? x : seldom(w, k0, k1, block, lane);
}
static void fill(u32 k0, u32 k1, u32 first, double *out, int n) {
  for (int i = 0; i < n; i += 2) {
    u32 a, b, block = first + (i >> 1);
    threefry(k0, k1, block, 0, &a, &b);
    out[i] = normal(a, k0, k1, block, 0);
    out[i + 1] = normal(b, k0, k1, block, 1);
  }
}
#define S 256
/* Arguments: steps key0 key1 advance damping x y z dampingLike sigma; prints the step at which mx rose above 0, or -1. */
int main(int n, char **a) {
  double v[16]; static double noise[3 * S];
  for (int i = 1; i < n; i++) v[i] = strtod(a[i], 0);
  long steps = (long)v[1]; u32 k0 = (u32)v[2], k1 = (u32)v[3];
  double dt = v[4], al = v[5], kx = v[6], ky = v[7], kz = v[8], dl = v[9], fl = 0, sg = v[10], mx = -1, my = 0, mz = 0, half = 0.5 * dt;
  tables();
  double crossed = -1;
  for (long s = 0; s < steps; s++) {
    if (s % S == 0) fill(k0, k1, s / S * (3 * S / 2), noise, 3 * S);
    const double *h = noise + 3 * (s % S);
    double tx = fl + sg * h[0], ty = sg * h[1], tz = sg * h[2];
    double hx = kx * mx + tx, hy = ky * my + dl * mz + ty, hz = kz * mz - dl * my + tz;
    double cx = my * hz - mz * hy, cy = mz * hx - mx * hz, cz = mx * hy - my * hx;
    double ax = cx + al * (my * cz - mz * cy), ay = cy + al * (mz * cx - mx * cz), az = cz + al * (mx * cy - my * cx);
    double px = mx - dt * ax, py = my - dt * ay, pz = mz - dt * az;
    hx = kx * px + tx; hy = ky * py + dl * pz + ty; hz = kz * pz - dl * py + tz;
    cx = py * hz - pz * hy; cy = pz * hx - px * hz; cz = px * hy - py * hx;
    double nx = mx - half * (ax + cx + al * (py * cz - pz * cy));
    double ny = my - half * (ay + cy + al * (pz * cx - px * cz));
    double nz = mz - half * (az + cz + al * (px * cy - py * cx));
    double len = 1 / sqrt(nx * nx + ny * ny + nz * nz);
    double before = mx;
    mx = nx * len; my = ny * len; mz = nz * len;
    if (mx > 0 && crossed < 0) crossed = before > 0 ? s : s + before / (before - mx);
  }
  printf("%.17g", crossed);
}
`;
