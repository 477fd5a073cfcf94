/** The lines of a sub-array as pi-ladders, from the wires and the cell of the array model, with the transistors of the cells that hang on them. */
import { cellFigures, cellJunction, sotMemoryCell, technology, type Wire, wire } from 'spinloom';
import { nmos, text } from './parts.ts';

/** The papers' sub-array. */
export const rows = 256;
export const columns = 512;
/** Sections of a ladder. */
export const sections = 16;

export interface ColumnGeometry {
  /** Local wires at 45 nm, 300 K. */
  readonly wire: Wire;
  /** Pitch of the columns and of the rows. */
  readonly cellWidth_m: number;
  readonly cellHeight_m: number;
}

/** The cell of 69 F2 with the aspect ratio that the array model takes. */
export function columnGeometry(): ColumnGeometry {
  const tech = technology('45nm');
  const feature_m = tech.feature.value;
  const { area_F2, aspectRatio } = sotMemoryCell(cellFigures(tech, 'sot-2t1r', cellJunction()), feature_m);
  return {
    wire: wire(45, 'LocalAggressive', 300),
    cellWidth_m: Math.sqrt(area_F2 / aspectRatio) * feature_m,
    cellHeight_m: Math.sqrt(area_F2 * aspectRatio) * feature_m,
  };
}

/** A wire of `length_m` from node `near` over NAME1, NAME2 ... in equal sections: half of the capacitance of each at either of its ends. */
export function ladderLines(name: string, near: string, length_m: number, { R_ohm_per_m, C_F_per_m }: Wire): string[] {
  const [resistance, capacitance] = [(R_ohm_per_m * length_m) / sections, (C_F_per_m * length_m) / sections];
  const node = (i: number): string => (i === 0 ? near : `${name}${i}`);
  return Array.from({ length: sections }, (_, i) => [
    `r${name}w${i} ${node(i)} ${name}${i + 1} ${text(resistance)}`,
    `c${name}a${i} ${node(i)} 0 ${text(capacitance / 2)}`,
    `c${name}b${i} ${name}${i + 1} 0 ${text(capacitance / 2)}`,
  ]).flat();
}

/** Transistors of unselected cells at the far end of each section: off, behind `behind_ohm` to ground each; `missing` of them at the last section. */
export function unselectedLines(name: string, count: number, missing: number, width_um: number, behind_ohm: number): string[] {
  const each = count / sections;
  return Array.from({ length: sections }, (_, i) => {
    const here = i === sections - 1 ? each - missing : each;
    return [
      nmos(`${name}u${i}`, `${name}${i + 1}`, '0', `${name}s${i}`, width_um, ` m=${here}`),
      `r${name}s${i} ${name}s${i} 0 ${text(behind_ohm / here)}`,
    ];
  }).flat();
}

/** Gates of the cells along a word line, their channels at ground; the selected column's own are not among them. */
export function gateLines(name: string, missing: number, width_um: number): string[] {
  const each = columns / sections;
  return Array.from({ length: sections }, (_, i) =>
    nmos(`${name}g${i}`, '0', `${name}${i + 1}`, '0', width_um, ` m=${i === sections - 1 ? each - missing : each}`),
  );
}
