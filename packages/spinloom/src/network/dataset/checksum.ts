/** Checksums of compressed streams, taken piece by piece. Sources: RFC 1952 (CRC-32), RFC 1950 (Adler-32). */

export interface Checksum {
  readonly add: (bytes: Uint8Array) => void;
  readonly value: () => number;
}

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  return rest >>> 0;
});

export function crc32(): Checksum {
  let crc = -1;
  return {
    add: (bytes) => {
      let rest = crc;
      for (let i = 0; i < bytes.length; i++) rest = table[(rest ^ bytes[i]!) & 255]! ^ (rest >>> 8);
      crc = rest;
    },
    value: () => ~crc >>> 0,
  };
}

export function adler32(): Checksum {
  let a = 1;
  let b = 0;
  return {
    add: (bytes) => {
      // 3800 steps keep both sums exact: b grows by at most 3800 (65521 + 255 x 3800) < 2^53.
      for (let from = 0; from < bytes.length; from += 3800) {
        const to = Math.min(bytes.length, from + 3800);
        for (let i = from; i < to; i++) b += a += bytes[i]!;
        a %= 65521;
        b %= 65521;
      }
    },
    value: () => b * 65536 + a,
  };
}
