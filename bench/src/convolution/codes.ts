/** Uniform codes, the same in every run: speed does not depend on what the bits are. */
import { type Dot, stream } from 'spinloom';

export function randomCodes(what: string, length: number, bits: number): Uint8Array {
  const random = stream(1, 'bench').child(what);
  return Uint8Array.from({ length }, (_, i) => random.uint32(i) >>> (32 - bits));
}

/** Of the input of a layer. */
export function codesOf({ name, geometry, input }: Dot): Uint8Array {
  return randomCodes(
    name,
    geometry.input.reduce((a, b) => a * b),
    input.bits,
  );
}
