import { writeFileSync } from 'node:fs';
import { cellLibrary, cellsOf, characteriseBlocks, liberty, tableModule } from '@spinloom/characterize';

const t = await characteriseBlocks(cellsOf(liberty(cellLibrary())), (id) => console.log(new Date().toISOString().slice(14, 19), id));
writeFileSync('/work/helpers/rtl/packages/spinloom/src/circuit/blocks/table.ts', tableModule(t));
process.exit(0);
