/** Composes the levels below the designs, once for all of them. */
import { arrayFigures, type MatOrganisation } from '../array/index.ts';
import { blockFigures, cellFigures } from '../circuit/index.ts';
import type { Organisation } from '../engine/schedule/index.ts';
import { technology } from '../technology/index.ts';
import type { DigitalUnit, Hardware } from './types.ts';

export function composeHardware(node: string, organisation: MatOrganisation, digitalUnit: DigitalUnit): Hardware {
  const tech = technology(node);
  const cell = cellFigures(tech);
  return { technology: tech, cell, blocks: blockFigures(tech), array: arrayFigures(tech, cell, organisation), organisation, digitalUnit };
}

/** The organisation as the mapper sees it. */
export function matsOf({ rows, columns, matsPerBank, banksPerGroup, groups }: MatOrganisation): Organisation {
  return { rows, columns, mats: matsPerBank * banksPerGroup * groups };
}
