/** The useful share of the harvest by policy beside the crossover of volatile and checkpointed designs. */
import type { PowerComparison } from '../../power/index.ts';
import { svgOf } from './svg.ts';

export function comparisonPlot({ policies, crossover, imagePerBurst }: PowerComparison, network: string, source: string): Promise<string> {
  if (imagePerBurst === null) {
    const bars = policies.map(({ policy, usefulShare }) => ({ policy, share: 100 * usefulShare }));
    return svgOf({
      title: `Harvested energy that ended as kept work: ${network}, ${source}`.slice(0, 100),
      x: { label: 'policy', type: 'band', domain: bars.map((bar) => bar.policy) },
      y: { label: 'share (%)', domain: [0, 100] },
      marks: (Plot) => [Plot.barY(bars, { x: 'policy', y: 'share', fill: '#0072b2' }), Plot.ruleY([0])],
    });
  }
  const series = ['volatile', 'checkpoints', 'policies, this image'];
  const curves = crossover.flatMap(({ ratio, volatile, checkpointed }) => [
    { ratio, share: 100 * volatile, series: series[0]! },
    { ratio, share: 100 * checkpointed, series: series[1]! },
  ]);
  // Shares of the energy that reached the load, as the curves are.
  const dots = policies.map(({ policy, run }) => ({ ratio: imagePerBurst, share: 100 * run.forwardProgress, policy, series: series[2]! }));
  return svgOf({
    title: `Energy that ended as kept work: ${network}, ${source}`.slice(0, 100),
    x: { label: 'energy of a task / energy of a burst', type: 'log', domain: [0.01, Math.max(10, imagePerBurst * 1.2)] },
    y: { label: 'share of the energy that reached the load (%)', domain: [0, 100] },
    series,
    marks: (Plot) => [
      Plot.line(curves, { x: 'ratio', y: 'share', stroke: 'series', z: 'series' }),
      Plot.ruleX([1], { strokeDasharray: '4 3' }),
      Plot.dot(dots, { x: 'ratio', y: 'share', fill: 'series' }),
      Plot.text(labels(dots), { x: 'ratio', y: 'share', text: 'policy', dx: 6, textAnchor: 'start', fontSize: 10 }),
      Plot.ruleY([0]),
    ],
  });
}

interface Dot {
  readonly ratio: number;
  readonly share: number;
  readonly policy: string;
}

/** Names of policies that lie on top of one another share a label. */
function labels(dots: readonly Dot[]): readonly Dot[] {
  const shown: Dot[] = [];
  for (const dot of [...dots].sort((a, b) => b.share - a.share)) {
    const last = shown[shown.length - 1];
    if (last !== undefined && last.share - dot.share < 3.5) shown[shown.length - 1] = { ...last, policy: `${last.policy}, ${dot.policy}` };
    else shown.push(dot);
  }
  return shown;
}
