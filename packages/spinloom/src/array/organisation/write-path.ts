/**
 * The write path of an SOT sub-array: a decoder and a word line of its own, a driver at either end of every column, current through the heavy metal.
 *
 * Inferred, because NVSim writes through the path that it reads: the decoder is NVSim's row decoder loaded with the gates of the write transistors; a driver
 * of either end is an inverter wide enough for the write current. Level shifters of the boosted word line are left out.
 */
import { type Broken, isBroken } from '../model/block.ts';
import { areaHeight_F, drainCapacitance, gateArea, leakageCurrent, minNmos_F } from '../model/gate.ts';
import { cellSize, type MemoryCell } from '../model/memory-cell.ts';
import type { BufferStyle } from '../model/output-driver.ts';
import type { Process } from '../model/process.ts';
import { computeRowDecoder, rowDecoderNumbers } from '../model/row-decoder.ts';
import type { SotWrite } from './sot-cell.ts';

export interface WritePath {
  readonly decoder: { readonly area_m2: number; readonly leakage_W: number; readonly energy_J: number; readonly latency_s: number };
  readonly drivers: { readonly area_m2: number; readonly leakage_W: number; readonly energyPerColumn_J: number };
  readonly capWordline_F: number;
  /** Of a write bit line with the access transistors on it. */
  readonly capBitline_F: number;
  /** Charging it. */
  readonly charge_s: number;
  readonly bitlineEnergyPerColumn_J: number;
  /** Current x voltage x pulse: what the supply gives, most of which the transistors burn. */
  readonly cellEnergy_J: number;
  readonly pulse_s: number;
}

export interface WriteLines {
  readonly rows: number;
  readonly columns: number;
  readonly lenWordline_m: number;
  readonly lenBitline_m: number;
  readonly resWordline_ohm: number;
  readonly resBitline_ohm: number;
  readonly style: BufferStyle;
  /** Of the predecoders. */
  readonly ramp_per_s: number;
}

export function computeWritePath(p: Process, cell: MemoryCell, write: SotWrite, lines: WriteLines): WritePath | Broken {
  const F = p.featureSize_m;
  const { rows, columns, lenWordline_m, lenBitline_m, resWordline_ohm, resBitline_ohm } = lines;
  const access = write.accessWidth_F * F;
  const { width_m: pitch } = cellSize(cell, F);
  const capWordline_F = lenWordline_m * p.local.C_F_per_m + p.gate_F_per_m * access * columns;
  const drain = drainCapacitance(p, 1, access, 0, pitch);
  // Two cells share a contact.
  const capBitline_F = lenBitline_m * p.local.C_F_per_m + (drain * rows) / 2 + drain;
  const decoder = computeRowDecoder(p, rows, { outputCap_F: capWordline_F, outputRes_ohm: resWordline_ohm, style: lines.style, minCurrent_A: 0 });
  if (isBroken(decoder)) return `write word lines: ${decoder}`;
  const { numbers } = rowDecoderNumbers(decoder, lines.ramp_per_s);
  const boost_J = capWordline_F * Math.max(0, write.wordline_V ** 2 - p.vdd_V ** 2);
  const wN = Math.max(minNmos_F * F, write.current_A / p.ionN_A_per_m);
  const wP = Math.max(minNmos_F * F * p.pnSizeRatio, write.current_A / p.ionP_A_per_m);
  const inverter = gateArea(p, 1, wN, wP, areaHeight_F * F);
  const ends = 2;
  return {
    decoder: {
      area_m2: numbers.area_m2,
      leakage_W: numbers.leakage_W,
      energy_J: numbers.writeEnergy_J + boost_J,
      latency_s: numbers.writeLatency_s,
    },
    drivers: {
      area_m2: ends * columns * inverter.width_m * inverter.height_m,
      leakage_W: ends * columns * leakageCurrent(p, 1, wN, wP) * p.vdd_V,
      energyPerColumn_J: ends * p.gate_F_per_m * (wN + wP) * p.vdd_V ** 2,
    },
    capWordline_F,
    capBitline_F,
    charge_s: Math.LN2 * ((p.onN_ohm_m / wN) * capBitline_F + (resBitline_ohm * capBitline_F) / 2),
    bitlineEnergyPerColumn_J: capBitline_F * write.voltage_V ** 2,
    cellEnergy_J: write.voltage_V * write.current_A * write.pulse_s,
    pulse_s: write.pulse_s,
  };
}
