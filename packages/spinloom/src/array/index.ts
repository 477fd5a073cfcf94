export { type BufferEstimate, type BufferFigures, type BufferKind, type BufferRange, bufferFigures, bufferKinds, sizeText } from './buffers/index.ts';
export { describeArray } from './describe.ts';
export { readCell } from './files/read-cell.ts';
export { type ArrayRequest, readCfg } from './files/read-cfg.ts';
export { type ArrayNumbers, computeArray } from './model/compute.ts';
export type { ArrayConfiguration, ArrayOrganisation, ArrayTechnology } from './model/configuration.ts';
export { predecodersIn } from './model/mat.ts';
export type { MemoryCell } from './model/memory-cell.ts';
export { type BufferStyle, bufferStyles } from './model/output-driver.ts';
export { type Repeaters, repeaterKinds } from './model/repeaters.ts';
export { describeMemory } from './organisation/describe.ts';
export { type ArrayFigures, type ArrayOperation, arrayFigures, type Movement } from './organisation/figures.ts';
export { type MemoryPart, type MemorySplit, memoryPartNames } from './organisation/floor-plan.ts';
export {
  type MatOrganisation,
  type MemoryFigures,
  type MemoryOptions,
  type MemoryProcess,
  memoryFigures,
  paperOrganisation,
} from './organisation/memory.ts';
export { type OperationPart, type RowOperation, type RowOperationName, rowOperationNames } from './organisation/row-operations.ts';
export { type SotMemoryCell, sotMemoryCell } from './organisation/sot-cell.ts';
export { type ArrayFigure, type ArrayPart, arrayPartNames, arrayParts, type Split, splitTotal } from './parts.ts';
export {
  type ArraySearch,
  joinParts,
  type SearchOptions,
  type SearchPart,
  searchArray,
  searcher,
  searchLength,
  searchSize,
} from './search/search.ts';
export { type OpenWires, onlyConfiguration, type SearchSpace } from './search/space.ts';
export { type Target, targets } from './search/targets.ts';
export type { FoundArray } from './search/wires.ts';
