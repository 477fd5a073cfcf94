/** The figures that every block of the array model has. */
export interface BlockNumbers {
  readonly height_m: number;
  readonly width_m: number;
  readonly area_m2: number;
  readonly readLatency_s: number;
  readonly writeLatency_s: number;
  readonly readEnergy_J: number;
  readonly writeEnergy_J: number;
  readonly leakage_W: number;
}

/** The same of what holds cells, whose writes of a 1 and of a 0 differ. */
export interface CellBlockNumbers extends BlockNumbers {
  readonly setLatency_s: number;
  readonly resetLatency_s: number;
  readonly setEnergy_J: number;
  readonly resetEnergy_J: number;
}

/** What a block cannot be, in one sentence: an organisation that breaks a rule. Searches meet millions, so that it is a value and not thrown. */
export type Broken = string;

export function isBroken(outcome: object | Broken): outcome is Broken {
  return typeof outcome === 'string';
}

/** A block that is not there. */
export const nothing: BlockNumbers = {
  height_m: 0,
  width_m: 0,
  area_m2: 0,
  readLatency_s: 0,
  writeLatency_s: 0,
  readEnergy_J: 0,
  writeEnergy_J: 0,
  leakage_W: 0,
};

/** A block that does the same to read and to write. */
export function block(width_m: number, height_m: number, latency_s: number, energy_J: number, leakage_W: number): BlockNumbers {
  return {
    height_m,
    width_m,
    area_m2: width_m * height_m,
    readLatency_s: latency_s,
    writeLatency_s: latency_s,
    readEnergy_J: energy_J,
    writeEnergy_J: energy_J,
    leakage_W,
  };
}
