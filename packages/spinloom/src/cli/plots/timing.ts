/** The signals of the non-volatile full adder, one track each. */
import type { TimingDiagram } from '../../power/index.ts';
import { svgOf } from './svg.ts';

export function timingPlot({ signals, end_s }: TimingDiagram): Promise<string> {
  const scale = 1e-9;
  const tracks = signals.map((signal, i) => ({ ...signal, base: signals.length - 1 - i }));
  // A register is drawn as a band between its changes, with the number of frames in it.
  const registers = tracks.filter(({ name }) => name.includes('flip-flop'));
  const lines = tracks
    .filter(({ name }) => !name.includes('flip-flop'))
    .flatMap(({ name, edges, base }) =>
      [...edges, [end_s, edges[edges.length - 1]![1]] as const].map(([time, level]) => ({
        name,
        time: time / scale,
        level: base + 0.6 * (level ?? 0),
      })),
    );
  const cells = registers.flatMap(({ edges, base }) =>
    edges.map(([time, value], i) => ({
      x1: time / scale,
      x2: (edges[i + 1]?.[0] ?? end_s) / scale,
      y1: base,
      y2: base + 0.6,
      text: value === null ? '?' : String(value),
      fill: value === null ? '#d0d7de' : '#56b4e9',
    })),
  );
  return svgOf({
    title: 'Non-volatile full adder under a loss of power (after paper 2, Fig. 7b)',
    x: { label: 'time (ns)', domain: [0, end_s / scale] },
    y: {
      label: '',
      grid: false,
      domain: [-0.2, signals.length],
      ticks: tracks.map(({ base }) => base + 0.3),
      tickFormat: (value: number) => tracks.find(({ base }) => Math.abs(base + 0.3 - value) < 0.1)?.name ?? '',
    },
    marginLeft: 150,
    marks: (Plot) => [
      Plot.rect(cells, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'fill', fillOpacity: 0.5, stroke: '#1f2328', strokeWidth: 0.5 }),
      Plot.text(cells, {
        x: (cell: (typeof cells)[number]) => (cell.x1 + cell.x2) / 2,
        y: (cell: (typeof cells)[number]) => (cell.y1 + cell.y2) / 2,
        text: 'text',
        fontSize: 9,
      }),
      Plot.line(lines, { x: 'time', y: 'level', z: 'name', stroke: '#0072b2', curve: 'step-after' }),
    ],
  });
}
