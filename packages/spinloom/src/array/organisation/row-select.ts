/**
 * The row decoder with multi-line enable: two single-line decoders whose outputs are OR-ed before the driver of the read word line (paper 1, III.B).
 *
 * A decoder's last gates are NANDs, whose outputs are active low, so that the OR of two is one more NAND. Inferred: the paper names decoders and OR gates,
 * no circuit of them.
 */
import { type Broken, isBroken } from '../model/block.ts';
import { areaHeight_F, drainCapacitance, gateArea, leakageCurrent, logicHeight_F, minNmos_F } from '../model/gate.ts';
import { horowitz, rampOf } from '../model/horowitz.ts';
import { computeNandStage, nandInputCap, nandStageDelay } from '../model/nand-stage.ts';
import type { Delay, StageLoad } from '../model/output-driver.ts';
import type { Process } from '../model/process.ts';
import { decoderInputs } from '../model/row-decoder.ts';

export interface RowSelect {
  /** Of the whole decoder, both of its halves. */
  readonly area_m2: number;
  readonly leakage_W: number;
  /** What a decoder of one line has of them. */
  readonly single: { readonly area_m2: number; readonly leakage_W: number };
  /** Of one row that opens. */
  readonly energy_J: number;
  readonly delay: (ramp_per_s: number) => Delay;
}

export function computeRowSelect(p: Process, rows: number, load: StageLoad): RowSelect | Broken {
  const F = p.featureSize_m;
  const inputs = decoderInputs(rows);
  const wN = 2 * minNmos_F * F;
  const wP = minNmos_F * p.pnSizeRatio * F;
  const nand = gateArea(p, 2, wN, wP, areaHeight_F * F);
  const switched = drainCapacitance(p, 2, wN, wP, logicHeight_F * F) + nandInputCap(p, 2);
  const resistance = (2 * p.onN_ohm_m) / wN;
  const or = computeNandStage(p, 2, load);
  if (isBroken(or)) return or;
  const plain = computeNandStage(p, inputs, load);
  if (isBroken(plain)) return plain;
  // Up to 8 rows the lines of the predecoders are the selects.
  const selects = inputs === 0 ? 0 : 2;
  const nandLeakage = leakageCurrent(p, 2, wN, wP) * p.vdd_V;
  return {
    area_m2: rows * (or.width_m * or.height_m + selects * nand.width_m * nand.height_m),
    leakage_W: rows * (or.leakage_W + selects * nandLeakage),
    single: { area_m2: rows * plain.width_m * plain.height_m, leakage_W: rows * plain.leakage_W },
    energy_J: or.energy_J + (selects === 0 ? 0 : switched * p.vdd_V * p.vdd_V),
    delay: (ramp) => {
      if (selects === 0) return nandStageDelay(or, ramp);
      const select = horowitz(resistance * switched, 1 / (resistance * p.gmN_S_per_m * wN), ramp);
      const driven = nandStageDelay(or, rampOf(select));
      return { latency_s: select + driven.latency_s, ramp_per_s: driven.ramp_per_s };
    },
  };
}
