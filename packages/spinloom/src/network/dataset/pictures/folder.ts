/** A folder of pictures, by class or without classes. */
import { refuse } from '../../../refusal/index.ts';
import { resizePlanes, toChannels } from '../resize.ts';
import { asStored, type ByteSource, type DataOptions, type Images, type LabelledImages, type Labels } from '../types.ts';
import { type PictureHeader, pictureHeader } from './header.ts';
import { decodePicture } from './picture.ts';

/** A picture that is opened when it is needed. */
export interface PictureFile {
  /** Within the folder, with '/' between folders. */
  readonly path: string;
  readonly open: () => ByteSource;
}

export interface ArrangedPictures {
  readonly files: readonly PictureFile[];
  readonly labels?: Labels;
  readonly classNames?: readonly string[];
}

export function isPictureName(path: string): boolean {
  return /\.(png|jpe?g)$/i.test(path);
}

/**
 * Pictures in the order in which they are run. `CLASS/PICTURE`: classes are sorted by name (by number where all names are numbers) and numbered from 0;
 * the first picture of each class comes first, then the second, so that the first N images hold all classes. Without folders: sorted, no labels.
 */
export function arrange(pictures: readonly PictureFile[], name: string): ArrangedPictures {
  const classes = new Map<string, PictureFile[]>();
  for (const picture of pictures) {
    const folder = picture.path.includes('/') ? picture.path.slice(0, picture.path.indexOf('/')) : '';
    classes.set(folder, [...(classes.get(folder) ?? []), picture]);
  }
  if (pictures.length === 0) refuse(`${name} holds no pictures (.png, .jpg, .jpeg), neither itself nor in folders of classes`);
  if (classes.has('') && classes.size > 1)
    refuse(`${name} holds both pictures and folders of pictures; put every picture into the folder of its class, or all into one`);
  for (const files of classes.values()) files.sort((a, b) => byName(a.path, b.path));
  if (classes.has('')) return { files: classes.get('')! };
  const numeric = [...classes.keys()].every((title) => /^\d+$/.test(title));
  const classNames = [...classes.keys()].sort((a, b) => (numeric && Number(a) !== Number(b) ? Number(a) - Number(b) : byName(a, b)));
  const files: PictureFile[] = [];
  const labels: number[] = [];
  const longest = Math.max(...[...classes.values()].map((list) => list.length));
  for (let i = 0; i < longest; i++) {
    for (const [index, title] of classNames.entries()) {
      const file = classes.get(title)![i];
      if (file === undefined) continue;
      files.push(file);
      labels.push(index);
    }
  }
  return { files, labels: classNames.length > 256 ? Int32Array.from(labels) : Uint8Array.from(labels), classNames };
}

/** By code units: the same order everywhere. */
function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Opens pictures in the given order; all headers are read. Pictures of different sizes need `resize`. */
export function openPictures({ files, labels, classNames }: ArrangedPictures, name: string, options: DataOptions): LabelledImages {
  const headers = files.map((file) => pictureHeader(file.open(), nameOf(file, name)));
  const channels = headers.some((header) => header.channels === 3) ? 3 : 1;
  const first = headers[0]!;
  const odd = headers.findIndex(({ height, width }) => height !== first.height || width !== first.width);
  if (odd >= 0 && options.resize === undefined) {
    const sizes = [first, headers[odd]!].map(({ height, width }) => `${height} x ${width}`);
    refuse(`${name}: '${files[odd]!.path}' is ${sizes[1]} and '${files[0]!.path}' ${sizes[0]} (height x width); make them alike with --resize HxW`);
  }
  const size = odd >= 0 ? options.resize! : ([first.height, first.width] as const);
  const read = (from: number, to: number): Uint8Array | Float32Array => {
    const each = channels * size[0] * size[1];
    const pixels = new (odd >= 0 ? Float32Array : Uint8Array)(Math.max(0, to - from) * each);
    for (let i = from; i < to; i++) {
      const file = files[i]!;
      const source = file.open();
      const picture = decodePicture(source.read(0, source.size()), nameOf(file, name));
      if (!same(picture, headers[i]!)) refuse(`${nameOf(file, name)} has changed while it was read`);
      const planes = toChannels(picture.pixels, picture.channels, channels, picture.height * picture.width);
      pixels.set(odd >= 0 ? resizePlanes(planes, channels, [picture.height, picture.width], size) : planes, (i - from) * each);
    }
    return pixels;
  };
  const images: Images = {
    count: files.length,
    channels,
    height: size[0],
    width: size[1],
    values: 'bytes',
    read,
    origin: { ...asStored, format: 'pictures', resize: odd >= 0 ? size : null, notes: notesOf(headers, channels) },
  };
  return { images, ...(labels === undefined ? {} : { labels }), ...(classNames === undefined ? {} : { classNames }) };
}

function nameOf(file: PictureFile, name: string): string {
  return file.path === '' ? name : `${name}: '${file.path}'`;
}

function same(a: PictureHeader, b: PictureHeader): boolean {
  return a.height === b.height && a.width === b.width && a.channels === b.channels;
}

function notesOf(headers: readonly PictureHeader[], channels: 1 | 3): readonly string[] {
  const alpha = headers.filter((header) => header.alpha).length;
  const grey = channels === 3 ? headers.filter((header) => header.channels === 1).length : 0;
  return [
    ...(alpha === 0 ? [] : [`alpha dropped in ${alpha} of ${headers.length} pictures`]),
    ...(grey === 0 ? [] : [`${grey} grey of ${headers.length} pictures read as colours`]),
  ];
}
