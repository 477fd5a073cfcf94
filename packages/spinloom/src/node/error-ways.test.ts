/** A whole network at an error rate at which sums are drawn at once, beside the same errors found column by column. */
import { describe, expect, it } from 'vitest';
import { imceProgram } from '../design/imce/program.ts';
import { infer, type PermanentFaults, simdBackend } from '../engine/machine/index.ts';
import { stream } from '../random/index.ts';
import { loadDataSet } from './data/load.ts';
import { loadNetwork } from './load.ts';

const count = 200;
const p = 0.01;
const rates = { sense: { read: [0, 0], and: [0, 0, p], or: [0, 0, 0], xor: [0, 0, 0] }, write: [0, 0] } as const;
/** In a mat that no layer has: it changes nothing, but errors are skipped to where mats have defects. */
const elsewhere: PermanentFaults = { sense: [{ mat: 1e6, column: 0, value: 1 }] };

describe('a network at an error rate of 1e-2', () => {
  it('is as accurate with errors drawn sum by sum as with errors skipped to, within error bars', () => {
    const { network } = loadNetwork('fashion-1-4');
    const { images, labels } = loadDataSet('fashion-1000');
    const size = network.input.reduce((a, b) => a * b);
    const bytes = images.read(0, count);
    const tensors = Array.from({ length: count }, (_, i) => ({
      dims: network.input,
      data: Float32Array.from(bytes.subarray(i * size, (i + 1) * size), (x) => x / 255),
    }));
    const program = imceProgram({ counterSegment: 8, accumulators: 8, columns: 512 });
    const backend = simdBackend({ hardware: { program, organisation: { rows: 256, columns: 512, mats: 4096 } } });
    const right = (way: number, permanent?: PermanentFaults): readonly boolean[] => {
      const { classes } = infer(network, backend, tensors, {
        faults: (layer, image) => ({ rates, stream: stream(way, 'fault').child(layer.name).child('image', image), ...(permanent && { permanent }) }),
      });
      return [...classes].map((found, i) => found === labels![i]);
    };
    const ways = [right(1), right(2, elsewhere)] as const;
    const [drawn, skipped] = ways.map((way) => way.filter((correct) => correct).length) as [number, number];
    // Errors must show, and not drown everything: faultless 91 %, guessing 10 %.
    expect(drawn).toBeGreaterThan(0.2 * count);
    expect(drawn).toBeLessThan(0.88 * count);
    // McNemar: images that only one of the two gets right.
    const only = (a: readonly boolean[], b: readonly boolean[]): number => a.filter((correct, i) => correct && !b[i]).length;
    const discordant = only(...ways) + only(ways[1], ways[0]);
    expect(discordant).toBeGreaterThan(0);
    expect(Math.abs(drawn - skipped)).toBeLessThan(4 * Math.sqrt(discordant));
  });
});
