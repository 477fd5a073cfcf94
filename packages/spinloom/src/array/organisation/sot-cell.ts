/** The SOT cell of circuit/ as the array model takes it: MRAM with one transistor, because the model knows no separate read and write paths. */
import type { CellFigures } from '../../circuit/index.ts';
import { refuse } from '../../refusal/index.ts';
import type { MemoryCell } from '../model/memory-cell.ts';

// Assumed: paper 1 senses in voltage mode and gives none of these.
const read_V = 0.6;
// Two cells in parallel leave 19 to 27 mV around the references of AND and OR.
const minSense_V = 0.015;
const accessDrop_V = 0.15;
const accessWidth_F = 6;
const aspectRatio = 0.69;

/** `feature_m`: of the node that the cell's area was computed at. */
export function sotMemoryCell(cell: CellFigures, feature_m: number): MemoryCell {
  const { resistanceLow, resistanceHigh, writeCurrent, writePulse, writeEnergy } = cell;
  if (resistanceLow === undefined || resistanceHigh === undefined || writeCurrent === undefined || writePulse === undefined) {
    return refuse(`cell '${cell.id}' has no resistances or no write, which the array model needs; 'sot-2t1r' has both`);
  }
  const write = {
    mode: 'current' as const,
    current_A: writeCurrent.value,
    pulse_s: writePulse.value,
    ...(writeEnergy === undefined ? {} : { energy_J: writeEnergy.value }),
  };
  return {
    kind: 'MRAM',
    area_F2: cell.area.value / feature_m ** 2,
    aspectRatio,
    access: 'CMOS',
    accessWidth_F,
    accessDrop_V,
    accessLeakage_A: 0,
    resistance: {
      on_ohm: resistanceLow.value,
      off_ohm: resistanceHigh.value,
      onAtReset_ohm: resistanceLow.value,
      onAtSet_ohm: resistanceLow.value,
      onAtHalfReset_ohm: resistanceLow.value,
      capOn_F: 0,
      capOff_F: 0,
    },
    read: { mode: 'voltage', voltage_V: read_V, minSense_V },
    reset: write,
    set: write,
  };
}
