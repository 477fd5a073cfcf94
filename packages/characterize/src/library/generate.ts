/** All cells characterised, with what they were made of; and whether committed tables still belong to these netlists and conditions. */
import { createHash } from 'node:crypto';
import { refuse } from 'spinloom';
import { engineName, type SpiceEngine } from '../spice/index.ts';
import { cells } from './cells.ts';
import { characterise } from './characterise.ts';
import { conditions, libraryNetlist } from './conditions.ts';
import type { CellLibrary, CellTables } from './tables.ts';

/** SHA-256 of everything that the tables are a function of: engine, conditions, netlists, areas. */
function libraryInputs(): string {
  const areas = cells.map(({ name, area_um2 }) => [name, area_um2]);
  return createHash('sha256')
    .update(JSON.stringify([engineName, conditions, areas, libraryNetlist()]))
    .digest('hex');
}

/** Runs some thousand transients: minutes. `report` is told each cell that is done. */
export async function characteriseLibrary(engine: SpiceEngine, report: (name: string) => void = () => {}): Promise<CellLibrary> {
  const tables: CellTables[] = [];
  for (const cell of cells) {
    tables.push(await characterise(engine, cell, conditions));
    report(cell.name);
  }
  return { engine: engineName, inputs_sha256: libraryInputs(), conditions, cells: tables };
}

/** Refuses tables that were made of other netlists or conditions. */
export function checkLibrary(library: CellLibrary): CellLibrary {
  if (library.inputs_sha256 !== libraryInputs())
    refuse('the committed cell tables were made of other netlists or conditions than those here; run npm run characterize');
  return library;
}
