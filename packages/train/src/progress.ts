/** Progress of a training run: a bar for each epoch on a terminal, one line for each epoch anywhere. */
import { SingleBar } from 'cli-progress';
import type { EpochReport } from './train.ts';

export interface Progress {
  readonly onBatch: (done: number, of: number, loss: number) => void;
  readonly onEpoch: (report: EpochReport) => void;
  readonly stop: () => void;
}

/** The bar goes to standard error and only where that is a terminal; lines go to `print`. */
export function progress(epochs: number, print: (line: string) => void): Progress {
  const bar = new SingleBar({
    format: 'epoch {epoch} [{bar}] {percentage} %  loss {loss}  {eta_formatted} left',
    clearOnComplete: true,
    hideCursor: true,
    noTTYOutput: false,
  });
  const shown = process.stderr.isTTY === true;
  let epoch = 1;
  let running = false;
  let since = performance.now();
  const stop = (): void => {
    if (running) bar.stop();
    running = false;
  };
  return {
    onBatch: (done, of, loss) => {
      if (!shown) return;
      const payload = { epoch: `${epoch}/${epochs}`, loss: loss.toFixed(3) };
      if (running) bar.update(done, payload);
      else bar.start(of, done, payload);
      running = true;
    },
    onEpoch: (report) => {
      stop();
      const seconds = (performance.now() - since) / 1000;
      since = performance.now();
      epoch = report.epoch + 1;
      const percent = (100 * report.accuracy).toFixed(1);
      const speed = Math.round(report.images / seconds);
      print(
        `epoch ${report.epoch}/${epochs}: loss ${report.loss.toFixed(4)}, training accuracy ${percent} %, ${seconds.toFixed(1)} s, ${speed} images/s`,
      );
    },
    stop,
  };
}
