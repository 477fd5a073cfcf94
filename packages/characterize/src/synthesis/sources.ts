/** The SystemVerilog of the package. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../rtl/', import.meta.url);

/** Every module file by name, in order of names. */
export function rtlFiles(): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sv'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}
