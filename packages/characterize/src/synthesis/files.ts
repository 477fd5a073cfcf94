/** What `spinloom export rtl` writes: the modules, and a test bench for each block. */
import { blocks } from 'spinloom';
import { benchOf } from './bench.ts';
import { rtlFiles } from './sources.ts';

/** Text by file name. */
export function rtlExport(): Readonly<Record<string, string>> {
  return { ...rtlFiles(), ...Object.fromEntries(blocks.map((block) => [`bench-${block.id}.sv`, benchOf(block).text])) };
}
