/** Codes on their way between layers: into the padded map that a kernel reads, and out again. */

/**
 * Copies `entries` (source offset, target offset) bytes of each pixel of a map. The target was cleared before: its padding stays 0.
 * `wide`: the target's elements are 16 bits; offsets are in bytes all the same.
 */
export function arrange(
  source: usize,
  sourceRow: usize,
  sourcePixel: usize,
  height: i32,
  width: i32,
  entries: usize,
  entryCount: i32,
  target: usize,
  targetRow: usize,
  targetPixel: usize,
  wide: bool,
): void {
  const last = entries + (<usize>entryCount << 3);
  for (let y = 0; y < height; y++) {
    let from = source + <usize>y * sourceRow;
    let to = target + <usize>y * targetRow;
    for (let x = 0; x < width; x++, from += sourcePixel, to += targetPixel) {
      if (wide) for (let e = entries; e < last; e += 8) store<u16>(to + <usize>load<u32>(e, 4), <u16>load<u8>(from + <usize>load<u32>(e, 0)));
      else for (let e = entries; e < last; e += 8) store<u8>(to + <usize>load<u32>(e, 4), load<u8>(from + <usize>load<u32>(e, 0)));
    }
  }
}

/**
 * Planes of bytes [channel, y, x] into the middle of larger ones of `mapHeight` x `mapWidth`, whose edges become 0. Up to 15 bytes after the
 * source are read and after the map written.
 */
export function padPlanes(
  source: usize,
  channels: i32,
  height: i32,
  width: i32,
  map: usize,
  mapHeight: i32,
  mapWidth: i32,
  top: i32,
  left: i32,
): void {
  memory.fill(map, 0, <usize>(channels * mapHeight * mapWidth));
  for (let c = 0; c < channels; c++) {
    let to = map + <usize>((c * mapHeight + top) * mapWidth + left);
    for (let y = 0; y < height; y++, source += width, to += mapWidth) {
      const end = source + <usize>(width & -16);
      let target = to;
      for (let from = source; from < end; from += 16, target += 16) v128.store(target, v128.load(from));
      // The rest of the row alone: what lies after it in the map stays 0.
      const rest = width & 15;
      if (rest > 0) {
        const kept = i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>rest));
        v128.store(target, v128.and(v128.load(end), kept));
      }
    }
  }
}

/** The same where the channels of a pixel lie side by side in both maps. */
export function copyPixels(
  source: usize,
  sourceRow: usize,
  sourcePixel: usize,
  height: i32,
  width: i32,
  channels: i32,
  target: usize,
  targetRow: usize,
  targetPixel: usize,
  wide: bool,
): void {
  for (let y = 0; y < height; y++) {
    let from = source + <usize>y * sourceRow;
    let to = target + <usize>y * targetRow;
    if (!wide && <usize>channels == sourcePixel && sourcePixel == targetPixel) {
      memory.copy(to, from, <usize>width * sourcePixel);
      continue;
    }
    for (let x = 0; x < width; x++, from += sourcePixel, to += targetPixel) {
      let c = 0;
      if (wide) {
        for (; c + 8 <= channels; c += 8) v128.store(to + (<usize>c << 1), v128.load8x8_u(from + <usize>c));
        for (; c < channels; c++) store<u16>(to + (<usize>c << 1), <u16>load<u8>(from + <usize>c));
      } else {
        for (; c + 16 <= channels; c += 16) v128.store(to + <usize>c, v128.load(from + <usize>c));
        for (; c < channels; c++) store<u8>(to + <usize>c, load<u8>(from + <usize>c));
      }
    }
  }
}

/** The same from planes [channel, y, x] of bytes to pixels whose channels lie side by side. */
export function interleave(
  source: usize,
  channels: i32,
  height: i32,
  width: i32,
  target: usize,
  targetRow: usize,
  targetPixel: usize,
  wide: bool,
): void {
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      let to = target + <usize>y * targetRow + (wide ? <usize>c << 1 : <usize>c);
      const end = source + <usize>width;
      if (wide) for (; source < end; source++, to += targetPixel) store<u16>(to, <u16>load<u8>(source));
      else for (; source < end; source++, to += targetPixel) store<u8>(to, load<u8>(source));
    }
  }
}

/** [position, lane] to [kernel, position], 32 bits each; `lanes`: the lane of each kernel. */
export function planar(source: usize, stride: usize, positions: i32, lanes: usize, kernels: i32, target: usize): void {
  for (let k = 0; k < kernels; k++) {
    let from = source + (<usize>load<u32>(lanes + (<usize>k << 2)) << 2);
    for (let p = 0; p < positions; p++, from += stride, target += 4) store<u32>(target, load<u32>(from));
  }
}

/** The same for codes, a byte each. */
export function planarCodes(source: usize, stride: usize, positions: i32, lanes: usize, kernels: i32, target: usize): void {
  for (let k = 0; k < kernels; k++) {
    let from = source + <usize>load<u32>(lanes + (<usize>k << 2));
    for (let p = 0; p < positions; p++, from += stride, target++) store<u8>(target, load<u8>(from));
  }
}
