/** Images with their labels, ready to be evaluated. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type DataOptions, type Images, type Labels, readImages, readLabels } from '../network/index.ts';

/** Images with their labels. Pixels are read when they are needed. */
export interface DataSet {
  readonly name: string;
  readonly images: Images;
  /** Class of each image. */
  readonly labels?: Labels;
  /** Names by class, where the set has names of its own. */
  readonly classNames?: readonly string[];
  /** Of the image and label files, lower-case hexadecimal; both the same where one file holds both. */
  readonly imagesSha256: string;
  readonly labelsSha256?: string;
}

/** A data set from the bytes of its files, of any format that is read. `name` is the file's name: it opens refusals. Without `labelFile` the labels are those of the image file, if it holds some. */
export function readDataSet(name: string, imageFile: Uint8Array, labelFile?: Uint8Array, options: DataOptions = {}): DataSet {
  const { images, labels, classNames } = readImages(imageFile, name, options);
  const imagesSha256 = bytesToHex(sha256(imageFile));
  const set = { name, images, imagesSha256, ...(classNames === undefined ? {} : { classNames }) };
  if (labelFile !== undefined) return { ...set, labels: readLabels(labelFile, `labels of ${name}`), labelsSha256: bytesToHex(sha256(labelFile)) };
  return labels === undefined ? set : { ...set, labels, labelsSha256: imagesSha256 };
}
