/** Whole networks of quantised layers, from codes to codes: tables, pooling and thresholds included. */
import { alexnetLayers, type Dot, simdBackend, svhnLayers } from 'spinloom';
import type { Comparison } from '../case.ts';
import { type Build, builds, ready } from './builds.ts';
import { codesOf } from './codes.ts';
import { interleaved, timed } from './interleaved.ts';
import { type PeerName, peerNames, peerOf } from './peers.ts';

const networks: Readonly<Record<string, (bits: { weight: number; input: number }) => readonly Dot[]>> = {
  'alexnet-conv2-5': alexnetLayers,
  svhn: svhnLayers,
};
const widths = [
  [1, 1],
  [1, 4],
] as const;

export const networkCases: readonly Comparison[] = Object.entries(networks).flatMap(([name, layersOf]) =>
  widths.flatMap(([weight, input]) =>
    builds.flatMap((build) => peerNames.map((peer) => networkCase(`${name} ${weight}:${input} ${build}`, layersOf({ weight, input }), build, peer))),
  ),
);

function networkCase(name: string, layers: readonly Dot[], build: Build, peer: PeerName): Comparison {
  return {
    name,
    unit: 'images',
    peer,
    run: async () => {
      const skipped = ready(build);
      if (skipped !== undefined) return skipped;
      const { chain } = simdBackend({ build });
      const image = codesOf(layers[0]!);
      return interleaved(
        timed(() => void chain!(layers, image)),
        await peerOf(peer, layers),
      );
    },
  };
}
