#!/usr/bin/env node
/**
 * `npm run characterize`: makes every table of the package again, from the netlists, and the figures of the circuits that `spinloom` keeps.
 * `-- circuits` or `-- cells` makes one of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { characterizer } from './characterizer.ts';
import { characteriseLibrary } from './library/index.ts';
import { recordCircuits } from './record.ts';
import { spiceEngine } from './spice/index.ts';
import { recordedText, tableText } from './table-text.ts';

const only = process.argv[2];
const write = (path: string, text: string): void => {
  const file = new URL(path, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  console.log(fileURLToPath(file));
};

if (only !== 'circuits') {
  const engine = spiceEngine();
  try {
    write('../tables/cells.json', tableText(await characteriseLibrary(engine, (name) => console.log(`cell ${name}`))));
  } finally {
    await engine.close();
  }
}
if (only !== 'cells') {
  const runner = characterizer();
  try {
    write('../../spinloom/src/circuit/recorded/figures.ts', recordedText(await recordCircuits(runner)));
  } finally {
    await runner.close();
  }
}
