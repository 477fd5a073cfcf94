/** 1:2, 2:4 and 3:8 decoders, the first stage of a predecoder (array model, section 4.5). */
import { type Broken, isBroken } from './block.ts';
import { computeNandStage, nandStageDelay } from './nand-stage.ts';
import { computeDriver, type Delay, driverDelay, minInverterCap } from './output-driver.ts';
import type { Process } from './process.ts';

export interface BasicDecoder {
  readonly width_m: number;
  readonly height_m: number;
  readonly energy_J: number;
  readonly leakage_W: number;
  readonly delay: (ramp_per_s: number) => Delay;
}

/** `bits`: address bits that it decodes. Of the paths through it one switches, all leak. */
export function computeBasicDecoder(p: Process, bits: 1 | 2 | 3, outputCap_F: number): BasicDecoder | Broken {
  const load = { outputCap_F, outputRes_ohm: 0, style: 'latency', minCurrent_A: 0 } as const;
  if (bits === 1) {
    const driver = computeDriver(p, 1, minInverterCap(p), load);
    if (isBroken(driver)) return driver;
    return {
      width_m: driver.width_m,
      height_m: 2 * driver.height_m,
      energy_J: driver.energy_J + (driver.inputCap_F + driver.firstDrain_F) * p.vdd_V * p.vdd_V,
      leakage_W: 2 * driver.leakage_W,
      delay: (ramp) => driverDelay(driver, ramp),
    };
  }
  const stage = computeNandStage(p, bits, load);
  if (isBroken(stage)) return stage;
  const outputs = 2 ** bits;
  return {
    width_m: stage.width_m,
    height_m: outputs * stage.height_m,
    energy_J: stage.energy_J,
    leakage_W: outputs * stage.leakage_W,
    delay: (ramp) => nandStageDelay(stage, ramp),
  };
}
