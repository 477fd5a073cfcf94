/**
 * Threefry-2x32 with 20 rounds: a counter-based generator of adds, rotates and xors, the same integers in every engine.
 *
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), section 3.2 and table of rotations.
 * Writes the two output words into `out`.
 */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const key2 = 0x1bd11bda ^ key0 ^ key1;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let block = 0; block < 5; block++) {
    const rotations = block % 2 === 0 ? evenRotations : oddRotations;
    for (let round = 0; round < 4; round++) {
      const by = rotations[round]!;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0;
    }
    const step = block + 1;
    x0 = (x0 + (step % 3 === 0 ? key0 : step % 3 === 1 ? key1 : key2)) | 0;
    x1 = (x1 + (step % 3 === 0 ? key1 : step % 3 === 1 ? key2 : key0) + step) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

const evenRotations = [13, 15, 26, 6];
const oddRotations = [17, 29, 16, 24];
