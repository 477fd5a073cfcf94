/** Random layers for the tests that hold schedule, literal machine, packed engine and direct arithmetic together. */
import fc from 'fast-check';
import type { Dot, Encoding, Geometry } from '../../network/index.ts';

interface Meaning {
  readonly gain: number;
  readonly offset: (bits: number) => number;
}

const meanings: readonly Meaning[] = [
  { gain: 1, offset: () => 0 },
  { gain: 1, offset: (bits) => -(2 ** (bits - 1)) },
  { gain: 2, offset: (bits) => -(2 ** bits - 1) },
  { gain: 1, offset: () => 3 },
];

const encoding = (limit: number): fc.Arbitrary<Encoding> =>
  fc
    .tuple(fc.integer({ min: 1, max: limit }), fc.constantFrom(...meanings))
    .map(([bits, { gain, offset }]) => ({ bits, gain, offset: offset(bits), scale: new Float64Array([1]) }));

export interface LayerLimits {
  readonly bits: number;
  readonly channels: number;
  readonly side: number;
}

/** Layers of any shape, width and encoding whose kernel fits the padded input. */
export function randomLayer({ bits, channels, side }: LayerLimits): fc.Arbitrary<{ readonly layer: Dot; readonly input: Uint8Array }> {
  const small = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });
  return fc
    .record({
      groups: fc.constantFrom(1, 1, 1, 2, 3, 8),
      perGroupIn: small(channels),
      perGroupOut: small(6),
      height: small(side),
      width: small(side),
      kernel: fc.tuple(small(3), small(3)),
      stride: fc.tuple(small(2), small(2)),
      dilation: fc.tuple(small(2), small(2)),
      pad: fc.tuple(small(2, 0), small(2, 0), small(2, 0), small(2, 0)),
      weight: encoding(bits),
      input: encoding(bits),
      seed: fc.integer(),
    })
    .map((r) => {
      const reach = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;
      // The input grows where the kernel would not fit.
      const height = Math.max(r.height, reach(r.kernel[0], r.dilation[0]) - r.pad[0] - r.pad[2]);
      const width = Math.max(r.width, reach(r.kernel[1], r.dilation[1]) - r.pad[1] - r.pad[3]);
      const out = (size: number, pads: number, axis: 0 | 1): number =>
        Math.floor((size + pads - reach(r.kernel[axis], r.dilation[axis])) / r.stride[axis]) + 1;
      const geometry: Geometry = {
        input: [r.groups * r.perGroupIn, height, width],
        output: [r.groups * r.perGroupOut, out(height, r.pad[0] + r.pad[2], 0), out(width, r.pad[1] + r.pad[3], 1)],
        kernel: r.kernel,
        stride: r.stride,
        dilation: r.dilation,
        pad: r.pad,
        groups: r.groups,
      };
      return operandsOf(geometry, r.weight, r.input, r.seed);
    });
}

/** Fills a layer with codes of a small linear congruential sequence: reproducible, and not the generator under test. */
function operandsOf(
  geometry: Geometry,
  weight: Encoding,
  inputEncoding: Encoding,
  seed: number,
): { readonly layer: Dot; readonly input: Uint8Array } {
  let state = seed >>> 0;
  const next = (bits: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % 2 ** bits;
  };
  const taps = (geometry.input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const codes = Uint8Array.from({ length: geometry.output[0] * taps }, () => next(weight.bits));
  const input = Uint8Array.from({ length: geometry.input[0] * geometry.input[1] * geometry.input[2] }, () => next(inputEncoding.bits));
  return { layer: { kind: 'dot', name: 'layer', geometry, weight, input: inputEncoding, codes }, input };
}
