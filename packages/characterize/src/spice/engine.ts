/**
 * ngspice 45.2 in WebAssembly (`eecircuit-engine`), in a thread of its own: a run that does not end can be stopped, and the process can end.
 *
 * Any message of the engine is a refusal: ngspice ignores an element that it cannot read, with a warning, and goes on without it;
 * an undefined model leaves a result of one point.
 */
import { Worker } from 'node:worker_threads';
import { refuse } from 'spinloom';
import { complaint } from './complaint.ts';
import type { Waveforms } from './waveforms.ts';
import type { SpiceAnswer, SpiceRequest } from './worker.ts';

export interface SpiceOptions {
  /** A run that takes longer is stopped and refused. Default 60 s. */
  readonly timeout_s?: number;
}

export interface SpiceEngine {
  /** Runs the one analysis of a netlist. Runs one after another, in the order of the calls. Nodes inside transistor models are left out. */
  readonly simulate: (netlist: string, options?: SpiceOptions) => Promise<Waveforms>;
  /** Ends the thread; runs that wait are refused. */
  readonly close: () => Promise<void>;
}

/** What ran: the package and its version, the ngspice in it. */
export const engineName = 'eecircuit-engine 1.8.0, ngspice-45.2';

/** The engine keeps about 2 MB of each run: a fresh thread after so many. */
const runsPerThread = 100;

/** An engine. Its thread starts with the first run (about half a second, 240 MB) and must be ended with `close`. */
export function spiceEngine(): SpiceEngine {
  let worker: Worker | undefined;
  let runs = 0;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const stop = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    runs = 0;
    await ending?.terminate();
  };
  const run = async (netlist: string, { timeout_s = 60 }: SpiceOptions): Promise<Waveforms> => {
    checkNetlist(netlist);
    if (closed) refuse(`the SPICE engine was closed before '${title(netlist)}' ran; open another`);
    if (runs >= runsPerThread) await stop();
    worker ??= new Worker(new URL(import.meta.url.endsWith('.ts') ? '../../dist/spice/worker.js' : './worker.js', import.meta.url));
    runs += 1;
    const answer = await ask(worker, { netlist }, timeout_s);
    if (answer !== undefined && 'values' in answer) return waveforms(netlist, answer);
    // What a failed circuit left behind must not reach the next one.
    await stop();
    if (answer === undefined)
      refuse(
        `SPICE netlist '${title(netlist)}': the run took longer than ${timeout_s} s and was stopped; raise the limit or look for a time step that shrinks`,
      );
    return refuse(complaint(title(netlist), answer.messages));
  };
  return {
    simulate: (netlist, options = {}) => {
      const result = queue.then(() => run(netlist, options));
      queue = result.catch(() => {});
      return result;
    },
    close: async () => {
      closed = true;
      await stop();
    },
  };
}

/** One run on an engine of its own. */
export async function simulate(netlist: string, options: SpiceOptions = {}): Promise<Waveforms> {
  const engine = spiceEngine();
  try {
    return await engine.simulate(netlist, options);
  } finally {
    await engine.close();
  }
}

/** The answer, or undefined when time is up. A thread that dies answers with what it died of. */
function ask(worker: Worker, request: SpiceRequest, timeout_s: number): Promise<SpiceAnswer | undefined> {
  return new Promise((resolve) => {
    const settle = (answer: SpiceAnswer | undefined): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(answer);
    };
    const onError = (error: unknown): void => settle({ messages: [`the engine failed: ${error instanceof Error ? error.message : String(error)}`] });
    const onExit = (): void => settle({ messages: ['the engine was stopped'] });
    const timer = setTimeout(() => settle(undefined), timeout_s * 1000);
    worker.on('message', settle).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}

function checkNetlist(netlist: string): void {
  if (!/^\s*\.(tran|op|dc)\b/im.test(netlist)) refuse(`SPICE netlist '${title(netlist)}' asks for no analysis; expected a line .tran, .op or .dc`);
  // Without one, ngspice runs the circuit before it again.
  if (
    !netlist
      .split('\n')
      .slice(1)
      .some((line) => /^\s*[a-z]/i.test(line))
  )
    refuse(`SPICE netlist '${title(netlist)}' holds no element`);
  // A netlist may not act on the machine: control blocks hold shell commands and files.
  const act = /^\s*\.(control|exec|shell)\b/im.exec(netlist);
  if (act !== null) refuse(`SPICE netlist '${title(netlist)}' holds '.${act[1]!.toLowerCase()}'; leave it out: results are measured after the run`);
}

function title(netlist: string): string {
  return (netlist.split('\n', 1)[0] ?? '').replace(/^\*\s*/, '').trim() || 'without a title';
}

function waveforms(netlist: string, { names, values }: Extract<SpiceAnswer, { values: unknown }>): Waveforms {
  const kept = names.map((name, i) => [name, values[i]!] as const).filter(([name]) => !name.includes('#'));
  for (const [name, vector] of kept) {
    const bad = vector.find((value) => !Number.isFinite(value));
    if (bad !== undefined) refuse(`SPICE netlist '${title(netlist)}': the result '${name}' holds ${bad}; the circuit has no solution there`);
  }
  return { vectors: new Map(kept) };
}
