/**
 * The SOT cell of circuit/ as the array model takes it: separate paths to read and to write, each with its transistor, word line and bit line.
 *
 * `read` is what NVSim would call an MRAM cell with one transistor: that of the read path. `write` is what NVSim has no words for.
 */
import { type CellFigures, defaultReadCurrent, sotBiasValues } from '../../circuit/index.ts';
import { refuse } from '../../refusal/index.ts';
import type { MemoryCell } from '../model/memory-cell.ts';

export interface SotMemoryCell {
  readonly read: MemoryCell;
  readonly write: SotWrite;
}

/** Current through the heavy metal, from a write bit line to the source line, behind a transistor on a write word line of its own. */
export interface SotWrite {
  readonly current_A: number;
  readonly pulse_s: number;
  /** That the driver puts on the bit line, of either sign. */
  readonly voltage_V: number;
  /** The word line is boosted to this where the supply is lower. */
  readonly wordline_V: number;
  readonly accessWidth_F: number;
}

// Of two cells in parallel the current leaves 21 mV on either side of the reference of OR; the offset of the amplifier is in the error rates.
const minSense_V = 0.015;
// Assumed: NVSim's default access transistor and the aspect ratio of its SOT-like cell.
const readWidth_F = 6;
const aspectRatio = 0.69;
// ngspice, FreePDK45: 120 nm drive 119.4 uA through 889 ohm from 1 V with the word line at 1.2 V.
const writeWidth_m = 120e-9;
const boosted_V = 1.2;
const widthNode_m = 45e-9;

/** `feature_m`: of the node that the cell's area was computed at. The write transistor scales with the node. */
export function sotMemoryCell(cell: CellFigures, feature_m: number): SotMemoryCell {
  const { resistanceLow, resistanceHigh, writeCurrent, writePulse } = cell;
  if (resistanceLow === undefined || resistanceHigh === undefined || writeCurrent === undefined || writePulse === undefined) {
    return refuse(`cell '${cell.id}' has no resistances or no write, which the array model needs; 'sot-2t1r' has both`);
  }
  const write = {
    current_A: writeCurrent.value,
    pulse_s: writePulse.value,
    voltage_V: sotBiasValues.V_WP.value,
    wordline_V: boosted_V,
    accessWidth_F: writeWidth_m / widthNode_m,
  };
  const asNvsim = { mode: 'current' as const, current_A: write.current_A, pulse_s: write.pulse_s, voltage_V: write.voltage_V };
  return {
    write,
    read: {
      kind: 'MRAM',
      area_F2: cell.area.value / feature_m ** 2,
      aspectRatio,
      access: 'CMOS',
      accessWidth_F: readWidth_F,
      accessDrop_V: 0,
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
      read: { mode: 'voltage', current_A: defaultReadCurrent.value, minSense_V },
      reset: asNvsim,
      set: asNvsim,
    },
  };
}
