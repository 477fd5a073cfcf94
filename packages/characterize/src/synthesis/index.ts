export { type Bench, benchOf } from './bench.ts';
export { checkNetlist } from './check.ts';
export { rtlExport } from './files.ts';
export { blockInputs, characteriseBlocks, figuresOf, tableModule } from './generate.ts';
export { proveFunction, proveNetlist, proveSame, proveTable, runBench } from './prove.ts';
export { type Cells, cellsOf, type Synthesis, synthesise } from './synthesise.ts';
