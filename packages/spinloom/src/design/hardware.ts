/** Composes the levels below the designs, once for all of them. */
import { arrayFigures, type MatOrganisation, type MemoryProcess, memoryFigures, sotMemoryCell } from '../array/index.ts';
import { blockFigures, cellFigures, type SenseFigures, senseFigures } from '../circuit/index.ts';
import { type JunctionFigures, junctionFigures } from '../device/index.ts';
import type { Organisation } from '../engine/schedule/index.ts';
import { technology } from '../technology/index.ts';
import type { DigitalUnit, Hardware } from './types.ts';

/** Switches with probability 0.9995 at 300 K. */
const writePulse_s = 1.5e-9;

let known: JunctionFigures | undefined;

/** The junction of the cell: preset A on preset N1, written by 120 uA for 1.5 ns. Computed once. */
export function cellJunction(): JunctionFigures {
  known ??= junctionFigures({ write: { pulse_s: writePulse_s } });
  return known;
}

/** What the memory is made of. */
export interface ArrayOptions extends Required<Omit<MemoryProcess, 'node_nm'>> {
  /** Whether what crosses the H-tree is charged. Default true. */
  readonly htree: boolean;
}

export interface HardwareChoice {
  /** Id of the node. */
  readonly technology: string;
  readonly organisation: MatOrganisation;
  readonly digitalUnit: DigitalUnit;
  readonly array?: Partial<ArrayOptions>;
}

export function composeHardware({ technology: node, organisation, digitalUnit, array = {} }: HardwareChoice): Hardware {
  const { htree = true, ...process } = array;
  const tech = technology(node);
  const junction = cellJunction();
  const cell = cellFigures(tech, 'sot-2t1r', junction);
  const memory = memoryFigures(sotMemoryCell(cell, tech.feature.value), { ...process, organisation, node_nm: tech.feature.value * 1e9 });
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
    array: arrayFigures(memory, cell, { charged: htree }),
    organisation,
    process: memory.configuration,
    htreeCharged: htree,
    digitalUnit,
  };
}

/** The organisation as the mapper sees it. */
export function matsOf({ rows, columns, matsPerBank, banksPerGroup, groups }: MatOrganisation): Organisation {
  return { rows, columns, mats: matsPerBank * banksPerGroup * groups, matsPerBank };
}
