/** NVSim's files from disk: a configuration, and the cell beside it. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ArrayRequest, readCfg } from '../array/index.ts';
import { readBytes } from './files.ts';

/** Reads a `.cfg` file; the path of its `.cell` file is relative to it. */
export function loadArray(path: string): ArrayRequest {
  const text = (file: string, what: string): string => new TextDecoder().decode(readBytes(file, what));
  return readCfg(text(path, 'configuration'), path, (name) => {
    const cell = resolve(dirname(path), name);
    return existsSync(cell) ? text(cell, 'cell file') : undefined;
  });
}
