/** Bit-planes of an image: [group, plane, word] in the order of the layout, zero in the padding. */
import type { Geometry } from '../../../network/index.ts';
import type { Layout } from './layout.ts';

/** Packs the codes [channel, y, x] into `planes`, which is at least groups x bits x planeWords long and is overwritten. */
export function packPlanes(geometry: Geometry, layout: Layout, bits: number, input: Uint8Array, planes: Int32Array): void {
  planes.fill(0, 0, geometry.groups * bits * layout.planeWords);
  for (let group = 0; group < geometry.groups; group++) {
    for (let plane = 0; plane < bits; plane++) packPlane(geometry, layout, group, plane, input, planes, (group * bits + plane) * layout.planeWords);
  }
}

function packPlane(geometry: Geometry, layout: Layout, group: number, plane: number, input: Uint8Array, planes: Int32Array, base: number): void {
  const [, height, width] = geometry.input;
  const { channels } = layout;
  const area = height * width;
  for (let y = 0; y < height; y++) {
    let bit = ((y + geometry.pad[0]) * layout.width + geometry.pad[1]) * channels;
    for (let x = 0; x < width; x++, bit += channels) {
      let at = base + (bit >>> 5);
      let code = group * channels * area + y * width + x;
      // The pixel's bits fill the rest of a word, whole words, and the start of one.
      let position = bit & 31;
      for (let left = channels; left > 0; position = 0) {
        const stop = Math.min(32, position + left);
        left -= stop - position;
        let word = 0;
        for (; position < stop; position++, code += area) word |= ((input[code]! >>> plane) & 1) << position;
        planes[at++]! |= word;
      }
    }
  }
}
