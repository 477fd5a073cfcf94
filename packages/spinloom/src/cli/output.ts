/** Text for people or JSON for programs, on the screen or in a file. */
import { basename, resolve } from 'node:path';
import { Option } from 'commander';
import { checkWritable, type ResultKind, writeAtomically } from '../node/index.ts';
import { refuse } from '../refusal/index.ts';

/** true: to standard output; a string: to that file. */
export type JsonTarget = true | string | undefined;

export const jsonOption = (): Option => new Option('--json [file]', 'result as JSON: to the file, or to standard output instead of the text');

/** `--explain [PATH]`: figures opened instead of the tables. */
export function explainOption(example: string): Option {
  return new Option('--explain [path]', `open a figure, such as ${example}; without a path the tree of figures`);
}

export const plotOption = (what: string): Option => new Option('--plot <file>', `${what}, as SVG`);

/** `checkFiles` of the outputs that most commands have. */
export function checkTargets(json: JsonTarget, plot?: string, network?: string): void {
  checkFiles({ JSON: json, SVG: plot, ONNX: network });
}

/** Refuses files that cannot be written, and one file for two results, before any work is done. */
export function checkFiles(targets: Readonly<Partial<Record<ResultKind, JsonTarget>>>): void {
  const files: string[] = [];
  for (const [kind, file] of Object.entries(targets)) {
    if (typeof file !== 'string') continue;
    checkWritable(file, kind as ResultKind);
    files.push(resolve(file));
  }
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) refuse(`output '${basename(twice)}' is asked for twice: one result would be lost; give each a file of its own`);
}

/** Writes a plot where one was asked for. It is drawn first, so that a fault leaves no file. */
export async function deliverPlot(file: string | undefined, draw: () => Promise<string>): Promise<void> {
  if (file !== undefined) writeAtomically(file, await draw());
}

/** Prints the text unless JSON goes to standard output. */
export function deliver(json: JsonTarget, value: unknown, text: () => string): void {
  const serialised = json === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`;
  if (json === true) {
    process.stdout.write(serialised);
    return;
  }
  if (typeof json === 'string') writeAtomically(json, serialised);
  process.stdout.write(text());
  if (typeof json === 'string') process.stdout.write(`\nWritten: ${json}\n`);
}
