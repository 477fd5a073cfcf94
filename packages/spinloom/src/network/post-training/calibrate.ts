/** The float network run on a sample of images, to see the range of every tensor that will be quantised. */
import { refuse } from '../../refusal/index.ts';
import type { Numbers } from '../element.ts';
import type { Resolved } from '../resolve.ts';
import { runSteps } from '../run-steps.ts';
import type { Calibration, Tensor } from '../types.ts';
import type { PlannedLayer } from './plan.ts';
import { activationRange } from './range.ts';

/** Numbers kept of one tensor of one image: enough for the error of a range, whatever the size of the map. */
const keptPerImage = 2048;

/** Numbers kept of one tensor of all images; where more come, every second image is let go, and every second one of those to come. */
const keptInAll = 2 ** 20;

interface Seen {
  least: number;
  greatest: number;
  samples: Float32Array[];
  /** Numbers in the samples. */
  kept: number;
  images: number;
  /** Of so many images one is kept. */
  every: number;
}

/** Range of each planned tensor for codes of `bits` bits. Refuses a sample without images. */
export function calibrate(
  resolved: Resolved,
  layers: readonly PlannedLayer[],
  images: Iterable<Tensor>,
  bits: number,
  onImage?: (done: number) => void,
): Calibration {
  const seen = new Map<string, Seen>(
    layers.map(({ tensor }) => [
      tensor,
      { least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY, samples: [], kept: 0, images: 0, every: 1 },
    ]),
  );
  let done = 0;
  for (const image of images) {
    runSteps(resolved, image, (tensor, { data }) => {
      const found = seen.get(tensor);
      if (found !== undefined) observe(found, data);
    });
    done++;
    onImage?.(done);
  }
  if (done === 0) refuse('there is no image to calibrate the activations on; give at least one');
  for (const [tensor, { least, greatest }] of seen)
    if (!Number.isFinite(greatest - least))
      refuse(
        `tensor '${tensor}' reaches from ${least} to ${greatest} on the images, so it has no range to quantise; check --scale, --mean and --std`,
      );
  const ranges = Object.fromEntries(
    [...seen].map(([tensor, { least, greatest, samples }]) => [tensor, activationRange(joined(samples), [least, greatest], bits)]),
  );
  return { images: done, ranges };
}

function observe(seen: Seen, data: Numbers): void {
  for (const x of data) {
    if (x < seen.least) seen.least = x;
    if (x > seen.greatest) seen.greatest = x;
  }
  if (seen.images++ % seen.every !== 0) return;
  const step = Math.max(1, Math.ceil(data.length / keptPerImage));
  // A step that shares no factor with the width of a map visits all its columns; odd ones share none with the usual powers of two.
  const odd = step === 1 ? 1 : step | 1;
  const kept = new Float32Array(Math.ceil(data.length / odd));
  for (let i = 0, at = 0; at < data.length; i++, at += odd) kept[i] = data[at]!;
  seen.samples.push(kept);
  seen.kept += kept.length;
  if (seen.kept <= keptInAll) return;
  seen.samples = seen.samples.filter((_, at) => at % 2 === 0);
  seen.kept = seen.samples.reduce((sum, part) => sum + part.length, 0);
  seen.every *= 2;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
