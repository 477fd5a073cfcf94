/**
 * The suite that runs over every back end: random layers of every kind, held to the definition in `direct.ts`.
 *
 * A module of tests, imported by the test file of each back end; it is no test file itself and does not ship.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dot, Encoding, Pad, Pair } from '../../../network/index.ts';
import { directBackend } from '../direct.ts';
import type { Backend } from '../types.ts';

/** How large the random layers grow; a slow back end asks for less. */
export interface SuiteLimits {
  /** Random layers of each property; default 150. */
  readonly runs?: number;
  /** Channels and kernels of a group, at most; default 40, which crosses a word of 32 bits. */
  readonly channels?: number;
  /** Kernels of a group, at most; default 9. */
  readonly kernels?: number;
  /** Height and width of the image, at most; default 8. */
  readonly size?: number;
  /** Kernel height and width, at most; default 5. */
  readonly kernel?: number;
  /** Bits of a code, at most; default 8. */
  readonly bits?: number;
}

interface Sample {
  readonly layer: Dot;
  readonly input: Uint8Array;
}

/** Checks that a back end gives the accumulators of the definition. `make` is called once a property. */
export function backendSuite(name: string, make: () => Backend, limits: SuiteLimits = {}): void {
  const bound = { runs: 150, channels: 40, kernels: 9, size: 8, kernel: 5, bits: 8, ...limits };
  const agrees = (samples: fc.Arbitrary<Sample>): void => {
    const backend = make();
    fc.assert(
      fc.property(samples, ({ layer, input }) => {
        expect(backend.dot(layer, input)).toEqual(directBackend.dot(layer, input));
      }),
      { numRuns: bound.runs },
    );
  };

  describe(`back end ${name} gives the accumulators of the definition`, () => {
    it('for convolutions of any kernel, stride, padding, dilation, groups and bits', () => {
      agrees(layers(bound, fc.integer({ min: 1, max: 3 })));
    });

    it('for depthwise convolutions', () => {
      agrees(layers({ ...bound, channels: 1 }, fc.integer({ min: 2, max: bound.channels })));
    });

    it('for fully connected layers', () => {
      const features = fc.integer({ min: 1, max: bound.channels * 32 });
      agrees(fc.tuple(features, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: bound.bits })).chain(([n, k, b]) => vectorLayers(n, k, b)));
    });

    it('when every bit is 1, which fills its counters', () => {
      const channels = bound.channels * 9;
      const full = layer([channels, 3, 4], 3, { kernel: [3, 3] }, encoding(bound.bits, 2, -(2 ** bound.bits - 1)), encoding(bound.bits, 1, 0));
      const ones = 2 ** bound.bits - 1;
      const codes = new Uint8Array(channels * 27).fill(ones);
      const input = new Uint8Array(channels * 12).fill(ones);
      expect(make().dot({ ...full, codes }, input)).toEqual(directBackend.dot({ ...full, codes }, input));
    });

    it('for maps of many windows', () => {
      const wide = layer(
        [2, 3 * bound.size, 3 * bound.size - 1],
        6,
        { kernel: [3, 3], pad: [1, 1, 1, 1], groups: 2 },
        encoding(1, 2, -1),
        encoding(2, 1, 0),
      );
      const [sample] = fc.sample(withCodes(wide), { numRuns: 1, seed: 11 });
      expect(make().dot(sample!.layer, sample!.input)).toEqual(directBackend.dot(sample!.layer, sample!.input));
    });

    it('for one image after another, and large after small', () => {
      const backend = make();
      for (const { layer, input } of fc.sample(layers({ ...bound, bits: 2 }, fc.constant(1)), { numRuns: 6, seed: 7 })) {
        const expected = directBackend.dot(layer, input);
        expect(backend.dot(layer, input)).toEqual(expected);
        const zeros = new Uint8Array(input.length);
        expect(backend.dot(layer, zeros)).toEqual(directBackend.dot(layer, zeros));
        expect(backend.dot(layer, input)).toEqual(expected);
      }
    });

    it('and refuses a layer without weights', () => {
      const bare = layer([2, 3, 3], 1, { kernel: [3, 3] }, encoding(1, 2, -1), encoding(1, 1, 0));
      expect(() => make().dot(bare, new Uint8Array(18))).toThrow('has no weights (cost only)');
    });
  });
}

