/** Networks without weights through the built command. `npm test` builds first. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-described-'));
afterAll(() => rmSync(folder, { recursive: true }));

const spinloom = commandIn(folder);

describe('presets and YAML files', () => {
  it('evaluate --bits, and explain of the result', () => {
    const { code, out, err } = spinloom('evaluate', 'svhn', '--bits', '1:4', '--json', 'svhn.json');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('not measured: the network has no weights (cost only)');
    expect(out).toContain('148.3 M one-bit ANDs');
    const opened = spinloom('explain', 'svhn.json', 'energy_J/layers/conv2/sense-and');
    expect([opened.code, opened.err]).toEqual([0, '']);
  });

  it('networks --show prints a file that evaluates to the same, and explain finds it again', () => {
    const { code, out } = spinloom('networks', '--show', 'lenet5', '--bits', '2:3');
    expect(code).toBe(0);
    writeFileSync(join(folder, 'mine.yaml'), out);
    const [file, preset] = [
      ['mine.yaml', '--quantise-all'],
      ['lenet5', '--bits', '2:3', '--quantise-all'],
    ].map((args) => JSON.parse(spinloom('evaluate', ...args, '--json').out));
    expect({ ...file, configuration: null }).toEqual({ ...preset, configuration: null });
    expect(file.configuration.network.sha256).toBe(preset.configuration.network.sha256);
    spinloom('evaluate', 'mine.yaml', '--quantise-all', '--json', 'mine.json');
    const opened = spinloom('explain', 'mine.json', 'latency_s');
    expect([opened.code, opened.err]).toEqual([0, '']);
  });

  it('compare, map and networks take them', () => {
    expect(spinloom('compare', 'lenet5', '--bits', '1:2').out).toContain('the network has no weights');
    expect(spinloom('map', 'vgg8', '--layer', 'conv2').out).toContain('rows used');
    const { presets } = JSON.parse(spinloom('networks', '--json').out);
    expect(presets.find(({ name }: { readonly name: string }) => name === 'alexnet')).toMatchObject({ macs: 1_135_256_096, weights: 62_367_776 });
  });

  it.each<[string, readonly string[], string]>([
    ['a misspelt preset', ['evaluate', 'alexnt'], "unknown network 'alexnt'; did you mean 'alexnet'?"],
    ['images', ['evaluate', 'svhn', '--data', 'fashion-1000'], "network 'svhn' has no weights (cost only)"],
    ['errors', ['evaluate', 'svhn', '--error-rates', '0.1,0.1'], "network 'svhn' has no weights (cost only)"],
    ['bits the wrong way', ['evaluate', 'svhn', '--bits', '4'], "--bits '4': expected W:I, weights first"],
    ['bits of a quantised ONNX file', ['evaluate', 'fashion-1-4', '--bits', '1:2'], "fashion-1-4 is quantised already (layer 'conv1')"],
    ['a preset to show that is not there', ['networks', '--show', 'fashion-1-4'], "unknown network preset 'fashion-1-4'"],
    ['a file that is not there', ['evaluate', 'none.yaml'], "network 'none.yaml' cannot be read"],
    ['a result as a network', ['evaluate', 'svhn.json'], 'svhn.json:'],
    ['a bad key', ['evaluate', 'bad.yaml'], "bad.yaml:3:8: layers[0].pol: unknown key; did you mean 'pool'?"],
  ])('%s: one sentence, exit 2', (_, args, sentence) => {
    writeFileSync(join(folder, 'bad.yaml'), 'input: [1, 4, 4]\nlayers:\n  - {  pol: {max: 2}}\n');
    const before = readdirSync(folder);
    const { code, out, err } = spinloom(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
  });
});
