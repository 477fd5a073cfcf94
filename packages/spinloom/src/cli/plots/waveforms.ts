/** Waveforms of circuits. */
import type { CircuitOperation, CircuitWaveforms } from '../../circuit/index.ts';
import { svgOf } from './svg.ts';

interface Trace {
  readonly name: string;
  readonly waveforms: CircuitWaveforms;
  readonly vector: string;
  /** What the values are divided by. Default 1. */
  readonly unit?: number;
}

/** The driven lines, the current and the free layer. */
export function writePlot(waveforms: CircuitWaveforms): Promise<string> {
  const driven = waveforms.has('i(vbl)') && Math.max(...waveforms.get('v(wbl)')!) > 0 ? 'v(wbl)' : 'v(sl)';
  return tracesPlot('Write of a 2T1R cell', 'V, 100 µA, m', [
    { name: 'word line', waveforms, vector: 'v(wwl)' },
    { name: 'driven line', waveforms, vector: driven },
    { name: 'current', waveforms, vector: 'i(vhm)', unit: 1e-4 },
    { name: 'm_x', waveforms, vector: 'v(mx)' },
    { name: 'm_y', waveforms, vector: 'v(my)' },
  ]);
}

/** The bit line for each stored value, and the references. */
export function sensePlot(
  operation: CircuitOperation,
  runs: readonly { readonly stored: string; readonly waveforms: CircuitWaveforms }[],
  where: string,
): Promise<string> {
  const [first] = runs;
  const references = [...first!.waveforms.keys()].filter((name) => name.startsWith('v(rf_'));
  const distinct = runs.filter(({ stored }) => stored !== '10');
  return tracesPlot(`${operation.toUpperCase()}: bit line by what is stored, ${where}`, 'V', [
    ...distinct.map(({ stored, waveforms }) => ({ name: `bit line, ${stored}`, waveforms, vector: 'v(bl)' })),
    ...references.map((vector) => ({ name: `reference ${vector.slice('v(rf_'.length, -1)}`, waveforms: first!.waveforms, vector })),
  ]);
}

function tracesPlot(title: string, label: string, traces: readonly Trace[]): Promise<string> {
  const points = traces.flatMap(({ name, waveforms, vector, unit = 1 }) => {
    const time = waveforms.get('time')!;
    return Array.from(waveforms.get(vector)!, (value, i) => ({ time: time[i]! / 1e-9, value: value / unit, name })).filter(
      (_, i) => i % stride(time.length) === 0,
    );
  });
  return svgOf({
    title,
    x: { label: 'time (ns)' },
    y: { label },
    series: traces.map(({ name }) => name),
    marks: (Plot) => [Plot.lineY(points, { x: 'time', y: 'value', stroke: 'name' }), Plot.ruleY([0])],
  });
}

/** Every so many points are drawn: about 1500 a trace, more than a screen shows. */
const stride = (points: number): number => Math.max(1, Math.floor(points / 1500));
