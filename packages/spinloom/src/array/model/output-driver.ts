/**
 * A chain of inverters that drives a load (array model, section 4.4).
 *
 * Stages by logical effort with a fan-out of 4; the last is at most as wide as the process allows. Pull-down alone counts for the delay.
 */
import type { Broken } from './block.ts';
import { areaHeight_F, drainCapacitance, gateArea, leakageCurrent, logicHeight_F, minNmos_F } from './gate.ts';
import { horowitz, rampOf } from './horowitz.ts';
import type { Process } from './process.ts';

/** What drivers are sized for: NVSim's BufferDesignOptimization. */
export type BufferStyle = 'latency' | 'balance' | 'area';

export const bufferStyles: readonly BufferStyle[] = ['latency', 'balance', 'area'];

/** What a driver drives, and what it is sized for. */
export interface StageLoad {
  readonly outputCap_F: number;
  /** Of the wire that is driven. */
  readonly outputRes_ohm: number;
  readonly style: BufferStyle;
  /** The current that the last stage must sink. */
  readonly minCurrent_A: number;
}

export interface Driver {
  readonly numStage: number;
  readonly widthNMOS_m: readonly number[];
  readonly outputCap_F: number;
  readonly outputRes_ohm: number;
  /** Of the first inverter. */
  readonly inputCap_F: number;
  /** Drain of the first inverter. */
  readonly firstDrain_F: number;
  readonly width_m: number;
  readonly height_m: number;
  readonly energy_J: number;
  readonly leakage_W: number;
  /** Of each stage: its time constant, and 1 / (R gm). */
  readonly tau_s: readonly number[];
  readonly beta: number;
}

const fanOut = 4;
const mostInverters = 20;

/** Capacitance of the input of the narrowest inverter. */
export function minInverterCap(p: Process): number {
  return p.gate_F_per_m * (1 + p.pnSizeRatio) * minNmos_F * p.featureSize_m;
}

/** `logicEffort` of the gate in front, that of an inverter being 1, and `inputCap_F` of its input. */
export function computeDriver(p: Process, logicEffort: number, inputCap_F: number, load: StageLoad): Driver | Broken {
  const { outputCap_F, outputRes_ohm, minCurrent_A } = load;
  const narrowest = Math.max(minNmos_F * p.featureSize_m, minCurrent_A / p.ionN_A_per_m);
  if (narrowest > p.maxNmos_m) {
    return `a driver must sink ${minCurrent_A} A and would need an N device of ${narrowest / p.featureSize_m} F, more than MaxNmosSize (${p.maxNmos_m / p.featureSize_m} F)`;
  }
  const widthNMOS_m = widths(p, logicEffort, inputCap_F, load, narrowest);
  const vdd2 = p.vdd_V * p.vdd_V;
  const perWidth = p.gate_F_per_m * (1 + p.pnSizeRatio);
  const last = widthNMOS_m.length - 1;
  const tau_s: number[] = [];
  let energy_J = 0;
  let leakage = 0;
  let width_m = 0;
  let height_m = 0;
  let firstDrain_F = 0;
  for (let i = 0; i <= last; i++) {
    const wN = widthNMOS_m[i]!;
    const wP = wN * p.pnSizeRatio;
    const drain = drainCapacitance(p, 1, wN, wP, logicHeight_F * p.featureSize_m);
    if (i === 0) firstDrain_F = drain;
    const next = i < last ? perWidth * widthNMOS_m[i + 1]! : outputCap_F;
    tau_s.push((p.onN_ohm_m / wN) * (drain + next) + (i < last ? 0 : (outputCap_F * outputRes_ohm) / 2));
    energy_J += (drain + next) * vdd2;
    leakage += leakageCurrent(p, 1, wN, wP);
    const area = gateArea(p, 1, wN, wP, areaHeight_F * p.featureSize_m);
    width_m += area.width_m;
    height_m = Math.max(height_m, area.height_m);
  }
  return {
    numStage: widthNMOS_m.length,
    widthNMOS_m,
    outputCap_F,
    outputRes_ohm,
    inputCap_F: perWidth * widthNMOS_m[0]!,
    firstDrain_F,
    width_m,
    height_m,
    energy_J,
    leakage_W: leakage * p.vdd_V,
    tau_s,
    // R and gm are both of one width, which cancels.
    beta: 1 / (p.onN_ohm_m * p.gmN_S_per_m),
  };
}

export interface Delay {
  readonly latency_s: number;
  /** Of the output, in 1/s. */
  readonly ramp_per_s: number;
}

export function driverDelay({ tau_s, beta }: Driver, ramp_per_s: number): Delay {
  let latency_s = 0;
  let ramp = ramp_per_s;
  for (const tau of tau_s) {
    const delay = horowitz(tau, beta, ramp);
    latency_s += delay;
    ramp = rampOf(delay);
  }
  return { latency_s, ramp_per_s: ramp };
}

function widths(p: Process, logicEffort: number, inputCap_F: number, { outputCap_F, style }: StageLoad, narrowest: number): readonly number[] {
  const least = minNmos_F * p.featureSize_m;
  const perWidth = p.gate_F_per_m * (1 + p.pnSizeRatio);
  if (style === 'area') return [narrowest];
  if (style === 'latency') {
    const effort = Math.max(1, (logicEffort * outputCap_F) / inputCap_F);
    const fitting = stagesOf(effort);
    const inverters = Math.min(fitting % 2 === 0 ? fitting + 1 : fitting, mostInverters);
    let f = effort ** (1 / (inverters + 1));
    let last = Math.max(least, outputCap_F / f / perWidth);
    if (last > p.maxNmos_m) {
      last = p.maxNmos_m;
      f = ((logicEffort * perWidth * last) / inputCap_F) ** (1 / inverters);
    }
    if (last >= narrowest) return backwards(last, inverters, f, least);
  }
  const effort = Math.max(1, (logicEffort * perWidth * narrowest) / inputCap_F);
  const fitting = stagesOf(effort);
  const inverters = Math.min(fitting % 2 === 1 ? fitting + 1 : fitting, mostInverters);
  return backwards(narrowest, inverters + 1, effort ** (1 / (inverters + 1)), least);
}

/** Inverters beside the gate in front. */
function stagesOf(effort: number): number {
  return Math.max(0, Math.trunc(Math.log(effort) / Math.log(fanOut) + 0.5) - 1);
}

function backwards(last: number, count: number, f: number, least: number): readonly number[] {
  const found = new Array<number>(count);
  found[count - 1] = last;
  for (let i = count - 2; i >= 0; i--) found[i] = Math.max(least, found[i + 1]! / f);
  return found;
}
