/** Vectors of a run, and the measures that SPICE's .meas would take of them. ngspice chooses its own time steps: everything here interpolates between them. */
import { refuse } from 'spinloom';

export interface Waveforms {
  /** `time` of a transient, `v(node)` in volts, `i(source)` in amperes, in the engine's order and in lower case. */
  readonly vectors: ReadonlyMap<string, Float64Array>;
}

/** A vector by its name; refuses a name that the run has not, with those it has. */
export function vector({ vectors }: Waveforms, name: string): Float64Array {
  return vectors.get(name) ?? refuse(`the SPICE run has no '${name}'; there are: ${[...vectors.keys()].join(', ')}`);
}

/** The value at a time, by linear interpolation; outside of the run, its end. */
export function valueAt(run: Waveforms, name: string, time_s: number): number {
  const time = vector(run, 'time');
  return interpolate(time, vector(run, name), time_s);
}

export interface Crossing {
  readonly level: number;
  readonly direction: 'rise' | 'fall';
  /** Earliest time that counts. Default 0. */
  readonly after_s?: number;
}

/** When a vector crosses a level in a direction for the first time; undefined where it never does. */
export function crossing(run: Waveforms, name: string, { level, direction, after_s = 0 }: Crossing): number | undefined {
  const time = vector(run, 'time');
  const values = vector(run, name);
  const sign = direction === 'rise' ? 1 : -1;
  for (let i = 1; i < time.length; i++) {
    const before = sign * (values[i - 1]! - level);
    const now = sign * (values[i]! - level);
    if (before >= 0 || now < 0) continue;
    const at = time[i - 1]! + ((time[i]! - time[i - 1]!) * before) / (before - now);
    if (at >= after_s) return at;
  }
  return undefined;
}

/** Integral over time between two times by trapezes: in V s, A s, ... */
export function integral(run: Waveforms, name: string, from_s: number, to_s: number): number {
  const time = vector(run, 'time');
  const values = vector(run, name);
  let sum = 0;
  let [lastTime, lastValue] = [from_s, interpolate(time, values, from_s)];
  const step = (at: number, value: number): void => {
    sum += ((at - lastTime) * (value + lastValue)) / 2;
    [lastTime, lastValue] = [at, value];
  };
  for (let i = 0; i < time.length; i++) if (time[i]! > from_s && time[i]! < to_s) step(time[i]!, values[i]!);
  step(to_s, interpolate(time, values, to_s));
  return sum;
}

/** Mean over a span of time. */
export function average(run: Waveforms, name: string, from_s: number, to_s: number): number {
  return integral(run, name, from_s, to_s) / (to_s - from_s);
}

function interpolate(time: Float64Array, values: Float64Array, at: number): number {
  let [low, high] = [0, time.length - 1];
  if (at <= time[low]!) return values[low]!;
  if (at >= time[high]!) return values[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (time[middle]! <= at) low = middle;
    else high = middle;
  }
  const [t0, t1] = [time[low]!, time[high]!];
  // Two points at one time: the later one holds from there on.
  return t1 === t0 ? values[high]! : values[low]! + ((values[high]! - values[low]!) * (at - t0)) / (t1 - t0);
}
