/** Codes into the padded map of a layer: from planes [channel, y, x] of the host, or from what the layer before left in memory. */
import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';

/** Codes in memory, a byte each. */
export interface Codes {
  readonly at: number;
  /** Bytes from one element to the next along each axis of the layer that made them; `channel` gives a channel's first byte. */
  readonly row: number;
  readonly pixel: number;
  readonly channel: (c: number) => number;
  /** Channels, rows and columns of the map. */
  readonly shape: readonly [number, number, number];
  /** How channels lie: planes one after the other, side by side in a pixel, or neither. */
  readonly order: 'planes' | 'pixels' | 'other';
  /** Names the arrangement: layers keep what they made of it. */
  readonly key: string;
}

interface Entries {
  readonly at: number;
  readonly count: number;
}

/** Tables of offsets by layer and arrangement of its input. */
export type EntryBook = WeakMap<Prepared, Map<string, Entries>>;

/** Fills the map of a layer; returns where it lies. */
export function arrangeInput(prepared: Prepared, memory: Memory, book: EntryBook, codes: Codes): number {
  const { plan, layer } = prepared;
  const [channels, height, width] = layer.geometry.input;
  const flat = codes.shape[1] !== height || codes.shape[2] !== width;
  // A flattened map: each of its elements is a channel of one pixel.
  const [rows, columns] = flat ? [1, 1] : [height, width];
  const { groups, arrangedBytes } = plan;
  const plane = plan.height * plan.width * arrangedBytes;
  const map = memory.space('map', groups * plane + 64);
  const wide = plan.kind === 'dot16' || plan.kind === 'lanes' ? 1 : 0;
  const order = flat || plan.kind === 'lanes' || groups > 1 ? 'other' : codes.order;
  // Made before the map is cleared: what is kept for the first time may grow the memory.
  const entries = order === 'other' ? entriesOf(prepared, memory, book, codes, flat) : { at: 0, count: 0 };
  memory.bytes().fill(0, map, map + groups * plane + 64);
  const [top, left] = layer.geometry.pad.slice(0, 2) as [number, number];
  const targetRow = plan.width * arrangedBytes;
  const to = map + top * targetRow + left * arrangedBytes;
  const { kernels } = memory;
  if (order === 'planes') kernels.interleave(codes.at, channels, rows, columns, to, targetRow, arrangedBytes, wide);
  else if (order === 'pixels') kernels.copyPixels(codes.at, codes.row, codes.pixel, rows, columns, channels, to, targetRow, arrangedBytes, wide);
  else kernels.arrange(codes.at, codes.row, codes.pixel, rows, columns, entries.at, entries.count, to, targetRow, arrangedBytes, wide);
  return map;
}

function entriesOf(prepared: Prepared, memory: Memory, book: EntryBook, codes: Codes, flat: boolean): Entries {
  let made = book.get(prepared);
  if (made === undefined) {
    made = new Map();
    book.set(prepared, made);
  }
  const known = made.get(codes.key);
  if (known !== undefined) return known;
  const words = offsets(prepared, codes, flat);
  const entries = { at: memory.keep(words), count: words.length / 2 };
  made.set(codes.key, entries);
  return entries;
}

/** (source, target) byte offsets of the elements of a pixel. */
function offsets({ plan, layer }: Prepared, codes: Codes, flat: boolean): Uint32Array {
  const [channels] = layer.geometry.input;
  const [, height, width] = codes.shape;
  const source = (c: number): number => {
    if (!flat) return codes.channel(c);
    const channel = Math.floor(c / (height * width));
    const position = c - channel * height * width;
    return codes.channel(channel) + Math.floor(position / width) * codes.row + (position % width) * codes.pixel;
  };
  if (plan.kind === 'lanes') return laneOffsets(layer.geometry.groups, plan, source);
  const element = plan.kind === 'dot16' ? 2 : 1;
  const plane = plan.height * plan.width * plan.arrangedBytes;
  return Uint32Array.from({ length: 2 * channels }, (_, i) => {
    const c = i >> 1;
    return i % 2 === 0 ? source(c) : Math.floor(c / plan.channels) * plane + (c % plan.channels) * element;
  });
}

/** Each kernel has its own copy of its group's channels. */
function laneOffsets(groups: number, { channels, kernels, paddedChannels }: Plan, source: (c: number) => number): Uint32Array {
  const lanes = paddedChannels / channels;
  const perGroup = kernels / groups;
  const words: number[] = [];
  for (let c = 0; c < channels; c++) {
    for (let k = 0; k < kernels; k++) words.push(source(Math.floor(k / perGroup) * channels + c), (c * lanes + k) * 2);
  }
  return Uint32Array.from(words);
}
