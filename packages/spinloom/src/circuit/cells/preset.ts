/** One kind of bit cell as a table: every number with its source. Areas are in F², so that a preset serves any node. */
import type { Source, Sourced } from '../../quantity/index.ts';

export type CellDevice = 'sot' | 'stt' | 'reram' | 'sram';

export interface CellPreset {
  readonly id: string;
  readonly title: string;
  readonly device: CellDevice;
  readonly transistors: number;
  readonly area_F2: Sourced;
  /** State of a 0. */
  readonly resistanceLow?: Sourced;
  /** State of a 1. */
  readonly resistanceHigh?: Sourced;
  readonly writeCurrent?: Sourced;
  readonly writePulse?: Sourced;
  /** Of the path that the write current takes, the transistor left out. */
  readonly writeResistance?: Sourced;
  /** Where no resistance tells it. */
  readonly writeEnergy?: Sourced;
}

/** Rows of one source. */
export function rows(trust: Source['trust'], cite: string): (value: number, unit: string, where?: string) => Sourced {
  return (value, unit, where) => ({ value, unit, source: { trust, cite, ...(where === undefined ? {} : { where }) } });
}
