/** What ships inside the package: networks and small sets of real images. */
import { fileURLToPath } from 'node:url';

export interface ShippedNetwork {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** Name of the shipped data set that it is evaluated on by default. */
  readonly data: string;
}

export interface ShippedData {
  readonly name: string;
  readonly title: string;
  readonly images: string;
  readonly labels: string;
}

/** Of the package, from src/ and from dist/ alike. */
const folder = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** A network by its name in models/. */
const network = (name: string, title: string, data: string): ShippedNetwork => ({ name, title, path: folder(`models/${name}.onnx`), data });

const images = (name: string, title: string): ShippedData => ({
  name,
  title,
  images: folder(`data/${name}-images-idx3-ubyte.gz`),
  labels: folder(`data/${name}-labels-idx1-ubyte.gz`),
});

/** The first is what the command line evaluates where none is named. */
export const shippedNetworks: readonly ShippedNetwork[] = [
  network('fashion-1-4', 'small CNN on Fashion-MNIST, W:I 1:4, trained with 8-bit gradients (DoReFa)', 'fashion-1000'),
  network('fashion-1-1', 'the same at W:I 1:1', 'fashion-1000'),
  network('fashion-2-2', 'the same at W:I 2:2', 'fashion-1000'),
  network('fashion-32-32', 'the same in float32, to compare with and to impose bits on', 'fashion-1000'),
  network('digits-2-3', 'small CNN on 8 x 8 handwritten digits, W:I 2:3, with a maximum pool and a stride of 2 (DoReFa)', 'digits-360'),
];

export const shippedData: readonly ShippedData[] = [
  images('fashion-1000', 'the first 1,000 test images of Fashion-MNIST (28 x 28, 10 classes; MIT licence, Zalando SE)'),
  images('digits-360', '360 handwritten digits that no weight was trained on (8 x 8, 10 classes; UCI, Alpaydin and Kaynak, CC BY 4.0)'),
];
