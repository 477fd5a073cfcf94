/**
 * Static timing of a mapped netlist over the delay tables of its cells: latest arrival of rising and falling edges, worst slew. No wires, no false paths.
 *
 * Combinational blocks: latest output. Clocked blocks: the least clock period; their inputs arrive as if launched by a flip-flop of the library on the same clock.
 */
import { type Arc, type Library, lookUp } from './liberty.ts';
import { type Instance, inputPins, loadsOf, type Netlist, outputPins } from './netlist.ts';

/** Slew of block inputs and of the clock, s. */
export const inputSlew_s = 20e-12;
/** Load of block outputs, F. */
const outputLoad_F = 3e-15;

export interface Timing {
  /** Latest output, s; of a clocked block: least period of the clock. */
  readonly delay_s: number;
  /** Load of each net, F. */
  readonly loads: Float64Array;
  /** Worst slew of each net, s. */
  readonly slews: Float64Array;
  /** Cells on the critical path, first to last. */
  readonly path: readonly string[];
}

const edges = ['rise', 'fall'] as const;
type Edge = (typeof edges)[number];

/** Arrival and slew of both edges of a net, and the cell that made it. */
interface Event {
  readonly at: number;
  readonly slew: number;
  readonly by?: { readonly cell: string; readonly from: number; readonly edge: Edge };
}
type Events = Readonly<Record<Edge, Event>>;

export function timingOf(netlist: Netlist, library: Library): Timing {
  const loads = loadsOf(netlist, outputLoad_F);
  const events = new Map<number, Events>();
  const clocked = netlist.flipFlops.length > 0;
  const start = clocked ? launched(library) : { rise: { at: 0, slew: inputSlew_s }, fall: { at: 0, slew: inputSlew_s } };
  const clocks = new Set(netlist.flipFlops.map((each) => each.nets[each.cell.flipFlop!.clock]!));
  for (const net of Object.values(netlist.inputs).flat()) if (!clocks.has(net)) events.set(net, start);
  const still: Event = { at: 0, slew: inputSlew_s };
  for (const each of netlist.flipFlops)
    for (const pin of outputPins(each)) events.set(each.nets[pin.name]!, fromClock(pin.arcs, loads[each.nets[pin.name]!]!, each.cell.name));
  for (const gate of netlist.gates) {
    for (const pin of outputPins(gate)) {
      const net = gate.nets[pin.name]!;
      const made: Record<Edge, Event> = { rise: still, fall: still };
      for (const arc of pin.arcs.filter(({ type }) => type.startsWith('combinational'))) {
        const from = gate.nets[arc.from];
        const source = from === undefined ? undefined : events.get(from);
        if (source === undefined) continue;
        for (const edge of edges)
          for (const cause of causes(arc, edge))
            later(made, edge, through(arc, edge, source[cause], loads[net]!, { cell: gate.cell.name, from: from!, edge: cause }));
      }
      events.set(net, made);
    }
  }
  let worst: Event = still;
  const consider = (event: Event, extra = 0): void => {
    if (event.at + extra > worst.at) worst = { ...event, at: event.at + extra };
  };
  for (const each of netlist.flipFlops)
    for (const pin of inputPins(each)) if (pin.name !== each.cell.flipFlop!.clock) checked(each, pin.name, events, consider);
  if (!clocked) for (const net of Object.values(netlist.outputs).flat()) for (const edge of edges) consider(events.get(net)?.[edge] ?? still);
  const slews = new Float64Array(netlist.nets).fill(inputSlew_s);
  for (const [net, { rise, fall }] of events) slews[net] = Math.max(rise.slew, fall.slew);
  return { delay_s: worst.at, loads, slews, path: pathOf(worst, events) };
}

/** Edges of the input that can cause an edge of the output. */
function causes({ sense }: Arc, edge: Edge): readonly Edge[] {
  if (sense === 'non_unate') return edges;
  return (sense === 'positive_unate') === (edge === 'rise') ? ['rise'] : ['fall'];
}

function through(arc: Arc, edge: Edge, source: Event, load: number, by: NonNullable<Event['by']>): Event | undefined {
  const delay = arc.tables[`cell_${edge}`];
  const slew = arc.tables[`${edge}_transition`];
  if (delay === undefined) return undefined;
  return { at: source.at + lookUp(delay, source.slew, load), slew: slew === undefined ? source.slew : lookUp(slew, source.slew, load), by };
}

function later(made: Record<Edge, Event>, edge: Edge, event: Event | undefined): void {
  if (event === undefined) return;
  const slew = Math.max(event.slew, made[edge].slew);
  made[edge] = event.at > made[edge].at ? { ...event, slew: made[edge].by === undefined ? event.slew : slew } : { ...made[edge], slew };
}

/** Output of a flip-flop after the clock edge. */
function fromClock(arcs: readonly Arc[], load: number, cell: string): Events {
  const made: Record<Edge, Event> = { rise: { at: 0, slew: 0 }, fall: { at: 0, slew: 0 } };
  for (const arc of arcs.filter(({ type }) => type === 'rising_edge' || type === 'falling_edge'))
    for (const edge of edges) later(made, edge, through(arc, edge, { at: 0, slew: inputSlew_s }, load, { cell, from: -1, edge: 'rise' }));
  return made;
}

/** What a flip-flop of the library gives into the standard load: how inputs of clocked blocks arrive. */
function launched(library: Library): Events {
  const cell = [...library.cells.values()].filter((each) => each.flipFlop !== undefined).sort((a, b) => a.area_m2 - b.area_m2)[0]!;
  const output = cell.pins.find((pin) => pin.direction === 'output')!;
  return fromClock(output.arcs, outputLoad_F, 'input');
}

/** Arrival at the data pin plus setup time. */
function checked(each: Instance, pin: string, events: ReadonlyMap<number, Events>, consider: (event: Event, extra: number) => void): void {
  const net = each.nets[pin];
  const event = net === undefined ? undefined : events.get(net);
  if (event === undefined) return;
  const setup = each.cell.pins.find(({ name }) => name === pin)!.arcs.find(({ type }) => type === 'setup_rising');
  for (const edge of edges) {
    const table = setup?.tables[`${edge}_constraint`];
    // A constraint's axes are the slews of clock and data, in the order of its template; the clock's is the related one, read as first.
    consider(event[edge], table === undefined ? 0 : lookUp(table, inputSlew_s, event[edge].slew));
  }
}

function pathOf(end: Event, events: ReadonlyMap<number, Events>): string[] {
  const path: string[] = [];
  for (let event: Event | undefined = end; event?.by !== undefined; event = events.get(event.by.from)?.[event.by.edge]) path.unshift(event.by.cell);
  return path;
}
