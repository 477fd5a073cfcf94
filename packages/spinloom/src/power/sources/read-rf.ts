/**
 * RF recordings of the WISP 4.1 front end (PERSISTLab/BatterylessSim): a line each of milliseconds and volts across a load of 30 kohm; P = V^2 / R.
 *
 * The recorder stamps the first millisecond of some seconds one second late: a lone stamp that is 1000 ms ahead of its place between two neighbours that fit is put
 * back, and a note counts them. Any other time that goes back is refused.
 */
import { refuse } from '../../refusal/index.ts';
import { type Trace, traceOf } from './trace.ts';

/** Load of the recordings. */
const load_ohm = 30e3;

export function readRfTrace(text: string, name: string): Trace {
  const times: number[] = [];
  const powers: number[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [time, volts, ...more] = line
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (!Number.isFinite(time) || volts === undefined || !Number.isFinite(volts) || more.length > 0)
      refuse(`${name}, line ${i + 1}: expected milliseconds and volts, found '${line.trim()}'`);
    if (volts < 0) refuse(`${name}, line ${i + 1}: the voltage is ${volts}; expected 0 or more`);
    times.push(time!);
    powers.push((volts * volts) / load_ohm);
  }
  let late = 0;
  for (let i = 1; i + 1 < times.length; i++) {
    const between = (times[i - 1]! + times[i + 1]!) / 2;
    if (times[i]! - between !== 1000 || times[i + 1]! - times[i - 1]! !== 2) continue;
    times[i] = between;
    late += 1;
  }
  const first = times[0] ?? 0;
  const notes = late === 0 ? [] : [`${late} stamps of the recorder were one second late and were put back`];
  return traceOf(
    name,
    times.map((time) => (time - first) / 1e3),
    powers,
    notes,
  );
}
