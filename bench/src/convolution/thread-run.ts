/** A worker that runs quantised layers on images of codes, over and over, and answers how many it ran in a turn. */
import { parentPort, workerData } from 'node:worker_threads';
import { alexnetLayers, simdBackend, svhnLayers } from 'spinloom';
import 'spinloom/node';
import { codesOf } from './codes.ts';

export interface ThreadWork {
  readonly network: 'alexnet-conv2-5' | 'svhn';
  readonly turn_ms: number;
}

const { network, turn_ms } = workerData as ThreadWork;
const layers = { 'alexnet-conv2-5': alexnetLayers, svhn: svhnLayers }[network]({ weight: 1, input: 4 });
const { chain } = simdBackend();
const image = codesOf(layers[0]!);
for (let run = 0; run < 20; run++) chain!(layers, image);
parentPort!.on('message', () => {
  const start = performance.now();
  let images = 0;
  for (; performance.now() - start < turn_ms; images++) chain!(layers, image);
  parentPort!.postMessage((images * 1000) / (performance.now() - start));
});
parentPort!.postMessage('ready');
