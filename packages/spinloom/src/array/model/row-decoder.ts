/** The last stage of a decoder, one NAND with its driver for each of its rows: for word lines, and for the select lines of the multiplexers (section 4.5). */
import { type BlockNumbers, type Broken, block, isBroken } from './block.ts';
import { computeNandStage, type NandStage, nandStageDelay } from './nand-stage.ts';
import type { StageLoad } from './output-driver.ts';
import type { Process } from './process.ts';

export interface RowDecoder {
  readonly rows: number;
  readonly stage: NandStage;
}

/** Up to 8 rows the predecoder selects by itself, and a driver is enough. */
export function decoderInputs(rows: number): 0 | 2 {
  return rows <= 8 ? 0 : 2;
}

export function computeRowDecoder(p: Process, rows: number, load: StageLoad): RowDecoder | Broken {
  const stage = computeNandStage(p, decoderInputs(rows), load);
  return isBroken(stage) ? stage : { rows, stage };
}

export interface TimedBlock {
  readonly numbers: BlockNumbers;
  readonly ramp_per_s: number;
}

export function rowDecoderNumbers({ rows, stage }: RowDecoder, ramp_per_s: number): TimedBlock {
  const { latency_s, ramp_per_s: ramp } = nandStageDelay(stage, ramp_per_s);
  return { numbers: block(stage.width_m, stage.height_m * rows, latency_s, stage.energy_J, stage.leakage_W * rows), ramp_per_s: ramp };
}
