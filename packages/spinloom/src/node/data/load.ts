/** Data sets by name, file or folder. */
import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type DataOptions, type LabelledImages, openImages, openLabels, openPictures } from '../../network/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';
import type { DataSet } from '../../study/index.ts';
import { type ShippedData, shippedData } from '../shipped.ts';
import { fileSource, sha256OfSource } from './file-source.ts';
import { installedData, missingData } from './installed.ts';
import { picturesIn } from './pictures.ts';

/** Sets that can be given by name on this machine. */
export function namedData(): readonly ShippedData[] {
  return [...shippedData, ...installedData()];
}

/** A data set by name: one that ships, or one that is installed. */
export function loadShippedData(name: string, options: DataOptions = {}): DataSet {
  const sets = namedData();
  const found = sets.find((candidate) => candidate.name === name);
  if (found !== undefined) return loadData(found.images, found.labels, found.name, options);
  const absent = missingData.find((candidate) => candidate.name === name);
  if (absent !== undefined) return refuse(`data set '${name}' is not here; ${absent.advice}`);
  return refuse(
    `unknown data set '${name}'; ${suggestion(
      name,
      sets.map((s) => s.name),
    )}, or give the path of a file or folder`,
  );
}

/** A data set by name, or a file or folder by path. */
export function loadDataSet(nameOrPath: string, options: DataOptions = {}): DataSet {
  const named = namedData().some(({ name }) => name === nameOrPath);
  if (named || (!existsSync(withoutKey(nameOrPath).path) && !/[/\\.]/.test(nameOrPath))) return loadShippedData(nameOrPath, options);
  return loadData(nameOrPath, undefined, undefined, options);
}

/**
 * Images from a file or folder, and labels from another file where one is given, else those that lie with the images. `FILE.npz#KEY` names an array.
 * Pixels are read when they are needed; the hashes, and a check of what is compressed, read everything once.
 */
export function loadData(imagesPath: string, labelsPath?: string, name?: string, options: DataOptions = {}): DataSet {
  const { path, key } = withoutKey(imagesPath);
  const set = isFolder(path) ? openFolder(path, options) : openFile(path, key === undefined ? options : { ...options, key });
  const { images, classNames, imagesSha256 } = set;
  const title = { name: name ?? basename(resolve(path)), ...(classNames === undefined ? {} : { classNames }) };
  if (labelsPath === undefined) {
    return set.labels === undefined
      ? { ...title, images, imagesSha256 }
      : { ...title, images, labels: set.labels, imagesSha256, labelsSha256: imagesSha256 };
  }
  const labelled = withoutKey(labelsPath);
  const source = fileSource(labelled.path, 'label file');
  const labels = openLabels(source, `label file '${basename(labelled.path)}'`, labelled.key);
  return { ...title, images, labels, imagesSha256, labelsSha256: sha256OfSource(source) };
}

interface Hashed extends LabelledImages {
  readonly imagesSha256: string;
}

function openFile(path: string, options: DataOptions): Hashed {
  const source = fileSource(path, 'image file');
  const set = openImages(source, `image file '${basename(path)}'`, options);
  return { ...set, imagesSha256: sha256OfSource(source) };
}

function openFolder(path: string, options: DataOptions): Hashed {
  const { arranged, sha256 } = picturesIn(path);
  return { ...openPictures(arranged, `folder '${basename(resolve(path))}'`, options), imagesSha256: sha256() };
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** 'FILE#KEY' in two, unless a file has that very name. */
function withoutKey(text: string): { readonly path: string; readonly key?: string } {
  const at = text.lastIndexOf('#');
  return at <= 0 || existsSync(text) ? { path: text } : { path: text.slice(0, at), key: text.slice(at + 1) };
}
