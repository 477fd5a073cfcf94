/**
 * Operations on two rows at once, on top of NVSim's read: two cells in parallel on every bit line, compared with the reference of AND or of OR.
 *
 * AND tells two ones (both cells high) from one, OR a one from none. Each is a read of which the levels are those of two cells, with a second word line,
 * its predecoders and a second cell that draws current. XOR takes both decisions on one voltage: a second amplifier at every column.
 * Inferred: the papers give no circuit of the modified decoder and of the references at this level.
 */

import { refuse } from '../../refusal/index.ts';
import { computeBitLine } from '../model/bit-line.ts';
import { isBroken } from '../model/block.ts';
import type { ArrayNumbers } from '../model/compute.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import type { Process } from '../model/process.ts';

export interface RowOperation {
  /** Of a row, without what crosses the H-tree. */
  readonly energy_J: number;
  readonly latency_s: number;
}

export type TwoRow = 'and' | 'or' | 'xor';

export interface TwoRowOperation extends RowOperation {
  /** What of the energy charges the bit lines. */
  readonly bitlineEnergy_J: number;
}

export function twoRowOperations(p: Process, cell: MemoryCell, { mat, subarray: s }: ArrayNumbers): Readonly<Record<TwoRow, TwoRowOperation>> {
  const low = s.resMemCellOn_ohm ?? refuse('operations on two rows need a cell that is a resistor');
  const high = s.resMemCellOff_ohm!;
  const mixed = (low * high) / (low + high);
  const read = { energy_J: mat.predecoderEnergy_J + s.readEnergy_J, latency_s: mat.readLatency_s };
  // NVSim's read counts the cell and a reference.
  const secondRow = mat.predecoderEnergy_J + s.rowDecoder.readEnergy_J + s.cellReadEnergy_J / 2;
  const sensed = (what: TwoRow, on_ohm: number, off_ohm: number): TwoRowOperation => {
    const wires = { resAccess_ohm: 0, capAccess_F: 2 * s.capCellAccess_F, resBitline_ohm: s.resBitline_ohm, capBitline_F: s.capBitline_F };
    const mux = {
      numbers: s.bitlineMux,
      widthN_m: s.bitlineMux_widthN_m,
      res_ohm: s.bitlineMux_res_ohm,
      capDrain_F: s.bitlineMux_capDrain_F,
      capPrevDelay_F: s.bitlineMux_capPrevDelay_F,
      capPrevPower_F: s.bitlineMux_capPrevPower_F,
    };
    const levels = { ...cell, resistance: { ...cell.resistance!, on_ohm, off_ohm } };
    const line = computeBitLine(p, levels, s.numColumn, wires, mux);
    if (isBroken(line)) return refuse(`${what.toUpperCase()} of two rows cannot be sensed: ${line}`);
    return {
      energy_J: read.energy_J + secondRow + line.energy_J - s.bitlineEnergy_J,
      latency_s: read.latency_s + line.delay(s.rowDecoder_rampOutput_per_s) - s.bitlineDelay_s,
      bitlineEnergy_J: line.energy_J,
    };
  };
  const and = sensed('and', mixed, high / 2);
  const or = sensed('or', low / 2, mixed);
  const xor = {
    energy_J: Math.max(and.energy_J, or.energy_J) + s.senseAmp.readEnergy_J,
    latency_s: Math.max(and.latency_s, or.latency_s),
    bitlineEnergy_J: Math.max(and.bitlineEnergy_J, or.bitlineEnergy_J),
  };
  return { and, or, xor };
}
