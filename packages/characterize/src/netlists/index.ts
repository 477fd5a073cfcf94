export {
  type ColumnFigures,
  type ColumnOptions,
  type ColumnWriteOptions,
  columnNetlist,
  columnWriteNetlist,
  measureColumn,
  measureColumnWrite,
} from './column.ts';
export { circuitFiles } from './files.ts';
export { measureNvFlipFlop, type NvFlipFlopFigures, type NvFlipFlopOptions, nvFlipFlopNetlist } from './nv-flip-flop.ts';
export { measureSense, type SenseFigures, type SenseOptions, senseNetlist, senseOperations, storedValues, truth } from './sense.ts';
export { measureWrite, type WriteFigures, type WriteOptions, writeNetlist } from './write.ts';
