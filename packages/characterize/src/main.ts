#!/usr/bin/env node
/**
 * `npm run characterize`: makes every table of the package again, from the netlists, and the figures of circuits and digital blocks that `spinloom` keeps.
 * `-- circuits`, `-- cells` or `-- blocks` makes one of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { characterizer } from './characterizer.ts';
import { cellLibrary, characteriseLibrary, liberty } from './library/index.ts';
import { recordCircuits } from './record.ts';
import { spiceEngine } from './spice/index.ts';
import { cellsOf, characteriseBlocks, tableModule } from './synthesis/index.ts';
import { recordedText, tableText } from './table-text.ts';

const parts = ['cells', 'circuits', 'blocks'];
const [only, ...others] = process.argv.slice(2);
if (others.length > 0 || (only !== undefined && !parts.includes(only))) {
  console.error(`characterize: expected one of ${parts.join(', ')}, or nothing for all of them; found '${process.argv.slice(2).join(' ')}'`);
  process.exit(2);
}
const write = (path: string, text: string): void => {
  const file = new URL(path, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  console.log(fileURLToPath(file));
};

if (only === undefined || only === 'cells') {
  const engine = spiceEngine();
  try {
    write('../tables/cells.json', tableText(await characteriseLibrary(engine, (name) => console.log(`cell ${name}`))));
  } finally {
    await engine.close();
  }
}
if (only === undefined || only === 'circuits') {
  const runner = characterizer();
  try {
    write('../../spinloom/src/circuit/recorded/figures.ts', recordedText(await recordCircuits(runner)));
  } finally {
    await runner.close();
  }
}
if (only === undefined || only === 'blocks') {
  const table = await characteriseBlocks(cellsOf(liberty(cellLibrary())), (id) => console.log(`block ${id}`));
  write('../../spinloom/src/circuit/blocks/table.ts', tableModule(table));
}
