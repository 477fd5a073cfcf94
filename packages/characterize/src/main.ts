#!/usr/bin/env node
/** `npm run characterize`: makes every table of the package again, from the netlists. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cellLibrary, characteriseLibrary, liberty } from './library/index.ts';
import { spiceEngine } from './spice/index.ts';
import { cellsOf, characteriseBlocks, tableModule } from './synthesis/index.ts';
import { tableText } from './table-text.ts';

const folder = new URL('../tables/', import.meta.url);
mkdirSync(folder, { recursive: true });

const engine = spiceEngine();
try {
  const library = await characteriseLibrary(engine, (name) => console.log(`cell ${name}`));
  writeFileSync(new URL('cells.json', folder), tableText(library));
} finally {
  await engine.close();
}

// The digital blocks are data of spinloom itself: evaluation reads them without this package.
const table = await characteriseBlocks(cellsOf(liberty(cellLibrary())), (id) => console.log(`block ${id}`));
writeFileSync(new URL('../../spinloom/src/circuit/blocks/table.ts', import.meta.url), tableModule(table));
