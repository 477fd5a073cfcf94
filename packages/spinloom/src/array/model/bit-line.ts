/** Delay and energy of the bit lines of a read, by the way of sensing (array model, section 4.6). */
import { type Broken, isBroken } from './block.ts';
import { horowitz } from './horowitz.ts';
import type { MemoryCell } from './memory-cell.ts';
import type { Multiplexer } from './multiplexer.ts';
import type { Process } from './process.ts';

export interface BitLineWires {
  readonly resAccess_ohm: number;
  readonly capAccess_F: number;
  readonly resBitline_ohm: number;
  readonly capBitline_F: number;
}

export interface BitLine {
  /** Of the cell with its access device; absent for SRAM. */
  readonly resMemCellOn_ohm?: number;
  readonly resMemCellOff_ohm?: number;
  readonly delay: (ramp_per_s: number) => number;
  /** Of all columns. */
  readonly energy_J: number;
  /** Drawn by one cell while it is sensed, the reference cell apart. */
  readonly readPower_W: number;
}

export function computeBitLine(p: Process, cell: MemoryCell, columns: number, wires: BitLineWires, mux: Multiplexer): BitLine | Broken {
  if (cell.kind === 'SRAM') return sramBitLine(p, cell, columns, wires, mux);
  return cell.read.mode === 'current' ? currentBitLine(p, cell, columns, wires, mux) : voltageBitLine(p, cell, columns, wires, mux);
}

/** An SRAM cell pulls one line of a pair, both precharged to half the supply. */
function sramBitLine(p: Process, cell: MemoryCell, columns: number, wires: BitLineWires, mux: Multiplexer): BitLine {
  const { resAccess_ohm, capAccess_F, resBitline_ohm, capBitline_F } = wires;
  const precharge = p.vdd_V / 2;
  const wN = cell.sram!.nmos_F * p.featureSize_m;
  const pull = p.onN_ohm_m / wN;
  const charged = capAccess_F + capBitline_F;
  const rc = (resAccess_ohm + pull) * (charged + mux.capPrevDelay_F) + resBitline_ohm * (mux.capPrevDelay_F + capBitline_F / 2);
  const tau = rc * Math.log(precharge / (precharge - cell.read.minSense_V / 2));
  const beta = 1 / (pull * p.gmN_S_per_m * cell.accessWidth_F * p.featureSize_m);
  return {
    delay: (ramp) => horowitz(tau, beta, ramp),
    energy_J: (charged + mux.capPrevPower_F) * precharge * precharge * columns,
    readPower_W: 0,
  };
}

/** The line stays clamped, the current of the cell is converted at its foot. */
function currentBitLine(p: Process, cell: MemoryCell, columns: number, wires: BitLineWires, mux: Multiplexer): BitLine {
  const { resAccess_ohm, capAccess_F, resBitline_ohm, capBitline_F } = wires;
  const { on_ohm, off_ohm } = cell.resistance!;
  const on = resAccess_ohm + on_ohm;
  const off = resAccess_ohm + off_ohm;
  const tau = (((resBitline_ohm * capBitline_F) / 2) * (off + resBitline_ohm / 3)) / (off + resBitline_ohm);
  const read = cell.read.voltage_V ?? 0;
  const total = mux.res_ohm + resBitline_ohm + on;
  const low = (read * mux.res_ohm) / total;
  const high = (read * (mux.res_ohm + resBitline_ohm)) / total;
  const line = (capBitline_F * (high * high + low * low + high * low)) / 3;
  return {
    resMemCellOn_ohm: on,
    resMemCellOff_ohm: off,
    delay: (ramp) => horowitz(tau, 0, ramp),
    energy_J: (capAccess_F * high * high + mux.capPrevPower_F * low * low + line) * columns,
    readPower_W: cell.read.power_W ?? (p.vdd_V * (read - cell.accessDrop_V)) / on_ohm,
  };
}

/** The line settles to the voltage of the cell, driven by a current or through a series resistance (divider), and is compared with the middle. */
function voltageBitLine(p: Process, cell: MemoryCell, columns: number, wires: BitLineWires, mux: Multiplexer): BitLine | Broken {
  const { resAccess_ohm, capAccess_F, resBitline_ohm, capBitline_F } = wires;
  const { on_ohm, off_ohm } = cell.resistance!;
  const on = resAccess_ohm + on_ohm;
  const off = resAccess_ohm + off_ohm;
  const sense = cell.read.minSense_V;
  const levels = voltageLevels(cell, on, off);
  if (isBroken(levels)) return levels;
  const { onLevel, offLevel, onSeries, offSeries } = levels;
  const precharge = Math.min(p.vdd_V, (onLevel + offLevel) / 2);
  if (precharge - onLevel <= sense) {
    return `the read margin is ${precharge - onLevel} V (precharge ${precharge} V, low state ${onLevel} V), and MinSenseVoltage asks for more than ${sense} V`;
  }
  const line = resBitline_ohm * (mux.capPrevDelay_F + capBitline_F / 2);
  const tau = (resistance: number): number => resistance * (capAccess_F + capBitline_F + mux.capPrevDelay_F) + line;
  const falling = tau(onSeries) * Math.log((precharge - onLevel) / (precharge - onLevel - sense));
  const rising = tau(offSeries) * Math.log((offLevel - precharge) / (offLevel - precharge - sense));
  const delay = Math.max(falling, rising);
  return {
    resMemCellOn_ohm: on,
    resMemCellOff_ohm: off,
    delay: () => delay,
    energy_J: (capAccess_F + capBitline_F + mux.capPrevPower_F) * (precharge * precharge - onLevel * onLevel) * columns,
    readPower_W: voltageReadPower(p, cell, on_ohm, off_ohm),
  };
}

interface Levels {
  readonly onLevel: number;
  readonly offLevel: number;
  readonly onSeries: number;
  readonly offSeries: number;
}

function voltageLevels(cell: MemoryCell, on: number, off: number): Levels | Broken {
  const { voltage_V, current_A } = cell.read;
  if (voltage_V === undefined) {
    if (current_A === undefined) return 'voltage sensing needs a ReadVoltage (a divider) or a ReadCurrent';
    return { onLevel: current_A * on, offLevel: current_A * off, onSeries: on, offSeries: off };
  }
  const series = Math.sqrt(on * off);
  return {
    onLevel: (voltage_V * on) / (on + series),
    offLevel: (voltage_V * off) / (off + series),
    onSeries: (on * series) / (on + series),
    offSeries: (off * series) / (off + series),
  };
}

function voltageReadPower(p: Process, cell: MemoryCell, on: number, off: number): number {
  const { power_W, current_A, voltage_V = 0 } = cell.read;
  if (power_W !== undefined) return power_W;
  return current_A === undefined ? (p.vdd_V * (voltage_V - cell.accessDrop_V)) / (on + Math.sqrt(on * off)) : p.vdd_V * current_A;
}
