/** A recorded power as a source: each sample holds until the next, and a gap in time is filled as told. */
import { refuse } from '../../refusal/index.ts';
import { positive } from '../checks.ts';
import { type Harvest, joined, type Piece } from './types.ts';

/** A gap is a step of more than 1.5 sampling intervals. hold-then-zero: hold for one interval, then nothing; skip: cut the gap out. */
export type GapPolicy = 'hold-then-zero' | 'hold' | 'zero' | 'skip' | 'refuse';

export const gapPolicies: readonly GapPolicy[] = ['hold-then-zero', 'hold', 'zero', 'skip', 'refuse'];

export interface Trace {
  readonly name: string;
  /** Rising. */
  readonly time_s: Float64Array;
  readonly power_W: Float64Array;
  /** Sampling interval. */
  readonly interval_s: number;
  /** What the reader repaired or assumed. */
  readonly notes: readonly string[];
}

export interface TraceOptions {
  /** Default 'hold-then-zero'. */
  readonly gaps?: GapPolicy;
  /** Starts again at its end, for ever. Default false. */
  readonly loop?: boolean;
  /** Factor on every power. Default 1. */
  readonly scale?: number;
}

export function traceSource(trace: Trace, options: TraceOptions = {}): Harvest {
  const { gaps = 'hold-then-zero', loop = false, scale = 1 } = options;
  positive(scale, 'scale of the trace');
  const pieces = [...joined(filled(trace, gaps, scale))];
  let duration_s = 0;
  let energy_J = 0;
  let weighted = 0;
  for (const piece of pieces) {
    duration_s += piece.duration_s;
    energy_J += piece.duration_s * piece.power_W;
    weighted += piece.duration_s * piece.power_W ** 2;
  }
  const found = gapsOf(trace);
  return {
    kind: 'harvest',
    name: trace.name,
    notes: found === 0 ? trace.notes : [...trace.notes, `${found} gaps in time (${gaps})`],
    duration_s: loop ? Number.POSITIVE_INFINITY : duration_s,
    mean_W: energy_J / duration_s,
    ...(energy_J > 0 ? { charging_W: weighted / energy_J } : {}),
    pieces: () => (loop ? endless(pieces) : pieces),
  };
}

/** Steps in time that are longer than 1.5 sampling intervals. */
function gapsOf({ time_s, interval_s }: Trace): number {
  let gaps = 0;
  for (let i = 1; i < time_s.length; i++) if (time_s[i]! - time_s[i - 1]! > 1.5 * interval_s) gaps += 1;
  return gaps;
}

function* filled({ name, time_s, power_W, interval_s }: Trace, gaps: GapPolicy, scale: number): Generator<Piece> {
  for (let i = 0; i < time_s.length; i++) {
    const step = i + 1 < time_s.length ? time_s[i + 1]! - time_s[i]! : interval_s;
    const power = power_W[i]! * scale;
    if (step <= 1.5 * interval_s || gaps === 'hold') {
      yield { duration_s: step, power_W: power };
      continue;
    }
    if (gaps === 'refuse') refuse(`${name}: a gap of ${step} s after time ${time_s[i]} s; choose how gaps are filled`);
    yield { duration_s: interval_s, power_W: gaps === 'zero' ? 0 : power };
    if (gaps !== 'skip') yield { duration_s: step - interval_s, power_W: 0 };
  }
}

function* endless(pieces: readonly Piece[]): Generator<Piece> {
  for (;;) yield* pieces;
}

/** The most frequent step, which is the sampling interval; refuses times that do not rise and powers below 0. */
export function traceOf(name: string, time_s: readonly number[], power_W: readonly number[], notes: readonly string[] = []): Trace {
  if (time_s.length === 0) refuse(`${name} is empty: it holds no sample; give a trace with at least one`);
  const steps = new Map<number, number>();
  for (let i = 0; i < time_s.length; i++) {
    if (!(power_W[i]! >= 0) || !Number.isFinite(power_W[i]!))
      refuse(`${name}: the power of sample ${i + 1} is ${power_W[i]}; expected 0 or more, in watt`);
    if (!Number.isFinite(time_s[i]!)) refuse(`${name}: the time of sample ${i + 1} is ${time_s[i]}; expected seconds`);
    if (i === 0) continue;
    const step = time_s[i]! - time_s[i - 1]!;
    if (!(step > 0)) refuse(`${name}: time goes back at sample ${i + 1}, from ${time_s[i - 1]} s to ${time_s[i]} s; expected times that rise`);
    // To the microsecond: decimal stamps differ in their last binary places.
    const key = Math.round(step * 1e6);
    steps.set(key, (steps.get(key) ?? 0) + 1);
  }
  let interval_s = 1;
  let most = 0;
  for (const [key, count] of steps) if (count > most) [interval_s, most] = [key / 1e6, count];
  return { name, time_s: Float64Array.from(time_s), power_W: Float64Array.from(power_W), interval_s, notes };
}
