/**
 * Transmission of one mode of one spin by non-equilibrium Green's functions on a chain of sites.
 *
 *   T = Gamma_L Gamma_R |G_1N|²,  Sigma = -t exp(i k a),  Gamma = 2 t sin(k a),  cos(k a) = 1 - E / 2t,  t = hbar² / (2 m a²)
 *
 * The first and the last site are the interfaces, with the mean of the energies on their two sides. The corner |G_1N|² comes from the recursion
 * g_n = 1 / (E - U_n - t² g_(n-1)): O(sites), no matrix. Source: Datta, Quantum Transport (2005), chapters 8 and 9. The discrete band makes T too
 * large by about 0.8 % at a = 0.05 nm, in proportion to a².
 */
export interface Chain {
  /** Hopping in the ferromagnet and in the oxide. */
  readonly hopping_eV: number;
  readonly oxideHopping_eV: number;
  /** Steps of the chain across the oxide: sites less one. */
  readonly steps: number;
}

/**
 * `left_eV`, `right_eV`: kinetic energy along the chain in the two ferromagnets. `from_eV`, `to_eV`: energy of the mode above the floor of the oxide
 * (negative below the barrier) at its two ends, between which it changes linearly. 0 where a side has no wave at that energy.
 */
export function chainTransmission(chain: Chain, left_eV: number, right_eV: number, from_eV: number, to_eV: number): number {
  const { hopping_eV: t, oxideHopping_eV: u, steps } = chain;
  if (!(left_eV > 0 && right_eV > 0 && left_eV < 4 * t && right_eV < 4 * t)) return 0;
  const slope = (to_eV - from_eV) / steps;
  // E - U - Sigma of an interface: half of a ferromagnetic site, half of an oxide site, and the lead; E - U_ferromagnet = kinetic energy - 2t.
  const sineLeft = sine(left_eV, t);
  let re = (left_eV - 2 * t + from_eV - 2 * u) / 2 + t * (1 - left_eV / (2 * t));
  let im = t * sineLeft;
  // |g|² of the sites so far, times the hoppings between them.
  let corner = 1;
  for (let site = 1; site < steps; site++) {
    const back = (u * u) / (re * re + im * im);
    corner *= back;
    re = from_eV + slope * site - 2 * u - back * re;
    im = back * im;
  }
  const back = (u * u) / (re * re + im * im);
  const sineRight = sine(right_eV, t);
  const lastRe = (right_eV - 2 * t + to_eV - 2 * u) / 2 + t * (1 - right_eV / (2 * t)) - back * re;
  const lastIm = t * sineRight + back * im;
  corner *= back / (lastRe * lastRe + lastIm * lastIm);
  return 4 * t * t * sineLeft * sineRight * corner;
}

/** sin(k a) of a wave of kinetic energy E, from cos(k a) = 1 - E / 2t. */
function sine(energy_eV: number, hopping_eV: number): number {
  const x = energy_eV / (2 * hopping_eV);
  return Math.sqrt(x * (2 - x));
}
