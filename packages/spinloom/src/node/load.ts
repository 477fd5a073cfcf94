/** Networks and data sets by name or path. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Network, readIdxImages, readIdxLabels, readNetwork } from '../network/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import type { DataSet } from '../study/index.ts';
import { readBytes, sha256Of } from './files.ts';
import { type ShippedNetwork, shippedData, shippedNetworks } from './shipped.ts';

export interface LoadedNetwork {
  readonly network: Network;
  /** Path as given; absent for a shipped network. */
  readonly file?: string;
  readonly shipped?: ShippedNetwork;
}

/** A shipped network by name, or an ONNX file by path. Refuses an unknown name and offers the nearest. */
export function loadNetwork(nameOrPath: string): LoadedNetwork {
  const shipped = shippedNetworks.find((candidate) => candidate.name === nameOrPath);
  if (shipped !== undefined) return { network: readNetwork(readBytes(shipped.path, 'shipped network'), shipped.name), shipped };
  if (!existsSync(nameOrPath) && !/[/\\.]/.test(nameOrPath)) {
    return refuse(
      `unknown network '${nameOrPath}'; ${suggestion(
        nameOrPath,
        shippedNetworks.map((s) => s.name),
      )}, or give the path of an ONNX file`,
    );
  }
  return { network: readNetwork(readBytes(nameOrPath, 'network'), basename(nameOrPath)), file: nameOrPath };
}

/** A data set that ships, by name. */
export function loadShippedData(name: string): DataSet {
  const found = shippedData.find((candidate) => candidate.name === name);
  if (found === undefined)
    return refuse(
      `unknown data set '${name}'; ${suggestion(
        name,
        shippedData.map((s) => s.name),
      )}, or give --images and --labels`,
    );
  return loadData(found.images, found.labels, found.name);
}

/** Images, and labels where there are some, from IDX files (gzip or plain). */
export function loadData(imagesPath: string, labelsPath?: string, name: string = basename(imagesPath)): DataSet {
  const imageBytes = readBytes(imagesPath, 'image file');
  const images = readIdxImages(imageBytes, `image file '${basename(imagesPath)}'`);
  if (labelsPath === undefined) return { name, images, imagesSha256: sha256Of(imageBytes) };
  const labelBytes = readBytes(labelsPath, 'label file');
  const labels = readIdxLabels(labelBytes, `label file '${basename(labelsPath)}'`);
  return { name, images, labels, imagesSha256: sha256Of(imageBytes), labelsSha256: sha256Of(labelBytes) };
}
