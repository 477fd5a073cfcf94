/**
 * The test part of "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, UCI Machine Learning Repository, 1998): 1,797 digits of
 * 13 writers, 8 x 8, each pixel the number (0 to 16) of black points in a 4 x 4 block of the scan. It is the file that scikit-learn carries.
 *
 * The split is by order: the first 1,437 images to train on, the last 360 to test on. The file keeps the order in which the digits were taken
 * down (the nearest neighbour of an image lies within 140 rows of it in 59 of 100 cases, where chance gives 16), so the two parts seem to be
 * mostly of different hands, which is harder than a shuffled split: the nearest neighbour tells 95.6 % of them right, 98.7 % after a shuffle.
 */
import { fileURLToPath } from 'node:url';
import { refuse } from 'spinloom';
import { type DataSet, type ImageSet, imageSet, type Part } from './dataset.ts';
import { idxFiles, readIdxPart, readPacked } from './idx.ts';
import { digitsLicence } from './licences.ts';

const prefixes: Readonly<Record<Part, string>> = { train: 'digits-train', test: 'digits-360' };
const [total, tested, side, most] = [1797, 360, 8, 16];
const advice = 'install the Debian package python3-sklearn or name the folder of its digits.csv with --data DIR';

export const digits: DataSet = {
  name: 'digits',
  input: [1, side, side],
  classes: 10,
  // The whole set ships: 1,797 x 64 bytes.
  folder: fileURLToPath(new URL('../../../spinloom/data', import.meta.url)),
  read: (from, part) => readIdxPart(from, prefixes[part], 'name the folder of the IDX files of the shipped digits with --data DIR'),
  shipped: {
    folder: '/usr/lib/python3/dist-packages/sklearn/datasets/data',
    files: (from) => {
      const rows = readRows(new TextDecoder().decode(readPacked(from, 'digits.csv', advice)), from);
      const train = imagesOf(rows.slice(0, total - tested));
      const test = imagesOf(rows.slice(total - tested));
      return { ...idxFiles(prefixes.train, train), ...idxFiles(prefixes.test, test), 'digits.LICENSE': digitsLicence };
    },
    rows: [
      '| `digits-360-images-idx3-ubyte.gz`, `digits-360-labels-idx1-ubyte.gz` | the last 360 of the 1,797 handwritten digits of UCI Optical Recognition of Handwritten Digits, test part (8 x 8, grey levels 0 to 16) and their classes, IDX | CC BY 4.0, E. Alpaydin and C. Kaynak; file of scikit-learn, BSD-3-Clause: `digits.LICENSE` |',
      '| `digits-train-images-idx3-ubyte.gz`, `digits-train-labels-idx1-ubyte.gz` | the first 1,437 of them, which the network was trained on | the same |',
    ],
    about: `**Digits.** Classes: the digits 0 to 9, written by 13 people. The split is by order, nothing shuffled: neighbours in the file resemble each other, as if one hand followed another, so this is harder than a random split (nearest neighbour in pixels: 95.6 %, against 98.7 %).
Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49; C. Kaynak, Methods of Combining Multiple Classifiers and Their Applications to Handwritten Digit Recognition, MSc thesis, Bogazici University, 1995. Made by \`npm run train -- ship-data digits\` from the Debian package python3-sklearn, file \`/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz\`.`,
  },
};

/** Rows of 64 pixels and a class. */
function readRows(text: string, from: string): readonly (readonly number[])[] {
  const lines = text.trimEnd().split('\n');
  if (lines.length !== total) refuse(`${from}: digits.csv has ${lines.length} lines, expected ${total}; take the file that scikit-learn carries`);
  return lines.map((line, i) => {
    const row = line.split(',').map(Number);
    if (row.length === side * side + 1 && row.every((value, at) => Number.isInteger(value) && value >= 0 && value <= (at < side * side ? most : 9)))
      return row;
    return refuse(`${from}: digits.csv, line ${i + 1}: expected ${side * side} whole numbers from 0 to ${most} and a class from 0 to 9`);
  });
}

function imagesOf(rows: readonly (readonly number[])[]): ImageSet {
  return imageSet({
    count: rows.length,
    channels: 1,
    height: side,
    width: side,
    pixels: Uint8Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: Uint8Array.from(rows, (row) => row.at(-1)!),
  });
}
