export { type Bench, benchOf } from './bench.ts';
export { checkNetlist } from './check.ts';
export { proveSame, proveTable } from './equal.ts';
export { rtlExport } from './files.ts';
export { blockInputs, characteriseBlocks, figuresOf, tableModule } from './generate.ts';
export { proveFunction, proveNetlist, runBench } from './prove.ts';
export { proveAdders } from './sums/adders.ts';
export { proveSwept } from './sweep.ts';
export { type Cells, cellsOf, type Synthesis, synthesise } from './synthesise.ts';
