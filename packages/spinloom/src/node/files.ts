/** Files, with refusals instead of stack traces, and writes that leave no half a file behind. */
import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { refuse } from '../refusal/index.ts';

/** The bytes of a file; `what` names its role in the refusal. */
export function readBytes(path: string, what: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    return refuse(`${what} '${path}' cannot be read: ${reason(error)}`);
  }
}

/** Refuses a path that cannot be written, before the work whose result goes there. */
export function checkWritable(path: string): void {
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) refuse(`output '${path}' cannot be written: there is no folder '${dirname(path)}'`);
  if (existsSync(path) && statSync(path).isDirectory()) refuse(`output '${path}' cannot be written: it is a folder`);
  try {
    if (!statSync(folder).isDirectory()) refuse(`output '${path}' cannot be written: '${dirname(path)}' is no folder`);
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (error) {
    refuse(`output '${path}' cannot be written: ${reason(error)}`);
  }
}

/** Writes a whole file or none: into a neighbour first, then renamed. */
export function writeAtomically(path: string, text: string): void {
  const neighbour = `${resolve(path)}.${randomUUID()}.part`;
  try {
    writeFileSync(neighbour, text);
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    refuse(`output '${path}' cannot be written: ${reason(error)}`);
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'permission denied';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
