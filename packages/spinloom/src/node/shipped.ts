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

export const shippedNetworks: readonly ShippedNetwork[] = [
  {
    name: 'fashion-1-4',
    title: 'small CNN on Fashion-MNIST, W:I 1:4, trained with 8-bit gradients (DoReFa)',
    path: folder('models/fashion-1-4.onnx'),
    data: 'fashion-1000',
  },
];

export const shippedData: readonly ShippedData[] = [
  {
    name: 'fashion-1000',
    title: 'the first 1,000 test images of Fashion-MNIST (28 x 28, 10 classes; MIT licence, Zalando SE)',
    images: folder('data/fashion-1000-images-idx3-ubyte.gz'),
    labels: folder('data/fashion-1000-labels-idx1-ubyte.gz'),
  },
];
