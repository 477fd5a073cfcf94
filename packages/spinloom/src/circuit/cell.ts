/**
 * The bit cell: what it is made of, how large it is, what writes it. The tables of the presets are in cells/.
 *
 * `cellFigures(technology('45nm'))` is the cell of both papers: two transistors and one junction on a spin-Hall metal.
 */
import type { JunctionFigures } from '../device/index.ts';
import { chosen, type Expression, given, productOf, type Sourced } from '../quantity/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import type { Technology } from '../technology/index.ts';
import { type CellDevice, cellPresets } from './cells/index.ts';

export interface CellFigures {
  readonly id: string;
  readonly title: string;
  readonly area: Expression;
  readonly device: CellDevice;
  readonly transistors: number;
  /** State of a 0 and of a 1; absent where the cell is no resistor. */
  readonly resistanceLow?: Expression;
  readonly resistanceHigh?: Expression;
  /** Absent where the table gives none. */
  readonly writeCurrent?: Expression;
  readonly writePulse?: Expression;
  /** I^2 R t of the write path where current, pulse and its resistance are known, else what the table gives. */
  readonly writeEnergy?: Expression;
  /** Probability that the write pulse leaves the old state; present where the junction was computed. */
  readonly writeErrorRate?: number;
}

/** Ids of the cells there are. */
export const cells: readonly string[] = cellPresets.map(({ id }) => id);

/**
 * A preset at a node; refuses an unknown one. Default 'sot-2t1r', the cell of both papers. With the figures of a `junction` a SOT cell takes its
 * resistances and its write from them instead of from the table.
 */
export function cellFigures(technology: Technology, id = 'sot-2t1r', junction?: JunctionFigures): CellFigures {
  const preset = cellPresets.find((each) => each.id === id) ?? refuse(`cell '${id}' is not known; ${suggestion(id, cells)}`);
  const { title, device, transistors, area_F2, resistanceLow, resistanceHigh, writeCurrent, writePulse } = preset;
  const { feature } = technology;
  const writeEnergy = energy(preset.writeResistance, writeCurrent, writePulse) ?? optional(preset.writeEnergy);
  return {
    id,
    title,
    area: productOf('m2', 'cell area in F² x F²', { area_F2, feature, featureAgain: feature }),
    device,
    transistors,
    ...present('resistanceLow', optional(resistanceLow)),
    ...present('resistanceHigh', optional(resistanceHigh)),
    ...present('writeCurrent', optional(writeCurrent)),
    ...present('writePulse', optional(writePulse)),
    ...present('writeEnergy', writeEnergy),
    ...(junction !== undefined && device === 'sot' ? computed(junction) : {}),
  };
}

function computed({ basis, writeCurrent_A, pulse_s, writeErrorRate }: JunctionFigures): Partial<CellFigures> {
  return {
    resistanceLow: basis.resistanceP_ohm,
    resistanceHigh: basis.resistanceAP_ohm,
    writeCurrent: chosen(writeCurrent_A, 'A', 'paper 1, III.B, memory write', 'published'),
    writePulse: chosen(pulse_s, 's', 'at 300 K and 120 uA 1.5 ns switch with probability 0.9995 (macrospin)'),
    writeEnergy: basis.writeEnergy_J,
    writeErrorRate,
  };
}

function energy(resistance?: Sourced, current?: Sourced, pulse?: Sourced): Expression | undefined {
  if (resistance === undefined || current === undefined || pulse === undefined) return undefined;
  return productOf('J', 'write current² x resistance of the write path x pulse', { current, currentAgain: current, resistance, pulse });
}

function optional(row: Sourced | undefined): Expression | undefined {
  return row === undefined ? undefined : given(row);
}

/** The field, or none: an optional field is absent rather than undefined. */
function present<K extends string>(key: K, value: Expression | undefined): { readonly [key in K]?: Expression } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: Expression });
}
