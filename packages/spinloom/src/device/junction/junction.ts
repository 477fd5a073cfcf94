/**
 * Resistance-area products and tunnel magnetoresistance of a magnetic tunnel junction.
 *
 * Single-band effective mass, collinear: range of validity about 0.7 to 2 nm and 0.5 V. In this model TMR falls with thickness and with temperature,
 * while that of real MgO rises to about 1.5 to 2 nm: symmetry filtering by the bands of MgO is not in a single band.
 */

import { refuse } from '../../refusal/index.ts';
import { finite, notNegative, positive } from '../checks.ts';
import { type JunctionParameters, junctionPreset } from './presets.ts';
import { chainOf, closedFormOf, conductances } from './transport.ts';

export interface JunctionOptions {
  /** Default 'N1'. */
  readonly preset?: string;
  /** Replace single constants of the preset. */
  readonly parameters?: Partial<JunctionParameters>;
  /** Of the oxide. Default 1.2e-9 (paper 1, III.A); at most 20e-9. */
  readonly thickness_m?: number;
  /** Default 1e-3. The sign does not matter: both sides are equal. */
  readonly bias_V?: number;
  /** Default 300. */
  readonly temperature_K?: number;
  /** 'chain' (default): Green's functions; 'closed-form': rectangular barrier, for small bias. */
  readonly method?: 'chain' | 'closed-form';
  /** Distance of sites. Default 0.05e-9, for which the presets are solved. */
  readonly grid_m?: number;
}

export interface JunctionResult {
  /** Voltage over current density, ohm m². */
  readonly RA_P_ohm_m2: number;
  readonly RA_AP_ohm_m2: number;
  /** RA_AP / RA_P - 1: a ratio. */
  readonly tmr: number;
  /** The antiparallel state conducts better: a large bias beyond what the model is good for. No sensing works there. */
  readonly inverted: boolean;
}

/** Refuses a thickness of 0 or less, no bias at 0 K, and junctions that do not conduct in both states. */
export function junction(options: JunctionOptions = {}): JunctionResult {
  const { thickness_m = 1.2e-9, bias_V = 1e-3, temperature_K = 300, method = 'chain', grid_m = 0.05e-9 } = options;
  const parameters = checkJunction({ ...junctionPreset(options.preset ?? 'N1').parameters, ...options.parameters });
  positive(thickness_m, 'thickness_m');
  if (thickness_m > 20e-9) refuse(`thickness_m: expected at most 20e-9, found ${thickness_m}; give metres`);
  notNegative(temperature_K, 'temperature_K');
  if (finite(bias_V, 'bias_V') === 0 && temperature_K === 0) refuse('bias_V is 0 and temperature_K is 0: expected one of them above 0');
  if (positive(grid_m, 'grid_m') < thickness_m / 1e5) refuse(`grid_m: ${grid_m} makes more than 100000 sites; use a coarser grid`);
  const transmission = method === 'chain' ? chainOf(parameters, thickness_m, grid_m) : closedFormOf(parameters, thickness_m);
  const { parallel_S_per_m2, antiparallel_S_per_m2 } = conductances(parameters, transmission, bias_V, temperature_K);
  if (!(parallel_S_per_m2 > 0 && antiparallel_S_per_m2 > 0)) {
    refuse(
      `the junction carries no current in one of its states at ${bias_V} V and ${temperature_K} K; is splitting_eV above fermi_eV, or the bias too large?`,
    );
  }
  const tmr = parallel_S_per_m2 / antiparallel_S_per_m2 - 1;
  return { RA_P_ohm_m2: 1 / parallel_S_per_m2, RA_AP_ohm_m2: 1 / antiparallel_S_per_m2, tmr, inverted: tmr < 0 };
}

function checkJunction(p: JunctionParameters): JunctionParameters {
  for (const key of ['fermi_eV', 'barrier_eV', 'ferromagnetMass', 'oxideMass'] as const) positive(p[key], key);
  notNegative(p.splitting_eV, 'splitting_eV');
  return p;
}
