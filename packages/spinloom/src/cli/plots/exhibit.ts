/** Figures of the papers drawn anew: grouped or stacked bars, and lines, in panels. */
import type { Chart } from '../../reproduction/index.ts';
import { svgOf } from './svg.ts';

export function exhibitPlot(title: string, { kind, x, y, log = false, points }: Chart): Promise<string> {
  const series = [...new Set(points.map((point) => point.series))];
  const panels = [...new Set(points.map(({ panel }) => panel))].filter((panel): panel is string => panel !== undefined);
  const facet = panels.length > 0;
  const common = { y: 'y', fill: 'series', ...(facet ? { fx: 'panel' } : {}) } as const;
  if (kind === 'line') {
    return svgOf({
      title,
      x: { label: x },
      y: { label: y },
      series,
      width: facet ? 980 : 760,
      marginTop: facet ? 64 : 48,
      marks: (Plot) => [
        ...(facet ? [Plot.axisFx({ label: null })] : []),
        Plot.line(points, { x: 'x', y: 'y', stroke: 'series', z: 'series', ...(facet ? { fx: 'panel' } : {}) }),
        Plot.ruleY([0]),
      ],
    });
  }
  if (kind === 'stacked') {
    return svgOf({
      title,
      x: { label: x, type: 'band', domain: [...new Set(points.map((point) => point.x))] },
      y: { label: y },
      series,
      marks: (Plot) => [Plot.barY(points, { x: 'x', order: series, ...common }), Plot.ruleY([0])],
    });
  }
  // Bars of a group stand side by side: the group is the panel, the series the place in it.
  const groups = points.map((point) => ({ ...point, group: facet ? `${point.panel}, ${point.x}` : String(point.x) }));
  const least = Math.min(...points.map((point) => point.y));
  return svgOf({
    title,
    x: { label: '', type: 'band', axis: null, domain: series },
    y: { label: y, ...(log ? { type: 'log' as const } : {}) },
    series,
    width: facet ? 980 : 760,
    marks: (Plot) => [
      Plot.axisFx({ label: facet ? `batch and ${x}` : x, anchor: 'bottom' }),
      Plot.barY(groups, { fx: 'group', x: 'series', sort: { fx: null }, y2: 'y', y1: log ? least / 2 : 0, fill: 'series' }),
    ],
  });
}
