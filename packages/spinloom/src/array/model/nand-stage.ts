/**
 * A NAND of k inputs with its output driver, or the driver alone (k = 0): the element of which all decoders are made (array model, section 4.5).
 *
 * wN = k x 1.5 F, so that k devices in series pull as one; wP = 1.5 F x P/N ratio.
 */
import { type Broken, isBroken } from './block.ts';
import { areaHeight_F, drainCapacitance, gateArea, leakageCurrent, logicHeight_F, minNmos_F } from './gate.ts';
import { horowitz, rampOf } from './horowitz.ts';
import { computeDriver, type Delay, type Driver, driverDelay, minInverterCap, type StageLoad } from './output-driver.ts';
import type { Process } from './process.ts';

export type NandInputs = 0 | 2 | 3;

export interface NandStage {
  readonly driver: Driver;
  /** Of one input of the NAND, or of the driver. */
  readonly inputCap_F: number;
  readonly width_m: number;
  readonly height_m: number;
  /** Of one that switches. */
  readonly energy_J: number;
  readonly leakage_W: number;
  /** Of the NAND; 0 without one. */
  readonly tau_s: number;
  readonly beta: number;
}

/** Of one input of a NAND of `inputs`. */
export function nandInputCap(p: Process, inputs: 2 | 3): number {
  return p.gate_F_per_m * (inputs + p.pnSizeRatio) * minNmos_F * p.featureSize_m;
}

export function computeNandStage(p: Process, inputs: NandInputs, load: StageLoad): NandStage | Broken {
  if (inputs === 0) {
    const driver = computeDriver(p, 1, minInverterCap(p), load);
    if (isBroken(driver)) return driver;
    const { inputCap_F, width_m, height_m, energy_J, leakage_W } = driver;
    return { driver, inputCap_F, width_m, height_m, energy_J, leakage_W, tau_s: 0, beta: 0 };
  }
  const wN = inputs * minNmos_F * p.featureSize_m;
  const wP = minNmos_F * p.pnSizeRatio * p.featureSize_m;
  const inputCap_F = nandInputCap(p, inputs);
  const driver = computeDriver(p, (inputs + p.pnSizeRatio) / (1 + p.pnSizeRatio), inputCap_F, load);
  if (isBroken(driver)) return driver;
  const area = gateArea(p, inputs, wN, wP, areaHeight_F * p.featureSize_m);
  const switched = drainCapacitance(p, inputs, wN, wP, logicHeight_F * p.featureSize_m) + driver.inputCap_F;
  const resistance = (inputs * p.onN_ohm_m) / wN;
  return {
    driver,
    inputCap_F,
    width_m: area.width_m + driver.width_m,
    height_m: Math.max(area.height_m, driver.height_m),
    energy_J: switched * p.vdd_V * p.vdd_V + driver.energy_J,
    leakage_W: leakageCurrent(p, inputs, wN, wP) * p.vdd_V + driver.leakage_W,
    tau_s: resistance * switched,
    beta: 1 / (resistance * p.gmN_S_per_m * wN),
  };
}

export function nandStageDelay({ driver, tau_s, beta }: NandStage, ramp_per_s: number): Delay {
  if (tau_s === 0) return driverDelay(driver, ramp_per_s);
  const own = horowitz(tau_s, beta, ramp_per_s);
  const after = driverDelay(driver, rampOf(own));
  return { latency_s: own + after.latency_s, ramp_per_s: after.ramp_per_s };
}
