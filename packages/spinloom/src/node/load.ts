/** Networks by name or path. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type DescribeOptions, type Network, networkPresets, presetNetwork, readDescribed, readNetwork } from '../network/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import { readBytes } from './files.ts';
import { type ShippedNetwork, shippedNetworks } from './shipped.ts';

export interface LoadedNetwork {
  readonly network: Network;
  /** Path as given; absent for a shipped network. */
  readonly file?: string;
  readonly shipped?: ShippedNetwork;
}

/**
 * A shipped network or a preset by name, or a file by path: ONNX, or a description without weights (.yaml, .yml, .json).
 * Refuses an unknown name and offers the nearest.
 */
export function loadNetwork(nameOrPath: string, options: DescribeOptions = {}): LoadedNetwork {
  const shipped = shippedNetworks.find((candidate) => candidate.name === nameOrPath);
  if (shipped !== undefined) return { network: onnx(shipped.path, 'shipped network', shipped.name, options), shipped };
  if (networkPresets.some(({ name }) => name === nameOrPath)) return { network: presetNetwork(nameOrPath, options) };
  if (!existsSync(nameOrPath) && !/[/\\.]/.test(nameOrPath)) {
    return refuse(
      `unknown network '${nameOrPath}'; ${suggestion(
        nameOrPath,
        [...shippedNetworks, ...networkPresets].map((known) => known.name),
      )}, or give the path of an ONNX or YAML file`,
    );
  }
  const name = basename(nameOrPath);
  if (!/\.(ya?ml|json)$/i.test(name)) return { network: onnx(nameOrPath, 'network', name, options), file: nameOrPath };
  return { network: readDescribed(new TextDecoder().decode(readBytes(nameOrPath, 'network')), name, options), file: nameOrPath };
}

function onnx(path: string, what: string, name: string, options: DescribeOptions): Network {
  if (options.bits !== undefined || options.quantiseAll !== undefined)
    refuse(`network '${name}' is an ONNX file, whose bit-widths are its own: --bits and --quantise-all go with presets and YAML files`);
  return readNetwork(readBytes(path, what), name);
}
