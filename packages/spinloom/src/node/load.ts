/** Networks by name or path. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Network, readNetwork } from '../network/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import { readBytes } from './files.ts';
import { type ShippedNetwork, shippedNetworks } from './shipped.ts';

export interface LoadedNetwork {
  readonly network: Network;
  /** Path as given; absent for a shipped network. */
  readonly file?: string;
  readonly shipped?: ShippedNetwork;
}

/** A shipped network by name, or an ONNX file by path. Refuses an unknown name and offers the nearest. */
export function loadNetwork(nameOrPath: string): LoadedNetwork {
  const shipped = shippedNetworks.find((candidate) => candidate.name === nameOrPath);
  if (shipped !== undefined) return { network: readNetwork(readBytes(shipped.path, 'shipped network'), shipped.name), shipped };
  if (!existsSync(nameOrPath) && !/[/\\.]/.test(nameOrPath)) {
    return refuse(
      `unknown network '${nameOrPath}'; ${suggestion(
        nameOrPath,
        shippedNetworks.map((s) => s.name),
      )}, or give the path of an ONNX file`,
    );
  }
  return { network: readNetwork(readBytes(nameOrPath, 'network'), basename(nameOrPath)), file: nameOrPath };
}
