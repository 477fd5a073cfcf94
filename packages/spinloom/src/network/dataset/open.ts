/** A file of any format: what it is, is told by its first bytes (CIFAR's binary version by its name and size, having no mark of its own). */
import { refuse } from '../../refusal/index.ts';
import { isCifarSize, openCifar } from './cifar.ts';
import { isIdx, openIdxImages, openIdxLabels } from './idx.ts';
import { unpacked } from './inflate.ts';
import { isMat, openMat } from './mat.ts';
import { isNpy, npyImages, npyLabels, openNpy } from './npy.ts';
import { isZip, openNpz, openNpzLabels } from './npz.ts';
import { openPictures } from './pictures/folder.ts';
import { isJpeg, isPng } from './pictures/header.ts';
import { converted } from './resize.ts';
import { memorySource } from './source.ts';
import { isTar, openTar } from './tar.ts';
import type { ByteSource, DataOptions, LabelledImages, Labels } from './types.ts';

/** What is read, for refusals. */
const known = 'IDX, .mat (version 5, SVHN), .npy, .npz, CIFAR binary (.bin, .tar.gz), PNG and JPEG are read, gzip is unpacked';

/**
 * Opens a file of images, with the labels that it holds itself. `name` opens every refusal and ends as the file's name does. Pixels are read from
 * `source` when they are needed.
 */
export function openImages(source: ByteSource, name: string, options: DataOptions = {}): LabelledImages {
  const set = openStored(source, name, options);
  return { ...set, images: converted(set.images, options, name) };
}

function openStored(file: ByteSource, name: string, options: DataOptions): LabelledImages {
  const source = unpacked(file, name);
  const head = source.read(0, 512);
  if (head.length === 0) refuse(`${name} is empty; expected images: ${known}`);
  if (isTar(head)) return openMember(source, name, options.key);
  if (options.key !== undefined && !isZip(head)) refuse(`${name} is no .npz file, so that it has no array '${options.key}'`);
  if (isMat(head)) return openMat(source, name);
  if (isNpy(head)) return { images: npyImages(openNpy(source, name), options.layout, 'npy') };
  if (isZip(head)) return openNpz(source, name, options);
  if (isPng(head) || isJpeg(head)) return openPictures({ files: [{ path: '', open: () => source }] }, name, options);
  if (isBin(name) && isCifarSize(source.size())) return openCifar(source, name);
  if (isIdx(head)) return { images: openIdxImages(source, name) };
  if (isBin(name)) return openCifar(source, name);
  return refuseFormat(head, name, 'images');
}

/** A batch of CIFAR in an archive. */
function openMember(source: ByteSource, name: string, key?: string): LabelledImages {
  const member = openTar(source, name, key);
  const set = openCifar(member.source, `${name}#${member.name}`);
  return { ...set, images: { ...set.images, origin: { ...set.images.origin, notes: [`file '${member.name}'`, ...set.images.origin.notes] } } };
}

/** Opens a file of labels alone: IDX, .npy, .npz (`key` says which array), or the labels of a .mat or CIFAR file. */
export function openLabels(file: ByteSource, name: string, key?: string): Labels {
  const source = unpacked(file, name);
  const head = source.read(0, 128);
  if (head.length === 0) refuse(`${name} is empty; expected labels: IDX, .npy or .npz`);
  if (isNpy(head)) return npyLabels(openNpy(source, name));
  if (isZip(head)) return openNpzLabels(source, name, key);
  if (isMat(head)) return openMat(source, name).labels ?? refuse(`${name} holds no labels y`);
  if (isBin(name) && isCifarSize(source.size())) return openCifar(source, name).labels!;
  if (isIdx(head)) return openIdxLabels(source, name);
  return refuseFormat(head, name, 'labels');
}

/** Images from the bytes of a file. */
export function readImages(bytes: Uint8Array, name: string, options: DataOptions = {}): LabelledImages {
  return openImages(memorySource(bytes), name, options);
}

/** Labels from the bytes of a file. */
export function readLabels(bytes: Uint8Array, name: string, key?: string): Labels {
  return openLabels(memorySource(bytes), name, key);
}

/** Names in refusals stand in quotes. */
function isBin(name: string): boolean {
  return /\.bin(\.gz)?'?$/i.test(name);
}

function refuseFormat(head: Uint8Array, name: string, what: string): never {
  const [first, second] = head;
  if (head.length >= 20 && first! <= 4 && second === 0 && head[2] === 0 && head[3] === 0 && head[13] === 0)
    refuse(`${name} may be a MATLAB file of version 4, which is not read; save it again with save(..., '-v7')`);
  return refuse(`${name} holds no ${what} in a known format: ${known}`);
}
