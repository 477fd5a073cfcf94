/** Energy to write one cell, its bit line included, and the currents that lines must carry for it (array model, section 4.6). */
import { isCrossPoint, type MemoryCell, type WriteOperation } from './memory-cell.ts';
import type { Process } from './process.ts';

/** Of what a PCRAM pulse shaper draws, the part that reaches the cell. */
const shaperEfficiency = 0.2;

/** `line_F`: access device, bit line and drain of the multiplexer. */
export function writeEnergyOf(p: Process, cell: MemoryCell, which: 'reset' | 'set', line_F: number): number {
  const operation = cell[which];
  if (operation === undefined) return 0;
  const volts = operation.voltage_V === undefined ? p.vdd_V : Math.abs(operation.voltage_V);
  const energy = (operation.energy_J ?? pulseEnergy(cell, which, operation, volts)) + line_F * volts * volts;
  return cell.kind === 'PCRAM' ? energy / shaperEfficiency : energy;
}

function pulseEnergy(cell: MemoryCell, which: 'reset' | 'set', { mode, current_A, pulse_s }: WriteOperation, volts: number): number {
  if (mode === 'current') return volts * (current_A ?? 0) * pulse_s;
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
  const reset = currentOf(cell, 'reset');
  const set = currentOf(cell, 'set');
  const most = Math.max(reset, set);
  switch (cell.access) {
    case 'CMOS':
      return { wordline_A: 0, bitline_A: most + cell.accessLeakage_A * (rows - 1) };
    case 'diode':
      return {
        wordline_A: most * selected + cell.accessLeakage_A * (columns - selected),
        bitline_A: most + cell.accessLeakage_A * (rows - 1),
      };
    case 'None': {
      const { onAtReset_ohm, onAtHalfReset_ohm } = cell.resistance!;
      const half = (reset * onAtReset_ohm) / 2 / onAtHalfReset_ohm;
      return { wordline_A: reset * selected + half * (columns - selected), bitline_A: reset + half * (rows - 1) };
    }
  }
}

function currentOf(cell: MemoryCell, which: 'reset' | 'set'): number {
  const operation = cell[which];
  if (operation === undefined) return 0;
  if (operation.current_A !== undefined) return operation.current_A;
  if (cell.access === 'CMOS' || operation.voltage_V === undefined) return 0;
  const { onAtReset_ohm, onAtSet_ohm } = cell.resistance!;
  return (Math.abs(operation.voltage_V) - cell.accessDrop_V) / (which === 'reset' ? onAtReset_ohm : onAtSet_ohm);
}
