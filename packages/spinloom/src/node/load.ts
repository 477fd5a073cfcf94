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

/** An ONNX file as it was read, whether or not everything in it is supported. */
export interface LoadedGraph extends Pick<LoadedNetwork, 'file' | 'shipped'> {
  readonly graph: Graph;
  /** Of the file: opens every refusal. */
  readonly name: string;
  readonly sha256: string;
}

/**
 * A shipped network or a preset by name, or a file by path: ONNX, or a description without weights (.yaml, .yml, .json).
 * `options` are for descriptions. Refuses an unknown name and offers the nearest.
 */
export function loadNetwork(nameOrPath: string, options: DescribeOptions = {}): LoadedNetwork {
  const onnx = loadGraph(nameOrPath);
  if (onnx !== undefined) {
    const { graph, name, sha256, ...source } = onnx;
    return { network: lower(graph, { name, sha256 }), graph, ...source };
  }
  if (isPreset(nameOrPath)) return { network: presetNetwork(nameOrPath, options) };
  return {
    network: readDescribed(new TextDecoder().decode(readBytes(nameOrPath, 'network')), basename(nameOrPath), options),
    file: nameOrPath,
  };
}

/** The graph of a shipped network or of an ONNX file; undefined for presets and descriptions, which have none. Refuses an unknown name and offers the nearest. */
export function loadGraph(nameOrPath: string): LoadedGraph | undefined {
  const shipped = shippedNetworks.find((candidate) => candidate.name === nameOrPath);
  if (shipped !== undefined) return { ...readOnnx(shipped.path, 'shipped network', shipped.name), shipped };
  if (isPreset(nameOrPath)) return undefined;
  if (!existsSync(nameOrPath) && !/[/\\.]/.test(nameOrPath)) {
    return refuse(
      `unknown network '${nameOrPath}'; ${suggestion(
        nameOrPath,
        [...shippedNetworks, ...networkPresets].map((known) => known.name),
      )}, or give the path of an ONNX or YAML file`,
    );
  }
  const name = basename(nameOrPath);
  return /\.(ya?ml|json)$/i.test(name) ? undefined : { ...readOnnx(nameOrPath, 'network', name), file: nameOrPath };
}

function isPreset(text: string): boolean {
  return networkPresets.some(({ name }) => name === text);
}

function readOnnx(path: string, what: string, name: string): LoadedGraph {
  const bytes = readBytes(path, what);
  return { graph: readGraph(bytes, name), name, sha256: sha256Of(bytes) };
}
