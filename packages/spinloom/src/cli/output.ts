/** Text for people or JSON for programs, on the screen or in a file. */
import { basename, resolve } from 'node:path';
import { Option } from 'commander';
import { checkWritable, writeAtomically } from '../node/index.ts';
import { refuse } from '../refusal/index.ts';

/** true: to standard output; a string: to that file. */
export type JsonTarget = true | string | undefined;

export const jsonOption = (): Option => new Option('--json [file]', 'result as JSON: to the file, or to standard output instead of the text');

/** `--explain [PATH]`: figures opened instead of the tables. */
export function explainOption(example: string): Option {
  return new Option('--explain [path]', `open a figure, such as ${example}; without a path the tree of figures`);
}

export const plotOption = (what: string): Option => new Option('--plot <file>', `${what}, as SVG`);

/** Refuses files that cannot be written, and one file for two results, before any work is done. */
export function checkTargets(json: JsonTarget, plot?: string, network?: string): void {
  if (typeof json === 'string') checkWritable(json, 'JSON');
  if (plot !== undefined) checkWritable(plot, 'SVG');
  if (network !== undefined) checkWritable(network, 'ONNX');
  const files = [json, plot, network].filter((file) => typeof file === 'string').map((file) => resolve(file));
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
