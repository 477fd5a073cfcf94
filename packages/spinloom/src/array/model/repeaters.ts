/**
 * Delay, energy and leakage of a metre of wire, bare or with repeaters (array model, section 4.2).
 *
 * Repeaters with a penalty trade delay for energy: NVSim searches sizes downwards at the spacing that is fastest, because its inner loop is not reset.
 */
import type { Wire } from '../../technology/index.ts';
import { drainCapacitance, gateArea, leakageCurrent, minNmos_F } from './gate.ts';
import { minInverterCap } from './output-driver.ts';
import type { Process } from './process.ts';

export type Repeaters =
  | 'RepeatedNone'
  | 'RepeatedOpt'
  | 'Repeated5%Penalty'
  | 'Repeated10%Penalty'
  | 'Repeated20%Penalty'
  | 'Repeated30%Penalty'
  | 'Repeated40%Penalty'
  | 'Repeated50%Penalty';

const penalties: Readonly<Record<Exclude<Repeaters, 'RepeatedNone'>, number>> = {
  RepeatedOpt: 0,
  'Repeated5%Penalty': 0.05,
  'Repeated10%Penalty': 0.1,
  'Repeated20%Penalty': 0.2,
  'Repeated30%Penalty': 0.3,
  'Repeated40%Penalty': 0.4,
  'Repeated50%Penalty': 0.5,
};

export const repeaterKinds: readonly Repeaters[] = ['RepeatedNone', ...(Object.keys(penalties) as Exclude<Repeaters, 'RepeatedNone'>[])];

export interface RepeaterNumbers {
  readonly repeaterSize: number;
  readonly repeaterSpacing_m: number;
  readonly repeaterHeight_m: number;
  readonly repeaterWidth_m: number;
  readonly repeatedWirePitch_m: number;
  /** Wires that lie behind one repeater's width. */
  readonly sharing: number;
  readonly delay_s_per_m: number;
  readonly energy_J_per_m: number;
  readonly leakage_W_per_m: number;
}

export interface RoutedWire {
  readonly R_ohm_per_m: number;
  readonly C_F_per_m: number;
  readonly repeaters?: RepeaterNumbers;
}

// NVSim's constants: RC to 90 % and to 50 %.
const settled = 2.3;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: NVSim rounds ln 2.
const halfway = 0.693;
const unlimited_m = 1e41;

export function routedWire(p: Process, wire: Wire, kind: Repeaters): RoutedWire {
  const { R_ohm_per_m, C_F_per_m } = wire;
  return kind === 'RepeatedNone' ? { R_ohm_per_m, C_F_per_m } : { R_ohm_per_m, C_F_per_m, repeaters: repeaterNumbers(p, wire, penalties[kind]) };
}

/** Of a length of wire. */
export function wireLatency({ R_ohm_per_m, C_F_per_m, repeaters }: RoutedWire, length_m: number): number {
  return repeaters === undefined ? (settled * R_ohm_per_m * C_F_per_m * length_m * length_m) / 2 : repeaters.delay_s_per_m * length_m;
}

export function wireEnergy(p: Process, { C_F_per_m, repeaters }: RoutedWire, length_m: number): number {
  return repeaters === undefined ? C_F_per_m * length_m * p.vdd_V * p.vdd_V : repeaters.energy_J_per_m * length_m;
}

function repeaterNumbers(p: Process, wire: Wire, penalty: number): RepeaterNumbers {
  const wN = minNmos_F * p.featureSize_m;
  const wP = wN * p.pnSizeRatio;
  const input = minInverterCap(p);
  const output = drainCapacitance(p, 1, wN, wP, unlimited_m);
  const resistance = p.onN_ohm_m / wN + p.onP_ohm_m / wP;
  const { R_ohm_per_m: R, C_F_per_m: C } = wire;
  const best = Math.sqrt((resistance * C) / (input * R));
  const spacing = Math.sqrt((2 * resistance * (output + input)) / (R * C));
  const at = (size: number): Pick<RepeaterNumbers, 'delay_s_per_m' | 'energy_J_per_m' | 'leakage_W_per_m'> => {
    const wireC = C * spacing;
    const wireR = R * spacing;
    const scaledIn = input * size;
    const scaledOut = drainCapacitance(p, 1, wN * size, wP * size, unlimited_m);
    const scaledRes = resistance / size;
    // The wire's resistance into the output of the repeater, not into the next input: as in NVSim.
    const tau = scaledRes * (scaledIn + scaledOut + wireC) + wireR * scaledOut + 0.5 * wireR * wireC;
    return {
      delay_s_per_m: (halfway * tau) / spacing,
      energy_J_per_m: ((scaledIn + scaledOut + wireC) * p.vdd_V * p.vdd_V) / spacing,
      leakage_W_per_m: (leakageCurrent(p, 1, wN * size, wP * size) * p.vdd_V) / spacing,
    };
  };
  const fastest = at(best);
  let size = best;
  let least = Number.POSITIVE_INFINITY;
  if (penalty > 0) {
    for (let candidate = best; candidate >= 1; candidate--) {
      const numbers = at(candidate);
      const cost = numbers.energy_J_per_m / fastest.energy_J_per_m + numbers.leakage_W_per_m / fastest.leakage_W_per_m;
      if (numbers.delay_s_per_m <= fastest.delay_s_per_m * (1 + penalty) && cost < least) {
        least = cost;
        size = candidate;
      }
    }
  }
  const area = gateArea(p, 1, wN * size, wP * size, unlimited_m);
  const width = Math.max(area.width_m, area.height_m);
  const height = Math.min(area.width_m, area.height_m);
  return {
    repeaterSize: size,
    repeaterSpacing_m: spacing,
    repeaterHeight_m: height,
    repeaterWidth_m: width,
    repeatedWirePitch_m: wire.pitch_m + width,
    sharing: Math.floor(spacing / height),
    ...at(size),
  };
}
