/** Energy to write one cell, its bit line included, and the currents that lines must carry for it (array model, section 4.6). */
import { isCrossPoint, type MemoryCell, type WriteOperation } from './memory-cell.ts';
import type { Process } from './process.ts';

/** Of what a PCRAM pulse shaper draws, the part that reaches the cell. */
const shaperEfficiency = 0.2;

/** `line_F`: access device, bit line and drain of the multiplexer. */
export function writeEnergyOf(p: Process, cell: MemoryCell, which: 'reset' | 'set', line_F: number): number {
  const operation = cell[which];
  if (operation === undefined) return 0;
  // A voltage drives the line to itself, a current to the supply.
  const line_V = operation.mode === 'voltage' ? (operation.voltage_V ?? 0) : p.vdd_V;
  const energy = (operation.energy_J ?? pulseEnergy(p, cell, which, operation)) + line_F * line_V * line_V;
  return cell.kind === 'PCRAM' ? energy / shaperEfficiency : energy;
}

function pulseEnergy(p: Process, cell: MemoryCell, which: 'reset' | 'set', { mode, voltage_V = 0, current_A = 0, pulse_s }: WriteOperation): number {
  const volts = Math.abs(voltage_V);
  // As in NVSim the voltage of the reset decides for both whether a current flows from the supply.
  if (mode === 'current') return ((cell.reset?.voltage_V ?? 0) === 0 ? p.vdd_V : volts) * current_A * pulse_s;
  const { on_ohm, onAtReset_ohm, onAtSet_ohm } = cell.resistance!;
  const atPulse = which === 'reset' ? onAtReset_ohm : onAtSet_ohm;
  const resistance = cell.kind === 'memristor' && isCrossPoint(cell) ? atPulse : on_ohm;
  return ((volts * (volts - cell.accessDrop_V)) / resistance) * pulse_s;
}

export interface LineCurrents {
  readonly wordline_A: number;
  readonly bitline_A: number;
}

/** `selected`: cells of a row that are written at once. Word lines carry current only where they are not the gate of a transistor. */
export function lineCurrents(cell: MemoryCell, rows: number, columns: number, selected: number): LineCurrents {
  const reset = currentOf(cell);
  switch (cell.access) {
    case 'CMOS':
      return { wordline_A: 0, bitline_A: Math.max(reset, cell.set?.current_A ?? 0) + cell.accessLeakage_A * (rows - 1) };
    case 'diode':
      return {
        wordline_A: reset * selected + cell.accessLeakage_A * (columns - selected),
        bitline_A: reset + cell.accessLeakage_A * (rows - 1),
      };
    case 'None': {
      const { onAtReset_ohm, onAtHalfReset_ohm } = cell.resistance!;
      const half = (reset * onAtReset_ohm) / 2 / onAtHalfReset_ohm;
      return { wordline_A: reset * selected + half * (columns - selected), bitline_A: reset + half * (rows - 1) };
    }
  }
}

/** Of a reset. */
function currentOf(cell: MemoryCell): number {
  const { reset, access, accessDrop_V } = cell;
  if (reset?.current_A !== undefined) return reset.current_A;
  if (access === 'CMOS' || reset?.voltage_V === undefined) return 0;
  return (Math.abs(reset.voltage_V) - accessDrop_V) / cell.resistance!.onAtReset_ohm;
}
