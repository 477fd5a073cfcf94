/**
 * The data that Spinloom ships: the first images of the Fashion-MNIST test set as IDX files of their own, with the set's licence.
 * IDX is kept as it is: only the number of items in the header changes.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readPacked } from './data.ts';
import { writeAtomically } from './files.ts';

/** Writes NAME-images-idx3-ubyte.gz, NAME-labels-idx1-ubyte.gz and the licence to `out`; returns their paths. */
export function shipData(folder: string, out: string, count = 1000): readonly string[] {
  const images = head(readPacked(folder, 't10k-images-idx3-ubyte'), count);
  const labels = head(readPacked(folder, 't10k-labels-idx1-ubyte'), count);
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    [`fashion-${count}-images-idx3-ubyte.gz`, gzip(images)],
    [`fashion-${count}-labels-idx1-ubyte.gz`, gzip(labels)],
    ['fashion-mnist.LICENSE', licence],
    ['README.md', readme(count)],
  ];
  return files.map(([name, content]) => {
    const path = join(out, name);
    writeAtomically(path, content);
    return path;
  });
}

/** The first `count` items of an IDX file of bytes. */
function head(idx: Uint8Array, count: number): Uint8Array {
  const view = new DataView(idx.buffer, idx.byteOffset, idx.byteLength);
  const rank = idx[3]!;
  const start = 4 + 4 * rank;
  const item = Array.from({ length: rank - 1 }, (_, i) => view.getUint32(8 + 4 * i)).reduce((product, dim) => product * dim, 1);
  // Copied: a slice of a Buffer would share its memory.
  const kept = Uint8Array.from(idx.subarray(0, start + count * item));
  new DataView(kept.buffer).setUint32(4, count);
  return kept;
}

/** The same bytes everywhere: the header names no operating system. (Node writes no time.) */
function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

function readme(count: number): string {
  return `# Data that ships with Spinloom

| files | what | licence |
|---|---|---|
| \`fashion-${count}-images-idx3-ubyte.gz\`, \`fashion-${count}-labels-idx1-ubyte.gz\` | the first ${count.toLocaleString('en')} of the 10,000 test images of Fashion-MNIST (28 x 28, grey) and their classes, IDX | MIT, Zalando SE: \`fashion-mnist.LICENSE\` |

Classes: 0 T-shirt/top, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.
Source: https://github.com/zalandoresearch/fashion-mnist; Xiao, Rasul and Vollgraf, arXiv:1708.07747. Made by \`npm run train -- ship-data\` from the Debian package dataset-fashion-mnist.
`;
}

const licence = `Fashion-MNIST

The MIT License (MIT)

Copyright © 2017 Zalando SE, https://tech.zalando.com

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
