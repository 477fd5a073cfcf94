/** Pass-gate multiplexers: columns to a sense amplifier, and two levels behind it (array model, section 4.6). */
import { type BlockNumbers, type Broken, block, nothing } from './block.ts';
import { areaHeight_F, drainCapacitance, gateArea } from './gate.ts';
import type { Process } from './process.ts';

export interface MultiplexerInput {
  /** Inputs to one output; 1: there is none. */
  readonly degree: number;
  /** How many stand side by side. */
  readonly count: number;
  /** Resistance of the cell in its low state, whose drop the device must not exceed by a fifth; absent for SRAM. */
  readonly cell_ohm: number | undefined;
  readonly current_A: number;
  /** What the output sees, for the delay and for the energy. */
  readonly loadDelay_F: number;
  readonly loadPower_F: number;
}

export interface Multiplexer {
  readonly numbers: BlockNumbers;
  readonly widthN_m: number;
  readonly res_ohm: number;
  readonly capDrain_F: number;
  /** What the block in front sees, for its delay and for its energy. */
  readonly capPrevDelay_F: number;
  readonly capPrevPower_F: number;
}

const none: Multiplexer = { numbers: nothing, widthN_m: 0, res_ohm: 0, capDrain_F: 0, capPrevDelay_F: 0, capPrevPower_F: 0 };

const least_F = 9;
const cellShare = 0.2;
/** RC to 90 % of a swing. */
const settled = 2.3;

export function computeMultiplexer(p: Process, input: MultiplexerInput): Multiplexer | Broken {
  const { degree, count, cell_ohm, current_A } = input;
  if (degree === 1) return none;
  const carrying = current_A / p.ionN_A_per_m;
  const forCell = cell_ohm === undefined ? 0 : Math.min(p.onN_ohm_m / (cellShare * cell_ohm), p.maxNmos_m);
  const widthN_m = Math.max(forCell, carrying, least_F * p.featureSize_m);
  const height = areaHeight_F * p.featureSize_m;
  const area = gateArea(p, 1, widthN_m, 0, height);
  const res_ohm = p.onN_ohm_m / widthN_m;
  const capDrain_F = drainCapacitance(p, 1, widthN_m, 0, height);
  const output = degree * capDrain_F;
  return {
    numbers: block(
      degree * count * area.width_m,
      area.height_m,
      settled * res_ohm * (output + input.loadDelay_F),
      (output + input.loadPower_F) * p.vdd_V * (p.vdd_V - p.vth_V) * count,
      0,
    ),
    widthN_m,
    res_ohm,
    capDrain_F,
    capPrevDelay_F: output + capDrain_F + input.loadDelay_F,
    capPrevPower_F: capDrain_F,
  };
}
