/** One figure of one estimator at a capacity: as printed, between two capacities, or carried along the other estimator's curve. */
import type { Source } from '../../quantity/index.ts';
import type { BufferPoint, Estimator, PointFigure } from './points.ts';

export interface Estimate {
  readonly value: number;
  readonly source: Source;
}

type Known = readonly (readonly [capacity_bytes: number, value: number])[];

/**
 * A power law between neighbouring capacities: straight in log-log. As monotone as the points, which come back exactly.
 * The capacity is inside the range of the points; undefined where they do not know the figure there.
 */
export function interpolated(
  estimator: Estimator,
  points: readonly BufferPoint[],
  figure: PointFigure,
  capacity_bytes: number,
): Estimate | undefined {
  const known = knownOf(points, figure);
  const cite = `a run of ${estimator.name}: ${estimator.run}, blocks of ${points[0]?.block_bytes} B`;
  const printed = known.find(([capacity]) => capacity === capacity_bytes);
  if (printed !== undefined) return { value: printed[1], source: { trust: 'measured', cite, where: `printed at ${sizeText(capacity_bytes)}` } };
  const above = known.findIndex(([capacity]) => capacity > capacity_bytes);
  if (above < 1) return undefined;
  const [[c0, v0], [c1, v1]] = [known[above - 1]!, known[above]!];
  const value = v0 * (v1 / v0) ** (Math.log(capacity_bytes / c0) / Math.log(c1 / c0));
  return {
    value: Math.min(Math.max(value, v0), v1),
    source: { trust: 'measured', cite, where: `between ${sizeText(c0)} and ${sizeText(c1)}, straight in log-log` },
  };
}

/**
 * An estimator that knows one capacity: its ratio to the other estimator there, kept along the other's curve.
 * Away from its own point that is an assumption, and its source says so.
 */
export function carried(
  estimator: Estimator,
  point: BufferPoint,
  figure: PointFigure,
  capacity_bytes: number,
  along: { readonly here: Estimate; readonly there: Estimate },
): Estimate | undefined {
  const printed = interpolated(estimator, [point], figure, point.capacity_bytes);
  if (printed === undefined || point.capacity_bytes === capacity_bytes) return printed;
  return {
    value: along.here.value * (printed.value / along.there.value),
    source: {
      trust: 'assumed',
      cite: printed.source.cite,
      where: `printed at ${sizeText(point.capacity_bytes)} alone; its ratio to the other estimator there is kept`,
    },
  };
}

/** 34603008 -> '33 MB', in powers of two as the estimators; in the largest unit that says it exactly with six digits. */
export function sizeText(bytes: number): string {
  for (const [scale, unit] of [
    [2 ** 20, 'MB'],
    [2 ** 10, 'KB'],
  ] as const) {
    const short = Number((bytes / scale).toPrecision(6));
    if (short >= 1 && short * scale === bytes) return `${short} ${unit}`;
  }
  return `${bytes} B`;
}

function knownOf(points: readonly BufferPoint[], figure: PointFigure): Known {
  return points.flatMap((point) => {
    const value = point[figure];
    return value === undefined ? [] : [[point.capacity_bytes, value] as const];
  });
}
