import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { type Bits, type Network, networkPresets, presetNetwork, presetText, weightedLayers } from '../../network/index.ts';
import { loadNetwork, missingData, namedData, shippedNetworks } from '../../node/index.ts';
import { engineering } from '../../quantity/index.ts';
import { refuse } from '../../refusal/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { heading, table } from '../print/table.ts';
import { bitsOption } from '../request.ts';

interface Sizes {
  readonly bits: string;
  readonly layers: number;
  readonly macs: number;
  readonly weights: number;
}

interface Listed extends Sizes {
  readonly name: string;
  readonly title: string;
  readonly data: string;
}

interface ListedPreset extends Sizes {
  readonly name: string;
  readonly title: string;
  readonly cite: string;
  /** Multiply-accumulates of the quantised layers. */
  readonly quantisedMacs: number;
}

interface NetworksOptions {
  readonly bits?: Bits;
  readonly show?: string;
  readonly json?: JsonTarget;
}

export function networksCommand(): Command {
  return new Command('networks')
    .description('networks and images that ship with Spinloom, and presets without weights')
    .option('--show <preset>', 'print a preset as a YAML file to start from')
    .addOption(bitsOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom networks --show svhn --bits 1:4 > my-network.yaml\n')
    .action(({ json, show, bits }: NetworksOptions) => {
      if (show !== undefined) {
        if (json !== undefined) refuse('--show prints YAML; leave --json out');
        process.stdout.write(presetText(show, bits));
        return;
      }
      checkTargets(json);
      const networks = shippedNetworks
        .filter(({ path }) => existsSync(path))
        .map(({ name, title, data }) => ({ ...sizesOf(loadNetwork(name).network), name, title, data }));
      const presets = networkPresets.map(({ name, title, cite }) => presetSizes(name, title, cite, bits));
      const data = namedData().map(({ name, title }) => ({ name, title }));
      deliver(json, { networks, presets, data }, () => text(networks, presets, data));
    });
}

function presetSizes(name: string, title: string, cite: string, bits: Bits | undefined): ListedPreset {
  const network = presetNetwork(name, bits === undefined ? {} : { bits });
  const quantisedMacs = weightedLayers(network).reduce((sum, layer) => sum + (layer.quantised ? layer.macs : 0), 0);
  return { ...sizesOf(network), name, title, cite, quantisedMacs };
}

function sizesOf(network: Network): Sizes {
  const layers = weightedLayers(network);
  const bits = new Set(layers.filter((layer) => layer.quantised).map((layer) => `${layer.weightBits}:${layer.inputBits}`));
  return {
    bits: bits.size === 1 ? [...bits][0]! : bits.size === 0 ? 'float32' : 'mixed',
    layers: layers.length,
    macs: layers.reduce((sum, layer) => sum + layer.macs, 0),
    weights: layers.reduce((sum, layer) => sum + layer.weights, 0),
  };
}

function text(
  networks: readonly Listed[],
  presets: readonly ListedPreset[],
  data: readonly { readonly name: string; readonly title: string }[],
): string {
  const sizes = ({ bits, layers, macs, weights }: Sizes): readonly string[] => [
    bits,
    String(layers),
    engineering(macs, ''),
    engineering(weights, ''),
  ];
  return [
    heading('Networks'),
    table(
      ['name', 'W:I', '>layers', '>MACs', '>weights', 'images', 'what'],
      networks.map((n) => [n.name, ...sizes(n), n.data, n.title]),
    ),
    heading('Presets without weights (cost only)'),
    table(
      ['name', 'W:I', '>layers', '>MACs', '>weights', '>quantised MACs', 'what'],
      presets.map((n) => [n.name, ...sizes(n), engineering(n.quantisedMacs, ''), n.title]),
    ),
    heading('Images'),
    table(
      ['name', 'what'],
      data.map((d) => [d.name, d.title]),
    ),
    absent(data),
    '\nAny ONNX file is a network too: spinloom evaluate path/to/network.onnx --images F --labels F\n',
    'So is a short YAML file, for its cost: spinloom networks --show svhn > my-network.yaml\n',
  ].join('');
}

/** Sets that a system package would bring. */
function absent(data: readonly { readonly name: string }[]): string {
  const missing = missingData.filter(({ name }) => !data.some((one) => one.name === name));
  return missing.length === 0 ? '' : `\nNot here: ${missing.map(({ name }) => name).join(', ')}; ${missing[0]!.advice}\n`;
}
