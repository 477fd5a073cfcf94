/** Memory of a process that runs AlexNet's quantised convolutions and nothing else, Node included. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Memory } from '../case.ts';

export const memoryCases: readonly Memory[] = [
  {
    name: 'alexnet-conv2-5 1:4 memory',
    limit_MB: 250,
    run: () => {
      const script = fileURLToPath(new URL('./memory-run.js', import.meta.url));
      return { peak_MB: Number(execFileSync(process.execPath, [script], { encoding: 'utf8' })) / 1000 };
    },
  },
];
