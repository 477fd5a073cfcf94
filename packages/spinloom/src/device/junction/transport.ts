/**
 * From the transmission of modes to the current of a junction per area, Landauer with conserved transverse momentum.
 *
 *   J = (e/h) sum over spins of integral dE (fL - fR) (m_fm / 2 pi hbar²) integral dEt T(E, Et)
 *
 * The transverse energy Et of the ferromagnet is Et m_fm / m_ox in the oxide. The voltage drops in the oxide alone, linearly. Each side is at its
 * own Fermi level: bands and Fermi levels are shifted by +-V/2.
 */
import { boltzmann_J_per_K, elementaryCharge_C } from '../constants.ts';
import { rectangularTransmission } from './barrier.ts';
import { type Chain, chainTransmission } from './chain.ts';
import type { JunctionParameters } from './presets.ts';
import { gaussLegendre, type Rule } from './quadrature.ts';
import { conductanceQuantum_S, kinetic_eV_m2 } from './units.ts';

/** Transmission of one mode: kinetic energies of both sides, and the energy above the floor of the oxide at its two ends. */
export type Transmission = (left_eV: number, right_eV: number, from_eV: number, to_eV: number) => number;

export interface Conductances {
  /** Current over voltage and area, of the parallel and of the antiparallel state. */
  readonly parallel_S_per_m2: number;
  readonly antiparallel_S_per_m2: number;
}

/** Quadrature rules of each panel of energies and of the transverse energies. */
export interface Rules {
  readonly energy: Rule;
  readonly transverse: Rule;
}

// Doubling both changes no resistance by more than 1e-5; a test holds that.
const enough: Rules = { energy: gaussLegendre(24), transverse: gaussLegendre(40) };
/** Thermal tails are cut where the Fermi function is 1e-11. */
const tail = 25;

/** Transmission by the chain of sites for a thickness, on the grid nearest to `grid_m` that divides it. */
export function chainOf(p: JunctionParameters, thickness_m: number, grid_m: number): Transmission {
  const steps = Math.max(2, Math.round(thickness_m / grid_m));
  const a = thickness_m / steps;
  const chain: Chain = {
    hopping_eV: kinetic_eV_m2 / (p.ferromagnetMass * a * a),
    oxideHopping_eV: kinetic_eV_m2 / (p.oxideMass * a * a),
    steps,
  };
  return (left, right, from, to) => chainTransmission(chain, left, right, from, to);
}

/** Transmission by the closed form; the barrier is taken as flat, so it is exact without bias only. */
export function closedFormOf(p: JunctionParameters, thickness_m: number): Transmission {
  return (left_eV, right_eV, from, to) =>
    rectangularTransmission({ left_eV, right_eV, barrier_eV: -(from + to) / 2 }, p.ferromagnetMass, p.oxideMass, thickness_m);
}

/** Both conductances at a bias (0: the limit) and a temperature; one of them is above 0. */
export function conductances(
  p: JunctionParameters,
  transmission: Transmission,
  bias_V: number,
  temperature_K: number,
  rules: Rules = enough,
): Conductances {
  const energyRule = rules.energy;
  const kT = (boltzmann_J_per_K * temperature_K) / elementaryCharge_C;
  const half = Math.abs(bias_V) / 2;
  const edges = [p.fermi_eV - half - tail * kT, p.fermi_eV - half, p.fermi_eV + half, p.fermi_eV + half + tail * kT];
  // The onset of the minority band on either side is a kink of the integrand; a Fermi edge that is steep for the width of a panel gets its own.
  const steep = 2 * half > tail * kT ? [edges[1]! + tail * kT, edges[2]! - tail * kT] : [];
  for (const kink of [p.splitting_eV - half, p.splitting_eV + half, ...steep]) if (kink > edges[0]! && kink < edges[3]!) edges.push(kink);
  edges.sort((a, b) => a - b);
  let [parallel, antiparallel] = [0, 0];
  for (let panel = 1; panel < edges.length; panel++) {
    const width = edges[panel]! - edges[panel - 1]!;
    if (width <= 0) continue;
    for (let i = 0; i < energyRule.nodes.length; i++) {
      const energy = edges[panel - 1]! + (width / 2) * (1 + energyRule.nodes[i]!);
      const weight = (width / 2) * energyRule.weights[i]! * occupationDifference(energy - p.fermi_eV, half, kT);
      const spins = (left: number, right: number): number => transverse(p, transmission, rules.transverse, energy, half, left, right);
      parallel += weight * (spins(0, 0) + spins(p.splitting_eV, p.splitting_eV));
      antiparallel += weight * (spins(0, p.splitting_eV) + spins(p.splitting_eV, 0));
    }
  }
  const modes = (conductanceQuantum_S * p.ferromagnetMass) / (4 * Math.PI * kinetic_eV_m2);
  return { parallel_S_per_m2: modes * parallel, antiparallel_S_per_m2: modes * antiparallel };
}

/** Integral over the transverse energy, in eV; `left`, `right`: bottoms of the bands without bias. */
function transverse(
  p: JunctionParameters,
  transmission: Transmission,
  rule: Rule,
  energy: number,
  half: number,
  left: number,
  right: number,
): number {
  const kineticLeft = energy - half - left;
  const kineticRight = energy + half - right;
  const most = Math.min(kineticLeft, kineticRight);
  if (most <= 0) return 0;
  const above = energy - p.fermi_eV - p.barrier_eV;
  const inOxide = p.ferromagnetMass / p.oxideMass;
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    // Et = most (1 - u²): the transmission starts like a square root where a kinetic energy is 0, which is smooth in u.
    const u = (1 + rule.nodes[i]!) / 2;
    const et = most * (1 - u * u);
    const t = transmission(kineticLeft - et, kineticRight - et, above - half - et * inOxide, above + half - et * inOxide);
    sum += rule.weights[i]! * u * t;
  }
  return sum * most;
}

/** (fL - fR) / V at energy x from the mean Fermi level, Fermi levels at +-half; stable where the bias is small, a step at 0 K. */
function occupationDifference(x: number, half: number, kT: number): number {
  if (kT === 0) return Math.abs(x) < half ? 1 / (2 * half) : 0;
  const bias = half / kT;
  // sinh(b) / (cosh(x / kT) + cosh(b)), both divided by exp(b) so that nothing overflows.
  const small = bias < 1e-4 ? 1 : -Math.expm1(-2 * bias) / (2 * bias);
  const shape = 2 / (Math.exp(Math.abs(x) / kT - bias) + Math.exp(-Math.abs(x) / kT - bias) + 1 + Math.exp(-2 * bias));
  return (small * shape) / (2 * kT);
}
