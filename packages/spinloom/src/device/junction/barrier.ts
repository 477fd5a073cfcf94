/**
 * Transmission of one mode through a rectangular barrier without bias, in closed form: what the chain of sites converges to.
 *
 *   T = 4 p q s² / (s² (p + q)² cosh²(kappa d) + (s² - p q)² sinh²(kappa d)),  p = k1/m1, q = k2/m2, s = kappa/mox
 *
 * Wave function and velocity are continuous at both interfaces (BenDaniel and Duke, Phys. Rev. 152, 683 (1966)). Above the barrier kappa is
 * imaginary and cosh, sinh become cos, sin.
 */
import { inverseLength_per_sqrt_eV_m } from './units.ts';

export interface Mode {
  /** Kinetic energy along the chain on each side, above 0. */
  readonly left_eV: number;
  readonly right_eV: number;
  /** Barrier above the energy of the mode, its transverse part included; negative above the barrier. */
  readonly barrier_eV: number;
}

export function rectangularTransmission(mode: Mode, ferromagnetMass: number, oxideMass: number, thickness_m: number): number {
  const { left_eV, right_eV, barrier_eV } = mode;
  if (left_eV <= 0 || right_eV <= 0) return 0;
  // Only ratios of velocities matter, so the common factor of all wave numbers is left out.
  const p = Math.sqrt(left_eV / ferromagnetMass);
  const q = Math.sqrt(right_eV / ferromagnetMass);
  const s = Math.sqrt(Math.abs(barrier_eV) / oxideMass);
  const phase = inverseLength_per_sqrt_eV_m * Math.sqrt(oxideMass * Math.abs(barrier_eV)) * thickness_m;
  if (phase < 1e-9) return (4 * p * q) / ((p + q) * (p + q));
  const below = barrier_eV > 0;
  const even = below ? Math.cosh(phase) : Math.cos(phase);
  const odd = below ? Math.sinh(phase) : Math.sin(phase);
  const mismatch = below ? s * s - p * q : s * s + p * q;
  return (4 * p * q * s * s) / ((s * (p + q) * even) ** 2 + (mismatch * odd) ** 2);
}
