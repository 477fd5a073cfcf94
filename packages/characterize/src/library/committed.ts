/** The tables that are committed with the package. */
import { readFileSync } from 'node:fs';
import { checkLibrary } from './generate.ts';
import type { CellLibrary } from './tables.ts';

const file = new URL('../../tables/cells.json', import.meta.url);

/** The committed cell library; refuses tables that do not belong to the netlists here. */
export function cellLibrary(): CellLibrary {
  return checkLibrary(JSON.parse(readFileSync(file, 'utf8')) as CellLibrary);
}
