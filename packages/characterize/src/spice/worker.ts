/** The thread that holds one ngspice: it starts the engine, runs the netlists that it is sent, and answers with vectors or with the engine's messages. */
import { parentPort } from 'node:worker_threads';
import { Simulation } from 'eecircuit-engine';

export interface SpiceRequest {
  readonly netlist: string;
}

/** Vectors in the engine's order, or what the engine said where it said anything. */
export type SpiceAnswer =
  | { readonly names: readonly string[]; readonly values: readonly Float64Array<ArrayBuffer>[] }
  | { readonly messages: readonly string[] };

const port = parentPort!;
// The engine prints each of its messages; they travel in the answer.
console.error = () => {};

const simulation = new Simulation();
await simulation.start();

port.on('message', async ({ netlist }: SpiceRequest) => {
  simulation.setNetList(netlist);
  const result = await Promise.race([simulation.runSim(), stalled()]);
  const messages = complaints(simulation.getError());
  if (result === 'stalled') return post({ messages });
  // An empty netlist leaves the circuit before it in place, which then runs again.
  if (!/^Circuit: /m.test(simulation.getInfo())) messages.push('no circuit in the netlist');
  if (messages.length > 0) return post({ messages });
  if (result.dataType !== 'real') return post({ messages: [`an analysis with ${result.dataType} values`] });
  const names = result.data.map(({ name }) => name);
  const values = result.data.map((vector) => Float64Array.from(vector.values));
  post({ names, values });
});

/**
 * A first run that fails leaves no file of results, and then the engine never answers. While it computes no timer fires;
 * a timer that finds messages, and finds nothing new the next time, finds the engine waiting.
 */
function stalled(): Promise<'stalled'> {
  return new Promise((resolve) => {
    let last: string | undefined;
    const timer = setInterval(() => {
      const info = simulation.getInfo();
      if (simulation.getError().length > 0 && info === last) {
        clearInterval(timer);
        resolve('stalled');
      }
      last = info;
    }, 20);
    timer.unref();
  });
}

/** All messages but those of an operating point that was found by stepping the conductance to ground: they report a method, not a fault. */
function complaints(messages: readonly string[]): string[] {
  const spoken = messages.map((line) => line.trim()).filter((line) => line !== '');
  const stepping = /^Note: (Starting dynamic gmin stepping|Dynamic gmin stepping completed)$/;
  return spoken.includes('Note: Dynamic gmin stepping completed') ? spoken.filter((line) => !stepping.test(line)) : spoken;
}

function post(answer: SpiceAnswer): void {
  port.postMessage(answer, 'values' in answer ? answer.values.map(({ buffer }) => buffer) : []);
}
