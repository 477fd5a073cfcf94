import { describe, expect, it } from 'vitest';
import { cellLibrary, liberty } from '../library/index.ts';
import { cellsOf } from './index.ts';
import { readNetlist } from './netlist.ts';

const { library } = cellsOf(liberty(cellLibrary()));

/** A flip-flop between ports d and q, on the clock of net 2 (port clk) or 3 (port d). */
const flipFlopOn = (clock: number): string => {
  const cell = [...library.cells.values()].find(({ flipFlop }) => flipFlop !== undefined)!;
  const pins = cell.pins.map(({ name, direction }) => [name, [name === cell.flipFlop!.clock ? clock : direction === 'input' ? 3 : 4]]);
  const port = (direction: string, net: number) => ({ direction, bits: [net] });
  const ports = { clk: port('input', 2), d: port('input', 3), q: port('output', 4) };
  return JSON.stringify({ modules: { top: { ports, cells: { state: { type: cell.name, connections: Object.fromEntries(pins) } } } } });
};

describe('a mapped netlist', () => {
  it('is refused where a flip-flop has another clock than the port clk', () => {
    expect(readNetlist(flipFlopOn(2), 'top', library).flipFlops).toHaveLength(1);
    expect(() => readNetlist(flipFlopOn(3), 'top', library)).toThrow("flip-flop 'state' is not clocked by port 'clk'");
  });
});
