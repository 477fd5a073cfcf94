/**
 * Transistors of a node at a temperature (array model, section 4.1).
 *
 * Between two tabulated nodes everything is interpolated linearly, except the off-currents (geometrically) and the overlap capacitance, which stays that
 * of the smaller node; junctions follow from the supply. Range: 22 to 200 nm, 300 to 400 K, the temperature truncated to whole kelvin.
 */
import { refuse } from '../refusal/index.ts';
import type { Roadmap, TransistorTable } from './node-table.ts';
import { nodeTables } from './tables.ts';

export interface Transistors {
  readonly featureSize_m: number;
  readonly vdd_V: number;
  readonly vth_V: number;
  readonly vdsatNmos_V: number;
  readonly vdsatPmos_V: number;
  readonly phyGateLength_m: number;
  readonly capIdealGate_F_per_m: number;
  readonly capOverlap_F_per_m: number;
  readonly capFringe_F_per_m: number;
  readonly capJunction_F_per_m2: number;
  readonly capSidewall_F_per_m: number;
  /** Sidewall of the drain towards the gate. */
  readonly capDrainToChannel_F_per_m: number;
  readonly capOx_F_per_m2: number;
  readonly muN_m2_per_Vs: number;
  readonly muP_m2_per_Vs: number;
  readonly pnSizeRatio: number;
  readonly effectiveResistanceMultiplier: number;
  readonly ionN_A_per_m: number;
  readonly ionP_A_per_m: number;
  readonly ioffN_A_per_m: number;
  readonly ioffP_A_per_m: number;
}

const overlapOfIdeal = 0.2;
const builtIn_V = 0.9;
const saturationField = 1e5;

/** `node_nm` 22 to 200, `temperature_K` 300 to 400. Refuses what lies outside. */
export function transistors(node_nm: number, roadmap: Roadmap, temperature_K: number): Transistors {
  const first = nodeTables[0]!.node_nm;
  const last = nodeTables[nodeTables.length - 1]!.node_nm;
  if (!(node_nm >= first && node_nm <= last)) refuse(`a process node of ${node_nm} nm has no table: expected ${first} to ${last} nm`);
  if (!(temperature_K >= 300 && temperature_K <= 400)) refuse(`a temperature of ${temperature_K} K is outside the tables: expected 300 to 400 K`);
  const kelvin = Math.trunc(temperature_K);
  const index = nodeTables.findLastIndex((table) => table.node_nm <= node_nm);
  const low = nodeTables[index]!;
  const high = nodeTables[index + 1];
  const base = low.transistors[roadmap];
  if (high === undefined || low.node_nm === node_nm) return completed(node_nm, base, base, 0, kelvin);
  // NVSim divides by 60 between 120 and 200 nm; kept, because the figures are compared with its own.
  const span = low.node_nm === 120 ? 60 : high.node_nm - low.node_nm;
  return completed(node_nm, base, high.transistors[roadmap], (node_nm - low.node_nm) / span, kelvin);
}

function completed(node_nm: number, low: TransistorTable, high: TransistorTable, alpha: number, kelvin: number): Transistors {
  const linear = (a: number, b: number): number => (alpha === 0 ? a : (1 - alpha) * a + alpha * b);
  const geometric = (a: number, b: number): number => (alpha === 0 ? a : a ** (1 - alpha) * b ** alpha);
  const on = (key: 'ionN_A_per_m' | 'ionP_A_per_m'): number => linear(at(low[key], kelvin), at(high[key], kelvin));
  const off = (key: 'ioffN_A_per_m' | 'ioffP_A_per_m'): number => geometric(at(low[key], kelvin), at(high[key], kelvin));
  const vdd = linear(low.vdd_V, high.vdd_V);
  const gateLength = linear(low.gateLength_m, high.gateLength_m);
  const muN = linear(low.muN_m2_per_Vs, high.muN_m2_per_Vs);
  const muP = linear(low.muP_m2_per_Vs, high.muP_m2_per_Vs);
  const bias = 1 + vdd / builtIn_V;
  return {
    featureSize_m: node_nm * 1e-9,
    vdd_V: vdd,
    vth_V: linear(low.vth_V, high.vth_V),
    vdsatNmos_V: (saturationField * gateLength) / muN,
    vdsatPmos_V: (saturationField * gateLength) / muP,
    phyGateLength_m: gateLength,
    capIdealGate_F_per_m: linear(low.capIdealGate_F_per_m, high.capIdealGate_F_per_m),
    capOverlap_F_per_m: overlapOfIdeal * low.capIdealGate_F_per_m,
    capFringe_F_per_m: linear(low.capFringe_F_per_m, high.capFringe_F_per_m),
    capJunction_F_per_m2: 1e-3 / bias ** 0.5,
    capSidewall_F_per_m: 2.5e-10 / bias ** 0.33,
    capDrainToChannel_F_per_m: 0.5e-10 / bias ** 0.33,
    capOx_F_per_m2: linear(low.capOx_F_per_m2, high.capOx_F_per_m2),
    muN_m2_per_Vs: muN,
    muP_m2_per_Vs: muP,
    pnSizeRatio: linear(low.pnSizeRatio, high.pnSizeRatio),
    effectiveResistanceMultiplier: linear(low.effectiveResistanceMultiplier, high.effectiveResistanceMultiplier),
    ionN_A_per_m: on('ionN_A_per_m'),
    ionP_A_per_m: on('ionP_A_per_m'),
    ioffN_A_per_m: off('ioffN_A_per_m'),
    ioffP_A_per_m: off('ioffP_A_per_m'),
  };
}

/** A current at a whole temperature, from samples every 10 K from 300 K. */
function at(samples: readonly number[], kelvin: number): number {
  const step = Math.min(9, Math.floor((kelvin - 300) / 10));
  const part = (kelvin - 300 - 10 * step) / 10;
  const below = samples[step]!;
  return below + part * (samples[step + 1]! - below);
}
