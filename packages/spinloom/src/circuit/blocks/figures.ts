/**
 * Figures of the digital blocks: area, delay, energy and leakage, read from the table that `npm run characterize` makes.
 *
 * Each block is synthesised by Yosys onto our cell library (cells drawn by us, characterised with ngspice on FreePDK45 at 1.0 V, 25 C; areas of a published 45 nm library);
 * delay by static timing, energy by simulated activity with random inputs and no glitches. Wires have neither length nor capacitance.
 */
import type { Source, Sourced } from '../../quantity/index.ts';
import { refuse } from '../../refusal/index.ts';
import { blocks } from './registry.ts';
import { table } from './table.ts';
import type { BlockTable } from './types.ts';

export const blockTable: BlockTable = table;

/** Figures of a block, each with its source. */
export interface DigitalFigures {
  readonly area: Sourced;
  readonly delay: Sourced;
  readonly energy: Sourced;
  readonly leakage: Sourced;
}

/** The figures of a block of the registry; refuses an unknown name. */
export function digitalFigures(id: string): DigitalFigures {
  const row = table.rows[id] ?? refuse(`there is no digital block '${id}'; there are: ${blocks.map((block) => block.id).join(', ')}`);
  const source: Source = { trust: 'measured', cite: `npm run characterize: ${table.yosys}, own 45 nm cell library`, where: `circuit blocks ${id}` };
  return {
    area: { value: row.area_m2, unit: 'm2', source },
    delay: { value: row.delay_s, unit: 's', source },
    energy: { value: row.energy_J, unit: 'J', source },
    leakage: { value: row.leakage_W, unit: 'W', source },
  };
}
