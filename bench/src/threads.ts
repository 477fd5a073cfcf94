/** Two worker threads beside one, in wall time: kernels alone, and a whole evaluation with threads started and images read. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { evaluate } from 'spinloom';
import { loadNetwork, loadShippedData, threadExecutor } from 'spinloom/node';
import type { Comparison } from './case.ts';
import { interleaved } from './convolution/interleaved.ts';
import type { ThreadWork } from './convolution/thread-run.ts';

/** Long enough that starting threads does not matter. */
const copies = 24;
const rounds = 3;

const evaluations: readonly Comparison[] = ['fashion-1-1', 'fashion-1-4'].map((name) => ({
  name: `${name} two threads`,
  unit: 'images',
  peer: 'one-thread',
  run: () => {
    const { network } = loadNetwork(name);
    const { images, imagesSha256 } = loadShippedData('fashion-1000');
    const repeated = {
      ...images,
      count: images.count * copies,
      read: (from: number, to: number) => images.read(from % images.count, (from % images.count) + to - from),
    };
    const data = { name, images: repeated, imagesSha256 };
    const on = (threads: number) => async (): Promise<number> => {
      const start = performance.now();
      await evaluate({ network, data, executor: threadExecutor(threads), keepLogits: false });
      return (performance.now() - start) / 1000 / repeated.count;
    };
    return interleaved(on(2), on(1), rounds);
  },
}));

const kernels: readonly Comparison[] = (['alexnet-conv2-5', 'svhn'] as const).map((network) => ({
  name: `${network} 1:4 two threads`,
  unit: 'images',
  peer: 'one-thread',
  run: async () => {
    const workerData: ThreadWork = { network, turn_ms: 1000 };
    const workers = [0, 1].map(() => new Worker(new URL('./convolution/thread-run.js', import.meta.url), { workerData }));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    /** Seconds an image of so many workers together. */
    const on = (count: number) => async (): Promise<number> => {
      const answers = workers.slice(0, count).map((worker) => once(worker, 'message') as Promise<[number]>);
      for (const worker of workers.slice(0, count)) worker.postMessage('run');
      return 1 / (await Promise.all(answers)).reduce((sum, [rate]) => sum + rate, 0);
    };
    const rates = await interleaved(on(2), on(1), rounds);
    await Promise.all(workers.map((worker) => worker.terminate()));
    return rates;
  },
}));

export const threadCases: readonly Comparison[] = [...kernels, ...evaluations];
