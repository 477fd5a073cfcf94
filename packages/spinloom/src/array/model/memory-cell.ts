/** A memory cell as the array model sees it: what an NVSim `.cell` file says, in SI units but for widths and areas, which are in feature sizes. */

export type CellKind = 'SRAM' | 'MRAM' | 'PCRAM' | 'memristor';
export type AccessKind = 'CMOS' | 'diode' | 'None';
export type DriveMode = 'current' | 'voltage';

export interface WriteOperation {
  readonly mode: DriveMode;
  readonly voltage_V?: number;
  readonly current_A?: number;
  readonly pulse_s: number;
  /** Of one cell; absent: from voltage, current and pulse. */
  readonly energy_J?: number;
}

export interface MemoryCell {
  readonly kind: CellKind;
  readonly area_F2: number;
  /** Height over width. */
  readonly aspectRatio: number;
  readonly access: AccessKind;
  /** Of the access transistor; 0 without one. */
  readonly accessWidth_F: number;
  /** Default 0. */
  readonly accessDrop_V: number;
  /** Through the access device of a cell that is not selected. Default 0. */
  readonly accessLeakage_A: number;
  /** Widths of the latch of an SRAM cell. */
  readonly sram?: { readonly nmos_F: number; readonly pmos_F: number };
  /** Absent for SRAM. */
  readonly resistance?: CellResistance;
  readonly read: {
    readonly mode: DriveMode;
    readonly voltage_V?: number;
    readonly current_A?: number;
    readonly power_W?: number;
    /** Default 80 mV. */
    readonly minSense_V: number;
  };
  /** Absent for SRAM. */
  readonly reset?: WriteOperation;
  readonly set?: WriteOperation;
}

/** Of the low and the high state at the read voltage, and of the low state at the write voltages. Capacitances count where there is no transistor. */
export interface CellResistance {
  readonly on_ohm: number;
  readonly off_ohm: number;
  readonly onAtReset_ohm: number;
  readonly onAtSet_ohm: number;
  readonly onAtHalfReset_ohm: number;
  readonly capOn_F: number;
  readonly capOff_F: number;
}

export const defaultMinSense_V = 0.08;

/** A cross-point has no access device: cells that share a line with the selected one are half selected. */
export function isCrossPoint({ access }: MemoryCell): boolean {
  return access === 'None';
}

/** Without a transistor the whole word is reset, then what must be set is; phase-change cells are written at once all the same. */
export function resetsThenSets({ kind, access }: MemoryCell): boolean {
  return access !== 'CMOS' && kind !== 'PCRAM';
}

/** How often a write switches the multiplexers. */
export function writePasses({ access }: MemoryCell): 1 | 2 {
  return access === 'CMOS' ? 1 : 2;
}

export interface CellSize {
  readonly width_m: number;
  readonly height_m: number;
}

export function cellSize({ area_F2, aspectRatio }: MemoryCell, feature_m: number): CellSize {
  return { width_m: Math.sqrt(area_F2 / aspectRatio) * feature_m, height_m: Math.sqrt(area_F2 * aspectRatio) * feature_m };
}
