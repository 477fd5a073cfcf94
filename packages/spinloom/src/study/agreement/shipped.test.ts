/** The shipped network: one real layer through the literal machine of both designs, and all classes against the file's own graph. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeHardware, designNamed, matsOf } from '../../design/index.ts';
import { directBackend, infer, inferImage, literalBackend, packedBackend } from '../../engine/machine/index.ts';
import { type Dot, interpret, readGraph, readIdxImages, readNetwork, toInput } from '../../network/index.ts';

const file = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../${path}`, import.meta.url)));
const bytes = file('models/fashion-1-4.onnx');
const network = readNetwork(bytes, 'fashion-1-4');
const images = readIdxImages(file('data/fashion-1000-images-idx3-ubyte.gz'), 'images');
const input = (index: number) => toInput(images, index, network.preprocessing!, network.input);

describe('the shipped network', () => {
  it('has the classes of its own graph, run node by node, on all 1,000 images', () => {
    const graph = readGraph(bytes, 'fashion-1-4');
    const { classes } = infer(network, packedBackend(), { count: images.count, at: input });
    const expected = Int32Array.from({ length: images.count }, (_, i) => {
      const logits = interpret(graph, input(i)).data;
      return logits.indexOf(Math.max(...logits));
    });
    expect(classes).toEqual(expected);
  });

  it.each(['imce', 'and-accumulation'])('has equal accumulators in the literal machine of %s, packed and direct', (id) => {
    const operands = new Map<string, { readonly layer: Dot; readonly codes: Uint8Array }>();
    inferImage(network, packedBackend(), input(7), (layer, codes) => operands.set(layer.name, { layer, codes: codes.slice() }));
    const { layer, codes } = operands.get('conv2')!;
    const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
    const hardware = composeHardware('45nm', organisation, { lanes: 16, clock_Hz: 1e9 });
    const literal = literalBackend({ program: designNamed(id).instantiate({}, hardware).program, organisation: matsOf(organisation) });
    const expected = directBackend.dot(layer, codes);
    expect(packedBackend().dot(layer, codes)).toEqual(expected);
    expect(literal.dot(layer, codes)).toEqual(expected);
  });
});
