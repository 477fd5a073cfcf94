/** Energy of one image by layer, stacked by component. */
import type { Evaluation } from '../../study/index.ts';
import { svgOf } from './svg.ts';

/** Components that get a colour of their own; the rest are summed. */
const shown = 5;

export function evaluationPlot({ cost, design, network }: Evaluation): Promise<string> {
  const rows = cost.layers.flatMap((layer) =>
    Object.entries(layer.energies).map(([key, energy]) => ({ layer: layer.name, component: design.tariffs[key]!.component, energy })),
  );
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(row.component, (totals.get(row.component) ?? 0) + row.energy);
  const largest = [...totals].sort((a, b) => b[1] - a[1]).slice(0, shown);
  const named = new Set(largest.map(([component]) => component));
  const series = [...named, ...(totals.size > shown ? ['other'] : [])];
  const { factor, unit } = scaleOf(Math.max(...cost.layers.map((layer) => layer.energy_J)));
  const bars = new Map<string, { layer: string; component: string; energy: number }>();
  for (const { layer, component, energy } of rows) {
    const name = named.has(component) ? component : 'other';
    const bar = bars.get(`${layer}/${name}`) ?? { layer, component: name, energy: 0 };
    bar.energy += energy / factor;
    bars.set(`${layer}/${name}`, bar);
  }
  return svgOf({
    title: `Energy of one image by layer: ${network.name} on ${design.id}`,
    x: { label: `energy (${unit})` },
    y: { label: '', domain: cost.layers.map((layer) => layer.name), grid: false },
    series,
    marginLeft: 110,
    marks: (Plot) => [Plot.barX([...bars.values()], { x: 'energy', y: 'layer', fill: 'component', order: series }), Plot.ruleX([0])],
  });
}

function scaleOf(largest: number): { readonly factor: number; readonly unit: string } {
  if (largest >= 1e-6) return { factor: 1e-6, unit: 'µJ' };
  return largest >= 1e-9 ? { factor: 1e-9, unit: 'nJ' } : { factor: 1e-12, unit: 'pJ' };
}

/** Accuracy of each seed under errors, beside that without. */
export function errorPlot({ errors, network, configuration }: Evaluation): Promise<string> {
  if (errors === undefined) throw new TypeError('no errors to draw');
  const points = errors.accuracies.map((accuracy, i) => ({ seed: configuration.seed + i, accuracy: accuracy * 100 }));
  const series = ['under errors', 'mean', 'without errors'];
  return svgOf({
    title: `Accuracy under errors (${errors.model.source}): ${network.name} on ${configuration.design}`,
    x: { label: 'seed', ticks: points.length <= 20 ? points.map((point) => point.seed) : 10 },
    y: {
      label: 'accuracy (%)',
      domain: [Math.max(0, Math.floor(errors.min * 100) - 2), Math.min(100, Math.ceil(Math.max(errors.max, errors.faultFree) * 100) + 2)],
    },
    series,
    marks: (Plot) => [
      Plot.ruleY([errors.mean * 100], { stroke: '#d55e00', strokeDasharray: '4 3' }),
      Plot.ruleY([errors.faultFree * 100], { stroke: '#009e73' }),
      Plot.dot(points, { x: 'seed', y: 'accuracy', fill: '#0072b2', r: 4 }),
    ],
  });
}
