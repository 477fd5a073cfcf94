/** The shipped networks: all classes against the file's own graph, and every layer through the literal machine of both designs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeHardware, designNamed, matsOf } from '../design/index.ts';
import { directBackend, infer, inferImage, literalBackend, packedBackend } from '../engine/machine/index.ts';
import { interpret, readGraph, readNetwork, toInput } from '../network/index.ts';
import { loadShippedData } from './data/load.ts';
import { shippedNetworks } from './shipped.ts';

const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
const hardware = composeHardware({ technology: '45nm', organisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 } });

describe.each(shippedNetworks)('the shipped network $name', ({ name, path, data }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const network = readNetwork(bytes, name);
  const { images } = loadShippedData(data);
  const input = (index: number) => toInput(images, index, network.preprocessing!, network.input);

  it('has the classes of its own graph, run node by node, on all images that ship with it', () => {
    const graph = readGraph(bytes, name);
    const { classes } = infer(network, packedBackend(), { count: images.count, at: input });
    const expected = Int32Array.from({ length: images.count }, (_, i) => {
      const logits = interpret(graph, input(i)).data;
      return logits.indexOf(Math.max(...logits));
    });
    expect(classes).toEqual(expected);
  });

  // A float network has no layer in the sub-arrays.
  const inArrays = network.nodes.filter((node) => node.kind === 'dot').length;
  it.each(inArrays > 0 ? ['imce', 'and-accumulation'] : [])(
    'has equal accumulators in the literal machine of %s, packed and direct, layer by layer',
    (id) => {
      const literal = literalBackend({ program: designNamed(id).instantiate({}, hardware).program!, organisation: matsOf(organisation) });
      let layers = 0;
      inferImage(network, packedBackend(), input(7), (layer, codes) => {
        layers += 1;
        const expected = directBackend.dot(layer, codes);
        expect(packedBackend().dot(layer, codes)).toEqual(expected);
        expect(literal.dot(layer, codes)).toEqual(expected);
      });
      expect(layers).toBe(inArrays);
    },
  );
});
