/** Weight codes [kernel, channel of its group, y, x] in the order in which the kernels of a plan read them: taps by row, channels innermost. */
import type { Dot } from '../../../network/index.ts';
import type { Plan } from './plan.ts';

/** Bytes of the packed weights of all groups. */
export function packWeights(layer: Dot, codes: Uint8Array, plan: Plan): Uint8Array {
  switch (plan.kind) {
    case 'pairs':
    case 'lookup':
      return packNibbles(layer, codes, plan);
    case 'dot8':
      return packElements(layer, codes, plan, 1);
    case 'dot16':
      return packElements(layer, codes, plan, 2);
    case 'lanes':
      return packLanes(layer, codes, plan);
  }
}

/** Bytes of one block of 16 kernels (look-up) or of one kernel (products). */
export function weightStride(plan: Plan): number {
  return plan.runs.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** [group, weight plane, block of 16 kernels, tap, four channels, kernel]: bit j of a byte is the weight bit of channel j. */
function packNibbles({ weight }: Dot, codes: Uint8Array, plan: Plan): Uint8Array {
  const { groups, channels, paddedChannels, kernels, paddedKernels, taps } = plan;
  const area = taps.length;
  const blockBytes = area * paddedChannels * 4;
  const planeBytes = (paddedKernels / 16) * blockBytes;
  const packed = new Uint8Array(groups * weight.bits * planeBytes);
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k < kernels; k++) {
      const block = group * weight.bits * planeBytes + (k >> 4) * blockBytes + (k & 15);
      for (let c = 0, from = (group * kernels + k) * channels * area; c < channels; c++) {
        let to = block + (c >> 2) * 16;
        for (let tap = 0; tap < area; tap++, to += paddedChannels * 4) {
          const code = codes[from++]!;
          for (let n = 0; n < weight.bits; n++) packed[to + n * planeBytes]! |= ((code >>> n) & 1) << (c & 3);
        }
      }
    }
  }
  return packed;
}

/** Centre of the codes of byte products: 8-bit codes are taken less 128, so that they fit a signed byte. */
export function centreOf({ weight }: Dot): number {
  return weight.bits === 8 ? 128 : 0;
}

/** [group, kernel, tap, channel]: 16 bits, the weights themselves; bytes: their codes less the centre. */
function packElements(layer: Dot, codes: Uint8Array, plan: Plan, size: 1 | 2): Uint8Array {
  const { groups, channels, paddedChannels, kernels, taps } = plan;
  const { gain, offset } = layer.weight;
  const centre = centreOf(layer);
  const area = taps.length;
  const packed = new Uint8Array(groups * kernels * area * paddedChannels * size);
  const elements = size === 1 ? new Int8Array(packed.buffer) : new Int16Array(packed.buffer);
  for (let k = 0; k < groups * kernels; k++) {
    for (let c = 0, from = k * channels * area; c < channels; c++) {
      for (let tap = 0, to = k * area * paddedChannels + c; tap < area; tap++, to += paddedChannels) {
        const code = codes[from++]!;
        elements[to] = size === 1 ? code - centre : gain * code + offset;
      }
    }
  }
  return packed;
}

/** [tap, channel of a group, kernel], 16 bits. */
function packLanes({ weight }: Dot, codes: Uint8Array, { channels, paddedChannels, kernels, taps }: Plan): Uint8Array {
  const area = taps.length;
  const lanes = paddedChannels / channels;
  const packed = new Int16Array(area * paddedChannels);
  for (let k = 0, from = 0; k < kernels; k++) {
    for (let c = 0; c < channels; c++) {
      for (let tap = 0; tap < area; tap++) packed[(tap * channels + c) * lanes + k] = weight.gain * codes[from++]! + weight.offset;
    }
  }
  return new Uint8Array(packed.buffer);
}
