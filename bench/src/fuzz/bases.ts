/** Files that are damaged: what ships, what other tools wrote, where it is there, and a few written here for the operators that those lack. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGraph } from 'spinloom';
import { structureOf } from './bytes.ts';
import type { Choice } from './choice.ts';
import { generated } from './generated.ts';

export interface Base {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Positions outside the weights. */
  readonly structure: Int32Array;
}

const root = new URL('../../../', import.meta.url);

/** Each with how often it is chosen: the large ones, which take long to read, less often. */
const files: readonly (readonly [path: string, weight: number])[] = [
  ['packages/spinloom/models/fashion-1-4.onnx', 1],
  ['packages/spinloom/models/digits-2-3.onnx', 3],
  ['../shared/data/onnx/TFC_1W2A.onnx', 2],
  ['../shared/data/onnx/kwsmlp_w3a3.onnx', 1],
  ['../shared/data/onnx/onnxzoo-mnist-conv.onnx', 6],
];

/** ONNX's own models of one operator each, where they are installed. */
const testdata = join(process.env.ONNX_TESTDATA ?? '/usr/share/libonnx-testdata/data');

const generatedWeight = 20;
const testdataWeight = 10;

/** The base that a case chooses; a sentence where it is not there. A case chooses the same everywhere, so that it is reproducible. */
export function baseOf(choice: Choice): Base | string {
  let ticket = choice.next(files.reduce((sum, [, weight]) => sum + weight, generatedWeight + testdataWeight));
  const pick = choice.next(2 ** 31);
  for (const [path, weight] of files) {
    if (ticket < weight) return fromFile(path);
    ticket -= weight;
  }
  if (ticket < generatedWeight) return fromGraph(pick % generated.length);
  const names = testNames();
  return names.length === 0 ? `no ONNX test data in ${testdata}` : fromFile(names[pick % names.length]!);
}

const known = new Map<string, Base>();

function fromFile(path: string): Base | string {
  const file = new URL(path, root);
  if (!known.has(path) && !existsSync(file)) return `${path} is not there`;
  return remembered(path, () => new Uint8Array(readFileSync(file)));
}

function fromGraph(index: number): Base {
  return remembered(`generated ${generated[index]!.name}`, () => writeGraph(generated[index]!));
}

function remembered(name: string, read: () => Uint8Array): Base {
  let base = known.get(name);
  if (base === undefined) {
    const bytes = read();
    base = { name, bytes, structure: structureOf(bytes) };
    known.set(name, base);
  }
  return base;
}

let names: readonly string[] | undefined;

function testNames(): readonly string[] {
  names ??= !existsSync(testdata)
    ? []
    : readdirSync(testdata)
        .sort()
        .flatMap((group) =>
          readdirSync(join(testdata, group))
            .sort()
            .map((model) => join(testdata, group, model, 'model.onnx')),
        )
        .filter((path) => existsSync(path));
  return names;
}
