/** Codes of an encoded tensor, to and from real numbers. */
import type { Encoding, Tensor } from './types.ts';

/** Codes of real numbers that the encoding can say; others go to the nearest code. One scale for the tensor. */
export function encode(reals: Float32Array, encoding: Encoding): Uint8Array {
  const { gain, offset, bits } = encoding;
  const scale = encoding.scale[0]!;
  const most = 2 ** bits - 1;
  const codes = new Uint8Array(reals.length);
  for (let i = 0; i < codes.length; i++) {
    const code = Math.round((reals[i]! / scale - offset) / gain);
    codes[i] = code < 0 ? 0 : code > most ? most : code;
  }
  return codes;
}

/** Real numbers of codes, rounded to float32. One scale for the tensor. */
export function decode(codes: Uint8Array, encoding: Encoding, dims: readonly number[]): Tensor {
  const { gain, offset } = encoding;
  const scale = encoding.scale[0]!;
  const data = new Float32Array(codes.length);
  for (let i = 0; i < data.length; i++) data[i] = scale * (gain * codes[i]! + offset);
  return { dims, data };
}

/** Whether the same code means the same number. */
export function sameEncoding(a: Encoding, b: Encoding): boolean {
  return (
    a.bits === b.bits &&
    a.gain === b.gain &&
    a.offset === b.offset &&
    a.scale.length === b.scale.length &&
    a.scale.every((scale, at) => scale === b.scale[at])
  );
}
