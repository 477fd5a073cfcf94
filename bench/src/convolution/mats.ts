/** What a closer look at the mats costs: AlexNet conv2-5 at 1:1, every activation counted, errors of sensing; stuck cells and columns. */
import {
  alexnetLayers,
  type Configuration,
  composeHardware,
  countingKernel,
  designNamed,
  evaluate,
  inferImage,
  layerShape,
  matsOf,
  type Organisation,
  type PermanentFaults,
  place,
  presetNetwork,
  simdBackend,
  stream,
} from 'spinloom';
import { loadNetwork } from 'spinloom/node';
import type { Comparison, Outcome } from '../case.ts';
import { type Build, builds, ready } from './builds.ts';
import { codesOf, randomCodes } from './codes.ts';
import { interleaved, timed } from './interleaved.ts';

const bits = { weight: 1, input: 1 } as const;
/** Of every AND of two rows; reads and writes are right. */
const probabilities = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1] as const;
/** Beside the popcount kernel, and on the mats of AND-Accumulation, whose columns hold two taps each. */
const few = 1e-4;

export const matCases: readonly Comparison[] = [
  ...['imce', 'and-accumulation'].map(
    (design): Comparison => ({ name: `fashion-1-4 stuck ${design}`, unit: 'images', peer: 'spinloom-faultless', run: () => stuckCase(design) }),
  ),
  ...builds.flatMap(casesOf),
];

function casesOf(build: Build): readonly Comparison[] {
  return [
    { name: `alexnet-conv2-5 1:1 trace ${build}`, unit: 'images', peer: 'spinloom-popcount', run: () => traceCase(build) },
    ...probabilities.map(
      (p): Comparison => ({
        name: `alexnet-conv2-5 1:1 p=${p} ${build}`,
        unit: 'images',
        peer: 'spinloom-faultless',
        run: () => faultCase(build, 'imce', p),
      }),
    ),
    {
      name: `alexnet-conv2-5 1:1 p=${few} ${build}`,
      unit: 'images',
      peer: 'spinloom-popcount',
      run: () => faultCase(build, 'imce', few, popcountOf),
    },
    {
      name: `alexnet-conv2-5 1:1 p=${few} and-accumulation ${build}`,
      unit: 'images',
      peer: 'spinloom-faultless',
      run: () => faultCase(build, 'and-accumulation', few),
    },
  ];
}

/** A shipped network whose mats have 1e-3 stuck cells and 100 columns with stuck sense amplifiers, beside itself without. */
async function stuckCase(design: string): Promise<Outcome> {
  const { network } = loadNetwork('fashion-1-4');
  const size = network.input.reduce((a, b) => a * b);
  const image = { dims: network.input, data: Float32Array.from(randomCodes('image', size, 8), (code) => code / 255) };
  const hardware = hardwareOf((await evaluate({ network, design })).configuration);
  const permanent = defectsOf(hardware.organisation);
  const backend = simdBackend({ hardware });
  const rates = { sense: { read: [0, 0], and: [0, 0, 0], or: [0, 0, 0], xor: [0, 0, 0] }, write: [0, 0] } as const;
  const faults = { rates, stream: stream(1, 'fault') };
  return interleaved(
    timed(() => inferImage(network, backend, image, undefined, () => ({ ...faults, permanent }))),
    timed(() => inferImage(network, backend, image, undefined, () => faults)),
  );
}

/** In the first eight mats of each layer, as many as the layers of the network take. */
function defectsOf({ rows, columns }: Organisation): PermanentFaults {
  const draws = stream(1, 'defects');
  let drawn = 0;
  const below = (n: number): number => draws.uint32(drawn++) % n;
  const bit = (): 0 | 1 => (below(2) === 0 ? 0 : 1);
  const mats = 8;
  return {
    cells: Array.from({ length: Math.round(1e-3 * mats * rows * columns) }, () => ({
      mat: below(mats),
      row: below(rows),
      column: below(columns),
      value: bit(),
    })),
    sense: Array.from({ length: 100 }, () => ({ mat: below(mats), column: below(columns), value: bit() })),
  };
}

/** The popcount kernel keeping each count, beside itself without. */
async function traceCase(build: Build): Promise<Outcome> {
  const skipped = ready(build);
  if (skipped !== undefined) return skipped;
  const popcount = await popcountOf(build);
  return interleaved(
    timed(() => popcount(true)),
    timed(() => popcount(false)),
  );
}

/** The popcount kernel on the layers, keeping each count or not. */
async function popcountOf(build: Build): Promise<(keep: boolean) => void> {
  const { program, organisation } = hardwareOf(await configurationOf('imce'));
  const kernels = alexnetLayers(bits).map((layer) => {
    const placement = place(layerShape(layer), organisation, program.rules);
    return countingKernel(layer, codesOf(layer), placement, build);
  });
  return (keep) => {
    for (const kernel of kernels) kernel(keep);
  };
}

/** The layers from codes to codes with errors, beside those without, or another peer: each run is another image, with streams of its own. */
async function faultCase(build: Build, design: string, p: number, peerOf?: typeof popcountOf): Promise<Outcome> {
  const skipped = ready(build);
  if (skipped !== undefined) return skipped;
  const rates = { sense: { read: [0, 0], and: [p, p, p], or: [0, 0, 0], xor: [0, 0, 0] }, write: [0, 0] } as const;
  const { chain } = simdBackend({ build, hardware: hardwareOf(await configurationOf(design)) });
  const layers = alexnetLayers(bits);
  const codes = codesOf(layers[0]!);
  const popcount = await peerOf?.(build);
  let image = 0;
  return interleaved(
    timed(() => {
      image++;
      chain!(layers, codes, ({ name }) => ({ rates, stream: stream(1, 'fault').child(name).child('image', image) }));
    }),
    timed(() => (popcount === undefined ? void chain!(layers, codes) : popcount(false))),
  );
}

/** With all defaults. */
async function configurationOf(design: string): Promise<Configuration> {
  return (await evaluate({ network: presetNetwork('alexnet', { bits }), design })).configuration;
}

function hardwareOf({ design, options, replicas, ...hardware }: Configuration) {
  const { program } = designNamed(design).instantiate(options, composeHardware(hardware));
  if (program === undefined) throw new Error(`design '${design}' has no program`);
  return { program, organisation: matsOf(hardware.organisation), replicas };
}