function layers(bound: Required<SuiteLimits>, groups: fc.Arbitrary<number>): fc.Arbitrary<Sample> {
  const to = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });
  const pair = (max: number): fc.Arbitrary<Pair> => fc.tuple(to(max), to(max));
  return fc
    .record({
      groups,
      channels: to(bound.channels),
      kernels: to(Math.min(bound.channels, bound.kernels)),
      image: pair(bound.size),
      kernel: pair(bound.kernel),
      stride: pair(3),
      dilation: fc.oneof(fc.constant<Pair>([1, 1]), pair(3)),
      pad: fc.tuple(to(3, 0), to(3, 0), to(3, 0), to(3, 0)),
      weight: encodings(bound.bits),
      input: encodings(bound.bits),
    })
    .filter(
      (s) => spans(s.image[0], s.kernel[0], s.dilation[0], s.pad[0] + s.pad[2]) && spans(s.image[1], s.kernel[1], s.dilation[1], s.pad[1] + s.pad[3]),
    )
    .chain((s) => withCodes(layer([s.groups * s.channels, ...s.image], s.groups * s.kernels, s, s.weight, s.input)));
}

function vectorLayers(features: number, kernels: number, bits: number): fc.Arbitrary<Sample> {
  return encodings(bits).chain((weight) => withCodes(layer([features, 1, 1], kernels, { kernel: [1, 1] }, weight, encoding(bits, 1, 0))));
}

function spans(size: number, kernel: number, dilation: number, pad: number): boolean {
  return size + pad >= (kernel - 1) * dilation + 1;
}

/** Unsigned, signed, bipolar, DoReFa weights, and offsets that no format uses. A gain is 1 or 2: one more place in the shifter. */
function encodings(maxBits: number): fc.Arbitrary<Encoding> {
  return fc.integer({ min: 1, max: maxBits }).chain((bits) =>
    fc.oneof(
      fc.constant(encoding(bits, 1, 0)),
      fc.constant(encoding(bits, 1, -(2 ** (bits - 1)))),
      fc.constant(encoding(1, 2, -1)),
      fc.constant(encoding(bits, 2, -(2 ** bits - 1))),
      fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: -300, max: 300 })).map(([gain, offset]) => encoding(bits, gain, offset)),
    ),
  );
}

function encoding(bits: number, gain: number, offset: number): Encoding {
  return { bits, gain, offset, scale: Float64Array.of(1) };
}

interface Shaping {
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly dilation?: Pair;
  readonly pad?: Pad;
  readonly groups?: number;
}

function layer(input: readonly [number, number, number], kernels: number, shaping: Shaping, weight: Encoding, code: Encoding): Dot {
  const { kernel, stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], groups = 1 } = shaping;
  const outputs = (axis: 0 | 1): number => {
    const padded = input[axis + 1]! + pad[axis] + pad[axis + 2]!;
    return Math.floor((padded - (kernel[axis] - 1) * dilation[axis] - 1) / stride[axis]) + 1;
  };
  const output = [kernels, outputs(0), outputs(1)] as const;
  return { kind: 'dot', name: 'layer', geometry: { input, output, kernel, stride, dilation, pad, groups }, weight, input: code };
}

function withCodes(shape: Dot): fc.Arbitrary<Sample> {
  const { geometry, weight, input } = shape;
  const [channels, height, width] = geometry.input;
  const taps = (channels / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const code = (bits: number, length: number): fc.Arbitrary<Uint8Array> =>
    fc.uint8Array({ minLength: length, maxLength: length, max: 2 ** bits - 1 });
  return fc
    .tuple(code(weight.bits, geometry.output[0] * taps), code(input.bits, channels * height * width))
    .map(([codes, image]) => ({ layer: { ...shape, codes }, input: image }));
}
