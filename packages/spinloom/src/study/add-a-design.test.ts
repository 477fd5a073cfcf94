/** docs/add-a-design.md, carried out: its file, one line in the registry, and nothing else. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Design } from '../design/index.ts';
import { sttXnor } from '../design/testing/stt-xnor.ts';
import { directBackend, literalBackend } from '../engine/machine/index.ts';
import { type Dot, presetNetwork } from '../network/index.ts';
import { compare, configure, costOf, evaluate, explainResult, layerMap, readResult, resultOf } from './index.ts';

vi.mock('../design/registry.ts', async (original) => {
  const registry = await original<{ readonly designs: readonly Design[]; readonly designNamed: (id: string) => Design }>();
  return {
    designs: [...registry.designs, sttXnor],
    designNamed: (id: string) => (id === sttXnor.id ? sttXnor : registry.designNamed(id)),
  };
});

const network = presetNetwork('lenet5', { bits: { weight: 1, input: 1 } });

describe('a design that is one file and one line', () => {
  it('is the file that the document shows', () => {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    expect(read('../../../../docs/add-a-design.md')).toContain(`\`\`\`ts\n${read('../design/testing/stt-xnor.ts')}\`\`\``);
  });

  it('is evaluated, mapped, compared and explained like the others', async () => {
    const evaluation = await evaluate({ network, design: 'stt-xnor' });
    const result = resultOf(evaluation);
    expect(result.energy_J).toBeGreaterThan(0);
    expect(result.breakdown.energy_J['bit-count']).toBeGreaterThan(0);
    expect(result.operations.and).toBe(0);
    expect(result.operations.xorRows).toBeGreaterThan(0);
    expect(layerMap(evaluation, 'conv2').taps).toBe(150);
    const again = explainResult(readResult(JSON.stringify(result), 'r.json'), network);
    expect(again.explain('energy_J/layers/conv2/sense-xor/perColumn').value).toBeGreaterThan(0);
    const compared = await compare({ network, designs: ['imce', 'stt-xnor'] });
    expect(compared.result.ratios['stt-xnor/imce']!.energy_J).toBeGreaterThan(0);
    expect((await compare({ network })).evaluations.map(({ design }) => design.id)).toContain('stt-xnor');
  });

  it('takes its options through the configuration', () => {
    const at = (clock_Hz: number): number => costOf(network, configure({ network, design: 'stt-xnor', options: { clock_Hz } })).cost.latency_s;
    expect(at(1e9)).toBeGreaterThan(at(2e9));
    expect(() => configure({ network, design: 'stt-xnor', options: { clock: 1 } })).toThrow("options of design 'stt-xnor'");
  });

  // Of bipolar operands: sum(q) of the weights less the differing taps is what the AND designs accumulate, 2 sum(qp) - sum(p).
  it('counts differing bits on the literal machine', () => {
    const bipolar = { bits: 1, gain: 2, offset: -1, scale: new Float64Array([1]) };
    const [kernels, channels, side] = [3, 5, 4];
    const codes = Uint8Array.from({ length: kernels * channels }, (_, i) => ((i * i + i) % 3) & 1);
    const input = Uint8Array.from({ length: channels * side * side }, (_, i) => ((i * 7) % 5) & 1);
    const geometry: Dot['geometry'] = {
      input: [channels, side, side],
      output: [kernels, side, side],
      kernel: [1, 1],
      stride: [1, 1],
      dilation: [1, 1],
      pad: [0, 0, 0, 0],
      groups: 1,
    };
    const dot: Dot = { kind: 'dot', name: 'xnor', geometry, weight: bipolar, input: bipolar, codes };
    const { hardware } = costOf(network, configure({ network, design: 'stt-xnor' }));
    const { program } = sttXnor.instantiate({}, hardware);
    const counted = literalBackend({ program: program!, organisation: { rows: 64, columns: 512, mats: 64 } }).dot(dot, input);
    const expected = directBackend.dot(dot, input).map((acc, i) => {
      const kernel = Math.floor(i / (side * side));
      return codes.subarray(kernel * channels, (kernel + 1) * channels).reduce((sum, q) => sum + q, 0) - acc;
    });
    expect(counted).toEqual(expected);
    expect(Math.max(...counted)).toBeGreaterThan(0);
  });
});
