/** Evaluates a mapped netlist: 32 independent runs at once, one a bit of a number. No delays: each clock settles once, so glitches are not seen. */
import { high, type Instance, type Netlist, outputPins } from './netlist.ts';

export interface Simulation {
  /** Value of each net in each of the 32 runs. */
  readonly values: Int32Array;
  /** Sets a port: one word of 32 runs a bit. */
  readonly drive: (port: string, bits: readonly number[]) => void;
  /** Sets the flip-flops behind an output port. */
  readonly hold: (port: string, bits: readonly number[]) => void;
  readonly settle: () => void;
  /** Clocks all flip-flops once, and settles. */
  readonly clock: () => void;
  readonly read: (port: string) => number[];
}

export function simulation(netlist: Netlist): Simulation {
  const values = new Int32Array(netlist.nets);
  values[high] = -1;
  const gates = netlist.gates.flatMap((gate) => outputPins(gate).map((pin) => compiled(gate, pin.function!, gate.nets[pin.name]!)));
  const registers = netlist.flipFlops.map((each) => {
    const { state, next } = each.cell.flipFlop!;
    return {
      next: compiled(each, next, -1),
      outputs: outputPins(each).map((pin) => ({ net: each.nets[pin.name]!, straight: pin.function!.text.trim() === state })),
    };
  });
  const settle = (): void => {
    for (const { net, evaluate, operand } of gates) values[net] = evaluate(operand);
  };
  function compiled(instance: Instance, logic: { evaluate: (value: (operand: string) => number) => number }, net: number) {
    const { nets } = instance;
    return { net, evaluate: logic.evaluate, operand: (name: string): number => values[nets[name] ?? 0]! };
  }
  return {
    values,
    drive: (port, bits) => {
      for (const [i, net] of netlist.inputs[port]!.entries()) values[net] = bits[i]!;
    },
    hold: (port, bits) => {
      const held = netlist.outputs[port]!.map((net) => registers.find(({ outputs }) => outputs.some((each) => each.net === net))!);
      for (const [i, { outputs }] of held.entries()) {
        const own = outputs.find(({ net }) => net === netlist.outputs[port]![i])!;
        for (const each of outputs) values[each.net] = each.straight === own.straight ? bits[i]! : ~bits[i]!;
      }
    },
    settle,
    clock: () => {
      const next = registers.map((each) => each.next.evaluate(each.next.operand));
      for (const [i, { outputs }] of registers.entries()) for (const { net, straight } of outputs) values[net] = straight ? next[i]! : ~next[i]!;
      settle();
    },
    read: (port) => netlist.outputs[port]!.map((net) => values[net]!),
  };
}
