/** Histograms of the sense voltage, one for each number of ones, with the references between them. */
import type { Margins } from '../../circuit/index.ts';
import { svgOf } from './svg.ts';

export function marginsPlot({ operation, fanIn, levels, branches, trials }: Margins): Promise<string> {
  const name = (ones: number): string => `${ones} of ${fanIn} ones`;
  const bars = levels.flatMap(({ ones, histogram: { from, to, counts } }) => {
    const width = (to - from) / counts.length;
    // Densities, so that bins of different widths compare.
    return counts.map((count, bin) => ({
      x1: from + bin * width,
      x2: from + (bin + 1) * width,
      density: count / (trials * width),
      series: name(ones),
    }));
  });
  const top = Math.max(...bars.map((bar) => bar.density));
  return svgOf({
    title: `Sense voltage of ${operation.toUpperCase()}, fan-in ${fanIn}, ${trials} trials`,
    x: { label: 'sense voltage (I R_P)' },
    y: { label: 'probability density' },
    series: levels.map((level) => name(level.ones)),
    marks: (Plot) => [
      Plot.rectY(
        bars.filter((bar) => bar.density > 0),
        { x1: 'x1', x2: 'x2', y: 'density', fill: 'series', fillOpacity: 0.75 },
      ),
      Plot.ruleX(branches, { x: 'level', strokeDasharray: '4 3' }),
      Plot.text(branches, { x: 'level', y: top, text: 'enable', dy: -8 }),
      Plot.ruleY([0]),
    ],
  });
}
