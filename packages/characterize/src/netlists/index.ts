export { measureWrite, type WriteFigures, type WriteOptions, writeNetlist } from './write.ts';
