/** Seeded random operation of a mapped netlist: what one operation of a block costs. */
import { type Block, type Stream, stream } from 'spinloom';
import type { Library } from './liberty.ts';
import type { Netlist } from './netlist.ts';
import { meter } from './power.ts';
import { simulation } from './simulate.ts';
import type { Timing } from './timing.ts';

/** Operations of each of the 32 runs. */
const operations = 24;

/** Energy of one operation, mean over 32 x 24 with random inputs of even odds, J. */
export function operationEnergy(block: Block, netlist: Netlist, library: Library, timing: Timing): number {
  const run = simulation(netlist);
  const paid = meter(netlist, library, timing, run);
  const random = stream(1, 'activity').child(block.id);
  const clocks = block.kind === 'clocked' ? block.operation.clocks : 1;
  let step = 0;
  const once = (held: Readonly<Record<string, bigint>>): void => {
    for (const [port, width] of Object.entries(block.inputs)) run.drive(port, words(random.child(port, step), width, held[port]));
    step++;
    run.settle();
    // Gates that inputs moved are paid once more by the clock's changes: flip-flops change after them.
    paid.take();
    if (block.kind === 'clocked') {
      run.clock();
      paid.clock();
      paid.take();
    }
  };
  for (let operation = 0; operation <= operations; operation++) {
    for (let clock = 0; clock < clocks; clock++) once(block.kind === 'clocked' ? block.operation.held(clock) : {});
    if (operation === 0) paid.restart();
  }
  return paid.energy_J() / (32 * operations);
}

/** 32 random values of a port, or one held value in all runs. */
function words(random: Stream, width: number, held: bigint | undefined): number[] {
  return Array.from({ length: width }, (_, bit) => (held === undefined ? random.uint32(bit) | 0 : -Number((held >> BigInt(bit)) & 1n)));
}
