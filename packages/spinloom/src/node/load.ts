/** Networks by name or path. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type DescribeOptions, type Graph, lower, type Network, networkPresets, presetNetwork, readDescribed, readGraph } from '../network/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import { readBytes, sha256Of } from './files.ts';
import { type ShippedNetwork, shippedNetworks } from './shipped.ts';

export interface LoadedNetwork {
  readonly network: Network;
  /** Of an ONNX file, as it was read: bits can be imposed on a float one. */
  readonly graph?: Graph;
  /** Path as given; absent for a shipped network. */
  readonly file?: string;
  readonly shipped?: ShippedNetwork;
}

/**
 * A shipped network or a preset by name, or a file by path: ONNX, or a description without weights (.yaml, .yml, .json).
 * `options` are for descriptions. Refuses an unknown name and offers the nearest.
 */
export function loadNetwork(nameOrPath: string, options: DescribeOptions = {}): LoadedNetwork {
  const shipped = shippedNetworks.find((candidate) => candidate.name === nameOrPath);
  if (shipped !== undefined) return { ...readOnnx(shipped.path, 'shipped network', shipped.name), shipped };
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
  if (!/\.(ya?ml|json)$/i.test(name)) return { ...readOnnx(nameOrPath, 'network', name), file: nameOrPath };
  return { network: readDescribed(new TextDecoder().decode(readBytes(nameOrPath, 'network')), name, options), file: nameOrPath };
}

function readOnnx(path: string, what: string, name: string): Pick<LoadedNetwork, 'network' | 'graph'> {
  const bytes = readBytes(path, what);
  const graph = readGraph(bytes, name);
  return { network: lower(graph, { name, sha256: sha256Of(bytes) }), graph };
}
