/** Plots of the device: switching times, switching probability, m(t). */
import type { CurrentPoint, PulsePoint, Trajectory } from '../../device/index.ts';
import type { SwitchingDistribution } from '../../study/index.ts';
import { svgOf } from './svg.ts';

/** The curve that was asked for, else the histogram of the switching times. */
export function switchingPlot({ times_s }: SwitchingDistribution, pulses: readonly PulsePoint[], currents: readonly CurrentPoint[]): Promise<string> {
  if (pulses.length > 0)
    return probabilityPlot(
      'pulse (ns)',
      'Switching probability against the pulse',
      pulses.map((p) => [p.pulse_s / 1e-9, p.probability]),
    );
  if (currents.length > 0)
    return probabilityPlot(
      'current (µA)',
      'Switching probability against the current',
      currents.map((c) => [c.current_A / 1e-6, c.probability]),
    );
  const times = times_s.map((time) => time / 1e-9);
  return svgOf({
    title: `Switching times of ${times.length} trials`,
    x: { label: 'switching time (ns)' },
    y: { label: 'trials' },
    marks: (Plot) => [
      Plot.rectY(
        times.map((time) => ({ time })),
        Plot.binX<import('@observablehq/plot').RectYOptions>({ y: 'count' }, { x: 'time', thresholds: 60, fill: '#0072b2' }),
      ),
      Plot.ruleY([0]),
    ],
  });
}

function probabilityPlot(label: string, title: string, points: readonly (readonly [number, number])[]): Promise<string> {
  const sorted = [...points].sort((a, b) => a[0] - b[0]).map(([x, probability]) => ({ x, probability }));
  return svgOf({
    title,
    x: { label },
    y: { label: 'probability of switching', domain: [0, 1] },
    marks: (Plot) => [
      Plot.lineY(sorted, { x: 'x', y: 'probability', stroke: '#0072b2' }),
      Plot.dot(sorted, { x: 'x', y: 'probability', fill: '#0072b2' }),
    ],
  });
}

export function trajectoryPlot({ time_s, mx, my, mz }: Trajectory): Promise<string> {
  const series = ['mx', 'my', 'mz'];
  const points = [mx, my, mz].flatMap((component, i) => Array.from(component, (m, j) => ({ time: time_s[j]! / 1e-9, m, component: series[i]! })));
  return svgOf({
    title: 'Magnetisation of one trial',
    x: { label: 'time from the start of the pulse (ns)' },
    y: { label: 'm', domain: [-1, 1] },
    series,
    marks: (Plot) => [Plot.lineY(points, { x: 'time', y: 'm', stroke: 'component' }), Plot.ruleY([0]), Plot.ruleX([0], { strokeDasharray: '4 3' })],
  });
}
