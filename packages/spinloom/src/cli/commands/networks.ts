import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { Network } from '../../network/index.ts';
import { loadNetwork, missingData, namedData, shippedNetworks } from '../../node/index.ts';
import { engineering } from '../../quantity/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { heading, table } from '../print/table.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly bits: string;
  readonly layers: number;
  readonly macs: number;
  readonly weights: number;
  readonly data: string;
}

export function networksCommand(): Command {
  return new Command('networks')
    .description('networks and images that ship with Spinloom')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom networks\n')
    .action(({ json }: { readonly json?: JsonTarget }) => {
      checkTargets(json);
      const networks = shippedNetworks
        .filter(({ path }) => existsSync(path))
        .map(({ name, title, data }) => ({ ...sizesOf(loadNetwork(name).network), name, title, data }));
      const data = namedData().map(({ name, title }) => ({ name, title }));
      deliver(json, { networks, data }, () => text(networks, data));
    });
}

function sizesOf({ nodes }: Network): Pick<Listed, 'bits' | 'layers' | 'macs' | 'weights'> {
  let macs = 0;
  let weights = 0;
  const bits = new Set<string>();
  let layers = 0;
  for (const node of nodes) {
    if (node.kind === 'digital') {
      macs += node.macs;
      if (node.macs > 0) {
        layers += 1;
        weights += node.parameterBits / 32;
      }
    }
    if (node.kind !== 'dot') continue;
    const { input, output, kernel, groups } = node.geometry;
    const perKernel = (input[0] / groups) * kernel[0] * kernel[1];
    layers += 1;
    macs += output[0] * output[1] * output[2] * perKernel;
    weights += output[0] * perKernel;
    bits.add(`${node.weight.bits}:${node.input.bits}`);
  }
  return { bits: bits.size === 1 ? [...bits][0]! : bits.size === 0 ? 'float32' : 'mixed', layers, macs, weights };
}

function text(networks: readonly Listed[], data: readonly { readonly name: string; readonly title: string }[]): string {
  return `${heading('Networks')}${table(
    ['name', 'W:I', '>layers', '>MACs', '>weights', 'images', 'what'],
    networks.map((n) => [n.name, n.bits, String(n.layers), engineering(n.macs, ''), engineering(n.weights, ''), n.data, n.title]),
  )}${heading('Images')}${table(
    ['name', 'what'],
    data.map((d) => [d.name, d.title]),
  )}${absent(data)}\nAny ONNX file is a network too: spinloom evaluate path/to/network.onnx --images F --labels F\n`;
}

/** Sets that a system package would bring. */
function absent(data: readonly { readonly name: string }[]): string {
  const missing = missingData.filter(({ name }) => !data.some((one) => one.name === name));
  return missing.length === 0 ? '' : `\nNot here: ${missing.map(({ name }) => name).join(', ')}; ${missing[0]!.advice}\n`;
}
