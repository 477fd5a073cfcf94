/** Fashion-MNIST (Xiao, Rasul and Vollgraf, arXiv:1708.07747): 60,000 images to train on and 10,000 to test on, as published. */
import { type DataSet, firstImages, type ImageSet, type Part } from './dataset.ts';
import { idxFiles, readIdxPart } from './idx.ts';
import { fashionLicence } from './licences.ts';

/** Where the Debian package dataset-fashion-mnist puts its files. */
const folder = '/usr/share/datasets/fashion-mnist';
const advice = 'install the Debian package dataset-fashion-mnist or name the folder of the IDX files with --data DIR';
const prefixes: Readonly<Record<Part, string>> = { train: 'train', test: 't10k' };
const kept = 1000;

const read = (from: string, part: Part): ImageSet => readIdxPart(from, prefixes[part], advice);

export const fashionMnist: DataSet = {
  name: 'fashion-mnist',
  input: [1, 28, 28],
  classes: 10,
  folder,
  read,
  shipped: {
    folder,
    files: (from) => ({ ...idxFiles(`fashion-${kept}`, firstImages(read(from, 'test'), kept)), 'fashion-mnist.LICENSE': fashionLicence }),
    rows: [
      `| \`fashion-${kept}-images-idx3-ubyte.gz\`, \`fashion-${kept}-labels-idx1-ubyte.gz\` | the first ${kept.toLocaleString('en')} of the 10,000 test images of Fashion-MNIST (28 x 28, grey) and their classes, IDX | MIT, Zalando SE: \`fashion-mnist.LICENSE\` |`,
    ],
    about: `**Fashion-MNIST.** Classes: 0 T-shirt/top, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.
Source: https://github.com/zalandoresearch/fashion-mnist; Xiao, Rasul and Vollgraf, arXiv:1708.07747. Made by \`npm run train -- ship-data fashion-mnist\` from the Debian package dataset-fashion-mnist.`,
  },
};
