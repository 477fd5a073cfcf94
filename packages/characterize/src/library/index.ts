export { cellLibrary } from './committed.ts';
export { cellNetlist, libraryNetlist } from './conditions.ts';
export { characteriseLibrary } from './generate.ts';
export { liberty, libraryName } from './liberty.ts';
export type { ArcTables, CellLibrary, CellTables, EdgeTables, Grid } from './tables.ts';
