/** From pixels to a network's input. */
import { refuse } from '../../refusal/index.ts';
import type { Preprocessing, Tensor } from '../types.ts';
import type { Images, Labels } from './types.ts';

/**
 * Image `index` as x = (pixel x scale - mean[c]) / std[c], rounded to float32, in the layout that `dims` asks for: [channels, height, width],
 * [height, width, channels], or flat [channels x height x width]. `dims` is the network's input without the batch.
 * `first` is the number of the first of `images` in the set that they are taken from, for refusals.
 * Refuses images whose sizes do not fit, means or deviations that are neither one nor one a channel, and numbers that no float32 holds.
 */
export function toInput(images: Images, index: number, preprocessing: Preprocessing, dims: readonly number[], first = 0): Tensor {
  const { channels, height, width } = images;
  const layout = layoutOf(images, dims);
  if (layout === undefined) {
    return refuse(
      `the images are ${channels} x ${height} x ${width} (channels x height x width), but the network's input is ${dims.join(' x ')}; ${advice(images, dims)}`,
    );
  }
  if (!(index >= 0 && index < images.count)) refuse(`image ${index} was asked for, but the data set holds ${images.count}`);
  const area = height * width;
  const data = new Float32Array(channels * area);
  const pixels = images.read(index, index + 1);
  for (let channel = 0; channel < channels; channel++) {
    const mean = oneOf(preprocessing.mean, channel, channels, 'mean');
    const std = oneOf(preprocessing.std, channel, channels, 'std');
    if (images.values === 'bytes') checkFinite(preprocessing.scale, mean, std);
    const from = channel * area;
    const [start, step] = layout === 'channels last' ? [channel, channels] : [channel * area, 1];
    for (let i = 0; i < area; i++) data[start + i * step] = (pixels[from + i]! * preprocessing.scale - mean) / std;
  }
  if (!(pixels instanceof Uint8Array)) checkPixels(pixels, data, first + index);
  return { dims, data };
}

function layoutOf({ channels, height, width }: Images, dims: readonly number[]): 'channels first' | 'channels last' | undefined {
  const same = (...sizes: readonly number[]): boolean => sizes.length === dims.length && sizes.every((size, axis) => size === dims[axis]);
  if (same(channels, height, width) || same(channels * height * width) || (channels === 1 && same(height, width))) return 'channels first';
  // Vectors that an exporter spread over other axes of 1, as [1, 1, 784].
  if (channels === 1 && dims.at(-1) === height * width && dims.slice(0, -1).every((size) => size === 1)) return 'channels first';
  return same(height, width, channels) ? 'channels last' : undefined;
}

/** What to do about images of another shape. */
function advice({ channels, height, width }: Images, dims: readonly number[]): string {
  const size = dims.reduce((product, length) => product * length, 1);
  if (dims.length === 3) {
    const last = dims[0] !== 1 && dims[0] !== 3 && (dims[2] === 1 || dims[2] === 3);
    const [deep, high, wide] = (last ? [dims[2], dims[0], dims[1]] : dims) as [number, number, number];
    if (channels === 1 && height === 1 && width === size) return 'give --layout nchw or nhwc: how the flat numbers are ordered';
    const options = [
      ...(deep !== channels && (deep === 1 || deep === 3) && (channels === 1 || channels === 3) ? [`--channels ${deep}`] : []),
      ...(high !== height || wide !== width ? [`--resize ${high}x${wide}`] : []),
    ];
    if (options.length > 0 && (deep === channels || options[0]!.startsWith('--channels')))
      return `give ${options.join(' ')}, or choose a data set that fits it`;
  }
  return 'choose a data set that fits it';
}

/** Pixels that are no bytes may be any number. */
function checkPixels(pixels: Float32Array, data: Float32Array, index: number): void {
  const at = data.findIndex((x) => !Number.isFinite(x));
  if (at >= 0)
    refuse(
      `image ${index} has pixels, such as ${pixels.find((pixel) => !Number.isFinite(pixel)) ?? pixels[at]}, that become ${data[at]}; finite numbers are expected: check data set and --scale`,
    );
}

/** x is linear in the pixel: finite at 0 and 255, it is finite between them, whatever the image. */
function checkFinite(scale: number, mean: number, std: number): void {
  for (const pixel of [0, 255]) {
    const x = Math.fround((pixel * scale - mean) / std);
    if (!Number.isFinite(x))
      refuse(
        `preprocessing with scale ${scale}, mean ${mean} and std ${std} turns pixel ${pixel} into ${x}; give numbers that keep the input finite`,
      );
  }
}

function oneOf(values: readonly number[], channel: number, channels: number, what: string): number {
  if (values.length !== 1 && values.length !== channels)
    refuse(`preprocessing.${what} has ${values.length} numbers, but the images have ${channels} channel(s); give one, or one a channel`);
  return values[values.length === 1 ? 0 : channel]!;
}

/** Refuses labels that do not belong to the images: another count, or a class that the network does not have. */
export function checkLabels(labels: Labels, count: number, classes: number): void {
  if (labels.length !== count) refuse(`there are ${labels.length} labels for ${count} images; give the label file of the same data set`);
  const at = labels.findIndex((label) => label >= classes);
  if (at >= 0) refuse(`label ${at + 1} is ${labels[at]}, but the network has ${classes} classes (0 to ${classes - 1}); check data set and network`);
}
