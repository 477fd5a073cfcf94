#!/usr/bin/env node
/** `npm run characterize`: makes every table of the package again, from the netlists. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { characteriseLibrary } from './library/index.ts';
import { spiceEngine } from './spice/index.ts';
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
