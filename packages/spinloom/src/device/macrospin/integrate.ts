/**
 * The inner loop: stochastic Heun steps of the Landau-Lifshitz-Gilbert equation for one spin.
 *
 *   dm/dt = -g' [m x H + alpha m x (m x H)],  H = Hdemag + Hextra + Hthermal + aFL p + aDL (m x p),  p = x,  g' = gamma mu0 / (1 + alpha²)
 *   sigma of each component of Hthermal = sqrt(2 alpha k T / (gamma mu0² Ms V dt)): Brown, Phys. Rev. 130, 1677 (1963)
 *
 * Heun converges to the Stratonovich solution, which the physics asks for: Garcia-Palacios and Lazaro, Phys. Rev. B 58, 14937 (1998). The field is the
 * same in predictor and corrector; m is brought back to length one after each step. Good to a step of about 0.5 rad of precession (2 ps here).
 * + - x / sqrt alone, no allocation: threads and engines give the same bits.
 */
import { spinKernel } from './kernel.ts';
import { fillNormals } from './noise.ts';
import type { Coefficients, Spin } from './spin.ts';

export type { Coefficients, Spin } from './spin.ts';

/** Steps a stretch: its noise stays in the first-level cache. Even, so that a stretch is whole blocks of two normals. */
const stretchSteps = 256;

/** A spin at m with the noise of a key of two 32-bit integers. */
export function spinAt(mx: number, my: number, mz: number, key0: number, key1: number): Spin {
  return { m: Float64Array.of(mx, my, mz), key0: key0 | 0, key1: key1 | 0, noise: new Float64Array(3 * stretchSteps), stretch: -1 };
}

/** Moves the spin from step `from` to step `to`; returns when mx first rose above 0, in steps from 0 (interpolated), or -1. */
export function advance(spin: Spin, c: Coefficients, from: number, to: number): number {
  return (spinKernel() ?? advanceInScript)(spin, c, from, to);
}

/** The same in plain TypeScript, which the kernel repeats operation by operation: for engines without SIMD, and to hold the kernel to. */
export function advanceInScript(spin: Spin, c: Coefficients, from: number, to: number): number {
  let crossed = -1;
  for (let step = from; step < to; ) {
    const stretch = Math.floor(step / stretchSteps);
    const start = stretch * stretchSteps;
    const end = Math.min(to, start + stretchSteps);
    if (c.sigma !== 0 && spin.stretch !== stretch) {
      fillNormals(spin.key0, spin.key1, (stretch * 3 * stretchSteps) / 2, spin.noise);
      spin.stretch = stretch;
    }
    const at = heun(spin.m, c, spin.noise, step - start, end - start);
    if (crossed < 0 && at >= 0) crossed = start + at;
    step = end;
  }
  return crossed;
}

function heun(m: Float64Array, c: Coefficients, noise: Float64Array, from: number, to: number): number {
  const { advance: dt, damping, x: kx, y: ky, z: kz, dampingLike: dl, fieldLike: fl, sigma } = c;
  const half = 0.5 * dt;
  let crossed = -1;
  let mx = m[0]!;
  let my = m[1]!;
  let mz = m[2]!;
  for (let step = from; step < to; step++) {
    const tx = fl + sigma * noise[3 * step]!;
    const ty = sigma * noise[3 * step + 1]!;
    const tz = sigma * noise[3 * step + 2]!;
    let hx = kx * mx + tx;
    let hy = ky * my + dl * mz + ty;
    let hz = kz * mz - dl * my + tz;
    let cx = my * hz - mz * hy;
    let cy = mz * hx - mx * hz;
    let cz = mx * hy - my * hx;
    const ax = cx + damping * (my * cz - mz * cy);
    const ay = cy + damping * (mz * cx - mx * cz);
    const az = cz + damping * (mx * cy - my * cx);
    const px = mx - dt * ax;
    const py = my - dt * ay;
    const pz = mz - dt * az;
    hx = kx * px + tx;
    hy = ky * py + dl * pz + ty;
    hz = kz * pz - dl * py + tz;
    cx = py * hz - pz * hy;
    cy = pz * hx - px * hz;
    cz = px * hy - py * hx;
    const nx = mx - half * (ax + cx + damping * (py * cz - pz * cy));
    const ny = my - half * (ay + cy + damping * (pz * cx - px * cz));
    const nz = mz - half * (az + cz + damping * (px * cy - py * cx));
    const length = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
    const before = mx;
    mx = nx * length;
    my = ny * length;
    mz = nz * length;
    if (mx > 0 && crossed < 0) crossed = before > 0 ? step : step + before / (before - mx);
  }
  m[0] = mx;
  m[1] = my;
  m[2] = mz;
  return crossed;
}
