/** Composes the levels below the designs, once for all of them. */
import { arrayFigures, type MatOrganisation } from '../array/index.ts';
import { blockFigures, cellFigures, type SenseFigures, senseFigures } from '../circuit/index.ts';
import { type JunctionFigures, junctionFigures } from '../device/index.ts';
import type { Organisation } from '../engine/schedule/index.ts';
import { technology } from '../technology/index.ts';
import type { DigitalUnit, Hardware } from './types.ts';

/** Write pulse of the array's table. */
const writePulse_s = 1.5e-9;

let known: JunctionFigures | undefined;

/** The junction of the cell: preset A on preset N1, written by 120 uA for 1.5 ns. Computed once. */
export function cellJunction(): JunctionFigures {
  known ??= junctionFigures({ write: { pulse_s: writePulse_s } });
  return known;
}

export function composeHardware(node: string, organisation: MatOrganisation, digitalUnit: DigitalUnit): Hardware {
  const tech = technology(node);
  const junction = cellJunction();
  const cell = cellFigures(tech, 'sot-2t1r', junction);
  let sensed: SenseFigures | undefined;
  return {
    technology: tech,
    junction,
    cell,
    // Its exact error probabilities take a while, and few ask for them.
    get sense() {
      sensed ??= senseFigures({ junction, write: [junction.writeErrorRate, junction.writeErrorRate] });
      return sensed;
    },
    blocks: blockFigures(tech),
    array: arrayFigures(tech, cell, organisation),
    organisation,
    digitalUnit,
  };
}

/** The organisation as the mapper sees it. */
export function matsOf({ rows, columns, matsPerBank, banksPerGroup, groups }: MatOrganisation): Organisation {
  return { rows, columns, mats: matsPerBank * banksPerGroup * groups };
}
