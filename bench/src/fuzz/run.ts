/** Cases in child processes: a limit of time and memory, a kill, a fresh process, a second try. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer } from './child.ts';

const limit_ms = 2000;
/** By the clock, for a process that does not answer: the machine may be busy. */
const patience_ms = 10_000;
const limit_bytes = 1e9;
/** Above this, a case is measured again in a process of its own, and the process is given up. */
const large_bytes = 400e6;
const tries = 3;

export interface Found {
  readonly index: number;
  /** Absent where the process died or was killed. */
  readonly answer?: Answer;
  /** What must not happen, in one line. */
  readonly fault?: string;
}

export async function runCases(seed: number, indices: readonly number[], jobs: number, onFound: (found: Found) => void): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    let child = await freshChild();
    while (next < indices.length) {
      const index = indices[next++]!;
      let found = await attempt(child, seed, index);
      for (let again = 1; (found.fault !== undefined || tooLarge(found)) && again < tries; again++) {
        child.kill('SIGKILL');
        child = await freshChild();
        if (found.answer?.kind === 'fault') break;
        found = await attempt(child, seed, index);
        // Measured alone: it is what it is.
        if (found.fault === undefined) break;
      }
      if (!child.connected || child.killed || tooLarge(found)) {
        child.kill('SIGKILL');
        child = await freshChild();
      }
      onFound(found);
    }
    child.kill('SIGKILL');
  };
  await Promise.all(Array.from({ length: jobs }, lane));
}

function tooLarge({ answer }: Found): boolean {
  return answer !== undefined && answer.peak_bytes > large_bytes;
}

function freshChild(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), {
    execArgv: ['--max-old-space-size=800'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => child.once('message', () => resolve(child)));
}

function attempt(child: ChildProcess, seed: number, index: number): Promise<Found> {
  return new Promise((resolve) => {
    const end = (found: Omit<Found, 'index'>): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve({ index, ...found });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end({ fault: `did not end within ${patience_ms} ms` });
    }, patience_ms);
    child.once('exit', (code, signal) => end({ fault: `the process died (${signal ?? code}), of memory most likely` }));
    child.once('message', (answer: Answer) => {
      const fault = faultOf(answer);
      end({ answer, ...(fault === undefined ? {} : { fault }) });
    });
    child.send({ seed, index }, () => {});
  });
}

function faultOf(answer: Answer): string | undefined {
  if (answer.kind === 'fault') return `${answer.base}: ${answer.error}`;
  if (answer.peak_bytes > limit_bytes) return `took ${Math.round(answer.peak_bytes / 1e6)} MB`;
  return answer.took_ms > limit_ms ? `took ${Math.round(answer.took_ms)} ms` : undefined;
}
