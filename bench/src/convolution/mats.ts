/** What a closer look at the mats costs, AlexNet conv2-5 at 1:1 on the mats of IMCE: every activation counted; errors of sensing. */
import {
  alexnetLayers,
  type Configuration,
  composeHardware,
  countingKernel,
  designNamed,
  evaluate,
  layerShape,
  matsOf,
  place,
  presetNetwork,
  simdBackend,
  stream,
} from 'spinloom';
import type { Comparison, Outcome } from '../case.ts';
import { type Build, builds, ready } from './builds.ts';
import { codesOf } from './codes.ts';
import { interleaved, timed } from './interleaved.ts';

const bits = { weight: 1, input: 1 } as const;
/** Of every AND of two rows; reads and writes are right. */
const probabilities = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1] as const;

export const matCases: readonly Comparison[] = builds.flatMap((build) => [
  { name: `alexnet-conv2-5 1:1 trace ${build}`, unit: 'images', peer: 'spinloom-popcount', run: () => traceCase(build) },
  ...probabilities.map(
    (p): Comparison => ({ name: `alexnet-conv2-5 1:1 p=${p} ${build}`, unit: 'images', peer: 'spinloom-faultless', run: () => faultCase(build, p) }),
  ),
]);

/** The popcount kernel keeping each count, beside itself without. */
async function traceCase(build: Build): Promise<Outcome> {
  const skipped = ready(build);
  if (skipped !== undefined) return skipped;
  const { program, organisation } = hardwareOf(await configurationOf());
  const kernels = alexnetLayers(bits).map((layer) => {
    const placement = place(layerShape(layer), organisation, program.rules);
    return countingKernel(layer, codesOf(layer), placement, build);
  });
  return interleaved(
    timed(() => kernels.forEach((kernel) => void kernel(true))),
    timed(() => kernels.forEach((kernel) => void kernel(false))),
  );
}

/** The layers' accumulators with errors, beside those without. */
async function faultCase(build: Build, p: number): Promise<Outcome> {
  const skipped = ready(build);
  if (skipped !== undefined) return skipped;
  const rates = { sense: { read: [0, 0], and: [p, p, p], or: [0, 0, 0], xor: [0, 0, 0] }, write: [0, 0] } as const;
  const backend = simdBackend({ build, hardware: hardwareOf(await configurationOf()) });
  const layers = alexnetLayers(bits).map((layer) => ({ layer, codes: codesOf(layer) }));
  let image = 0;
  return interleaved(
    timed(() => {
      image++;
      for (const { layer, codes } of layers) {
        backend.dot(layer, codes, { rates, stream: stream(1, 'fault').child(layer.name).child('image', image) });
      }
    }),
    timed(() => {
      for (const { layer, codes } of layers) backend.dot(layer, codes);
    }),
  );
}

/** With all defaults. */
async function configurationOf(): Promise<Configuration> {
  return (await evaluate({ network: presetNetwork('alexnet', { bits }), design: 'imce' })).configuration;
}

function hardwareOf({ design, options, replicas, ...hardware }: Configuration) {
  const { program } = designNamed(design).instantiate(options, composeHardware(hardware));
  if (program === undefined) throw new Error(`design '${design}' has no program`);
  return { program, organisation: matsOf(hardware.organisation), replicas };
}
