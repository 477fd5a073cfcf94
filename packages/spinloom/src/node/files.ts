/** Files, with refusals instead of stack traces, and writes that leave no half a file behind. */
import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Refusal, refuse } from '../refusal/index.ts';

/** The bytes of a file; `what` names its role in the refusal. */
export function readBytes(path: string, what: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    return refuse(`${what} '${path}' cannot be read: ${reason(error)}`);
  }
}

/** What a result file starts with: a file that holds something else is not overwritten, be it an input or a slip of the command line. */
export type ResultKind = 'JSON' | 'SVG' | 'ONNX' | 'HTML' | 'SPICE' | 'RTL' | 'Liberty';

const starts: Readonly<Record<ResultKind, (head: string) => boolean>> = {
  JSON: (head) => /^\s*[[{]/.test(head),
  SVG: (head) => /^\s*(<\?xml[^>]*>\s*)?<svg/.test(head),
  HTML: (head) => /^\s*<!doctype html/i.test(head),
  // The tag of the first field of a model, its IR version.
  ONNX: (head) => head.charCodeAt(0) === 8,
  RTL: (head) => /^\/\/ /.test(head),
  SPICE: (head) => head.startsWith('*'),
  Liberty: (head) => /^\s*(\/\*|library\b)/.test(head),
};

/** Refuses a path that cannot be written, or that holds anything but an older result, before the work whose result goes there. */
export function checkWritable(path: string, kind: ResultKind): void {
  if (path === '') refuse('the name of the output file is empty');
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) refuse(`output '${path}' cannot be written: there is no folder '${dirname(path)}'`);
  if (existsSync(path) && statSync(path).isDirectory()) refuse(`output '${path}' cannot be written: it is a folder`);
  try {
    if (!statSync(folder).isDirectory()) refuse(`output '${path}' cannot be written: '${dirname(path)}' is no folder`);
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse(`output '${path}' cannot be written: ${reason(error)}`);
  }
  if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size === 0) return;
  const head = readFileSync(path, 'latin1').slice(0, 200);
  if (!starts[kind](head)) refuse(`output '${path}' exists and holds no ${kind}: it would be lost; give another name, or remove it first`);
}

/** Writes text files into a folder, made if it is not there. Refuses before the first is written where one would overwrite something else. */
export function writeFolder(folder: string, files: Readonly<Record<string, string>>, kind: ResultKind): void {
  if (folder === '') refuse('the name of the output folder is empty');
  if (existsSync(folder) && !statSync(folder).isDirectory()) refuse(`folder '${folder}' cannot be made: it is a file`);
  try {
    makeFolder(resolve(folder));
  } catch (error) {
    refuse(`folder '${folder}' cannot be made: ${reason(error)}`);
  }
  for (const name of Object.keys(files)) checkWritable(join(folder, name), kind);
  for (const [name, text] of Object.entries(files)) writeAtomically(join(folder, name), text);
}

/** A folder and those above it. Node's own recursive way does not end where the system denies a folder that stands to exist, as below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Writes a whole file or none: into a neighbour first, then renamed. Devices and pipes are written to directly; links are followed. */
export function writeAtomically(path: string, text: string | Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : resolve(path);
  const neighbour = `${target}.${randomUUID()}.part`;
  try {
    if (existsSync(target) && !statSync(target).isFile()) {
      writeFileSync(target, text);
      return;
    }
    writeFileSync(neighbour, text);
    renameSync(neighbour, target);
  } catch (error) {
    rmSync(neighbour, { force: true });
    refuse(`output '${path}' cannot be written: ${reason(error)}`);
  }
}

/** Why a file cannot be read or written, in words. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'ENOTDIR':
      return 'part of its path is no folder';
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
