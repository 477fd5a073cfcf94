/** Plots of power: voltage against time with the bands of the states. */
import { energyAfter, energyOf, type PowerEvent, type PowerRun, type StorageOptions, storageModel, voltageOf } from '../../power/index.ts';
import { svgOf } from './svg.ts';

/** So many changes of state are drawn, of so many events at most; what comes after is left out, and the title says so. */
const drawnChanges = 40;
const drawnEvents = 300_000;
/** Stretches of a curve: neighbours in one state are joined until there are no more. */
const stretches = 2000;
/** Points of a curve between two events. */
const points = 12;

export interface Timeline {
  readonly add: (event: PowerEvent) => boolean;
  readonly events: readonly PowerEvent[];
  readonly storage: StorageOptions;
}

export function timeline(storage: StorageOptions): Timeline {
  const events: PowerEvent[] = [];
  let changes = 0;
  const add = (event: PowerEvent): boolean => {
    if (event.mode !== events[events.length - 1]?.mode) changes += 1;
    return events.push(event) < drawnEvents && changes < drawnChanges;
  };
  return { add, events, storage };
}

const colours = { off: '#d0d7de', restore: '#e69f00', on: '#009e73' } as const;

export function timelinePlot({ events, storage }: Timeline, run: PowerRun): Promise<string> {
  const end = events[events.length - 1]?.to_s ?? 0;
  const [scale, unit] = end < 1e-3 ? [1e-6, 'µs'] : end < 1 ? [1e-3, 'ms'] : [1, 's'];
  const longest = end / stretches;
  const curve = merged(events, longest).flatMap((event) => between(event, storage).map(({ time, volts }) => ({ time: time / scale, volts })));
  const bands = merged(events, Number.POSITIVE_INFINITY).map(({ from_s, to_s, mode }) => ({
    x1: from_s / scale,
    x2: to_s / scale,
    fill: colours[mode],
  }));
  const { von_V, voff_V, vmax_V } = storageModel(storage).voltages;
  const harvest = run.source.kind === 'harvest';
  const top = harvest ? vmax_V * 1.08 : 1.2;
  const cut = end < run.time_s * (1 - 1e-9) ? `, the first ${Number((end / scale).toPrecision(3))} ${unit}` : '';
  return svgOf({
    title:
      `${harvest ? 'Voltage of the storage' : 'Power on and off'}: ${run.policy.workload.name}, ${run.policy.name}, ${run.source.name}${cut}`.slice(
        0,
        110,
      ),
    x: { label: `time (${unit})` },
    y: { label: harvest ? 'voltage (V)' : 'supply', domain: [0, top] },
    key: [
      { name: 'off', fill: colours.off },
      ...(harvest ? [{ name: 'restore', fill: colours.restore }] : []),
      { name: 'running', fill: colours.on },
    ],
    marks: (Plot) => [
      Plot.rect(bands, { x1: 'x1', x2: 'x2', y1: 0, y2: top, fill: 'fill', fillOpacity: 0.35 }),
      ...(harvest ? [Plot.ruleY([von_V, voff_V], { strokeDasharray: '4 3' })] : []),
      Plot.line(curve, { x: 'time', y: 'volts', stroke: '#0072b2' }),
      Plot.ruleY([0]),
    ],
  });
}

/** The curve of F8 between two events: the net power that leads from one end to the other. */
function between({ from_s, to_s, from_V, to_V }: PowerEvent, options: StorageOptions): readonly { readonly time: number; readonly volts: number }[] {
  if (from_V === to_V) return [from_s, to_s].map((time) => ({ time, volts: from_V }));
  const { capacitor } = storageModel(options);
  const { capacitance_F, leak_ohm } = capacitor;
  const [from, to] = [energyOf(capacitance_F, from_V), energyOf(capacitance_F, to_V)];
  const length = to_s - from_s;
  const decay = leak_ohm === Number.POSITIVE_INFINITY ? 0 : -Math.expm1((-2 * length) / (leak_ohm * capacitance_F));
  const power = decay === 0 ? (to - from) / length : ((from + (to - from) / decay) * 2) / (leak_ohm * capacitance_F);
  return Array.from({ length: points + 1 }, (_, i) => {
    const passed = (length * i) / points;
    return { time: from_s + passed, volts: voltageOf(capacitance_F, energyAfter(capacitor, from, power, passed)) };
  });
}

/** Neighbours in one state as one stretch of at most that length. */
function merged(events: readonly PowerEvent[], longest_s: number): readonly PowerEvent[] {
  const joined: PowerEvent[] = [];
  for (const event of events) {
    const last = joined[joined.length - 1];
    const joins = last !== undefined && last.mode === event.mode && last.to_s === event.from_s && event.to_s - last.from_s <= longest_s;
    if (joins) joined[joined.length - 1] = { ...last, to_s: event.to_s, to_V: event.to_V };
    else joined.push(event);
  }
  return joined;
}
