/**
 * Precharge and equalising devices of every column, with the driver of their enable line (array model, section 4.6).
 *
 * Its latency is not part of the access: it overlaps the row decoder, and counts in the bandwidth only.
 */
import { type BlockNumbers, type Broken, block, isBroken } from './block.ts';
import { areaHeight_F, drainCapacitance, gateArea, leakageCurrent, logicHeight_F, minNmos_F } from './gate.ts';
import { horowitz, rampOf } from './horowitz.ts';
import { computeDriver, type Driver, driverDelay, minInverterCap } from './output-driver.ts';
import type { Process } from './process.ts';

export interface PrechargerInput {
  readonly columns: number;
  readonly cellWidth_m: number;
  readonly capBitline_F: number;
  readonly resBitline_ohm: number;
}

export interface Precharger {
  readonly driver: Driver;
  readonly width_m: number;
  readonly height_m: number;
  /** Of a read; a write needs none. */
  readonly energy_J: number;
  readonly leakage_W: number;
  /** Of the inverter of a column. */
  readonly inverterTau_s: number;
  readonly inverterBeta: number;
  /** Of its bit line. */
  readonly tau_s: number;
  readonly beta: number;
}

const pull_F = 6;

export function computePrecharger(p: Process, { columns, cellWidth_m, capBitline_F, resBitline_ohm }: PrechargerInput): Precharger | Broken {
  const F = p.featureSize_m;
  const pull = pull_F * F;
  const least = minNmos_F * F;
  const inverterP = least * p.pnSizeRatio;
  const inverterIn = minInverterCap(p);
  const driver = computeDriver(p, 1, inverterIn, {
    outputCap_F: columns * (inverterIn + cellWidth_m * p.local.C_F_per_m),
    outputRes_ohm: 0,
    style: 'latency',
    minCurrent_A: 0,
  });
  if (isBroken(driver)) return driver;
  const high = areaHeight_F * F;
  const pullArea = gateArea(p, 1, 0, pull, high);
  const equaliserArea = gateArea(p, 1, 0, least, high);
  const inverterArea = gateArea(p, 1, least, inverterP, high);
  const width_m = Math.max(Math.max(2 * pullArea.width_m + equaliserArea.width_m, inverterArea.width_m) * columns, driver.width_m);
  const height_m = Math.max(Math.max(pullArea.height_m, equaliserArea.height_m) + inverterArea.height_m, driver.height_m);
  const drains = drainCapacitance(p, 1, 0, pull, high) + drainCapacitance(p, 1, 0, least, high);
  const switched = p.gate_F_per_m * (least + 2 * pull) + drainCapacitance(p, 1, least, inverterP, logicHeight_F * F);
  const leaking = leakageCurrent(p, 1, least, inverterP) + leakageCurrent(p, 1, 0, pull);
  return {
    driver,
    width_m,
    height_m,
    energy_J: driver.energy_J + columns * p.vdd_V * p.vdd_V * switched,
    leakage_W: driver.leakage_W + columns * p.vdd_V * leaking,
    inverterTau_s: (p.onN_ohm_m / least) * switched,
    inverterBeta: 1 / (p.onN_ohm_m * p.gmN_S_per_m),
    tau_s: (p.onP_ohm_m / pull) * (capBitline_F + drains) + (resBitline_ohm * capBitline_F) / 2,
    // R and gm are both of one width, which cancels.
    beta: 1 / (p.onP_ohm_m * p.gmP_S_per_m),
  };
}

export interface PrechargerNumbers {
  readonly numbers: BlockNumbers;
  readonly enableLatency_s: number;
}

/** Its enable line is driven by the predecoder too. */
export function prechargerNumbers(precharger: Precharger, ramp_per_s: number): PrechargerNumbers {
  const driven = driverDelay(precharger.driver, ramp_per_s);
  const inverter = horowitz(precharger.inverterTau_s, precharger.inverterBeta, driven.ramp_per_s);
  const latency = horowitz(precharger.tau_s, precharger.beta, rampOf(inverter));
  const numbers = block(precharger.width_m, precharger.height_m, latency, precharger.energy_J, precharger.leakage_W);
  return { numbers: { ...numbers, writeEnergy_J: 0 }, enableLatency_s: driven.latency_s + inverter };
}
