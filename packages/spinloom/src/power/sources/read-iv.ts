/**
 * I-V surfaces of solar cells as Ekho records them and BatterylessSim keeps them: a line with a count, a line with the least and greatest voltage, then a line a
 * curve: seconds, and currents at equally spaced voltages, V_i = V_min + (V_max - V_min) i / n. The currents are milliampere (inferred: the files do not say so;
 * an AM-1417 gives tens of microampere). Each curve counts with its maximum power point: a tracker holds the cell there.
 */
import { refuse } from '../../refusal/index.ts';
import { type Trace, traceOf } from './trace.ts';

export function readIvTrace(text: string, name: string): Trace {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 3) refuse(`${name} holds no curve: expected a count, a line of the least and greatest voltage, and a line a curve`);
  const numbersOf = (line: string): readonly number[] =>
    line
      .trim()
      .split(/[\s,]+/)
      .map(Number);
  const [low, high] = numbersOf(lines[1]!);
  if (low === undefined || high === undefined || !(high > low) || low < 0)
    refuse(`${name}, line 2: expected the least and the greatest voltage, found '${lines[1]!.trim()}'`);
  const times: number[] = [];
  const powers: number[] = [];
  for (const [i, line] of lines.slice(2).entries()) {
    const [time, ...currents] = numbersOf(line);
    if (time === undefined || currents.length < 2 || [time, ...currents].some((value) => !Number.isFinite(value)))
      refuse(`${name}, line ${i + 3}: expected seconds and at least two currents`);
    times.push(time);
    powers.push(Math.max(0, ...currents.map((current, j) => ((low + ((high - low) * j) / currents.length) * current) / 1e3)));
  }
  return traceOf(name, times, powers, ['maximum power point of each curve; currents read as milliampere']);
}
