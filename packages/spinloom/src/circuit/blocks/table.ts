import type { BlockTable } from './figures.ts';
export const table: BlockTable = { yosys: '', inputs_sha256: '', rows: {} };
