/** Two worker threads beside one, in wall time: a whole evaluation, threads started and images read. */
import { evaluate } from 'spinloom';
import { loadNetwork, loadShippedData, threadExecutor } from 'spinloom/node';
import type { Comparison } from './case.ts';
import { interleaved } from './convolution/interleaved.ts';

/** Long enough that starting threads does not matter. */
const copies = 12;
const rounds = 3;

export const threadCases: readonly Comparison[] = ['fashion-1-1', 'fashion-1-4'].map((name) => ({
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
