/**
 * Solar recordings in two forms: lines of seconds and microwatts at the maximum power point (after orgua/shepherd-datalib), and the irradiance a minute of NREL as
 * LENS-TUGraz/simba keeps it, JSON of seconds to W/m2 in which runs of zeros are left out.
 *
 * Irradiance becomes power by an area and an efficiency of the panel; both are assumed unless given.
 */
import { refuse } from '../../refusal/index.ts';
import { positive } from '../checks.ts';
import { type Trace, traceOf } from './trace.ts';

export interface Panel {
  /** Default 1e-4 (1 cm2), assumed. */
  readonly area_m2?: number;
  /** Default 0.15, assumed. */
  readonly efficiency?: number;
}

export function readSolarTrace(text: string, name: string, panel: Panel = {}): Trace {
  return text.trimStart().startsWith('{') ? readIrradiance(text, name, panel) : readPowerPoints(text, name);
}

function readPowerPoints(text: string, name: string): Trace {
  const times: number[] = [];
  const powers: number[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const numbers = line
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (numbers.length !== 2 || numbers.some((value) => !Number.isFinite(value)))
      refuse(`${name}, line ${i + 1}: expected seconds and microwatts, found '${line.trim()}'`);
    times.push(numbers[0]!);
    powers.push(numbers[1]! / 1e6);
  }
  return traceOf(name, times, powers);
}

function readIrradiance(text: string, name: string, { area_m2 = 1e-4, efficiency = 0.15 }: Panel): Trace {
  const factor = positive(area_m2, 'area of the panel') * positive(efficiency, 'efficiency of the panel');
  // The file is a head and a body, each a JSON value on lines of its own.
  const body = text.slice(Math.max(0, text.indexOf('{"irradiance"')));
  let values: unknown;
  try {
    values = (JSON.parse(body) as { readonly irradiance?: unknown }).irradiance;
  } catch {
    refuse(`${name}: not the JSON of an irradiance trace; expected {"irradiance": {"seconds": W/m2, ...}}`);
  }
  if (typeof values !== 'object' || values === null) refuse(`${name}: there is no object 'irradiance' of seconds to W/m2 in it`);
  const entries = Object.entries(values).map(([key, value]) => [Number(key), typeof value === 'number' ? value : Number.NaN] as const);
  const times: number[] = [];
  const powers: number[] = [];
  const minute = 60;
  for (const [time, irradiance] of entries) {
    // What is left out between two samples is darkness, a sample a minute; more than ten years of it is a slip.
    if (!Number.isFinite(irradiance)) refuse(`${name}: the irradiance at ${time} s is no number; expected W/m2`);
    const last = times[times.length - 1] ?? time;
    if (time - last > 3.2e8) refuse(`${name}: from ${last} s to ${time} s there is no sample; expected seconds from the start`);
    for (let dark = last + minute; dark < time; dark += minute) {
      times.push(dark);
      powers.push(0);
    }
    times.push(time);
    powers.push(irradiance * factor);
  }
  const note = `irradiance x ${area_m2} m2 x efficiency ${efficiency}; left out runs of zeros put back`;
  return traceOf(name, times, powers, [note]);
}
