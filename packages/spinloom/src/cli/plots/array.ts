/** Heat maps of a memory: its parts down, its figures across, every cell a share of the figure above it. */
import {
  type ArrayConfiguration,
  type ArrayNumbers,
  arrayPartNames,
  arrayParts,
  type MemoryCell,
  type MemoryFigures,
  memoryPartNames,
  type RowOperationName,
  rowOperationNames,
  splitTotal,
} from '../../array/index.ts';
import { engineering, percent } from '../../quantity/index.ts';
import { svgOf } from './svg.ts';

interface Column {
  readonly name: string;
  readonly unit: string;
  readonly split: Readonly<Record<string, number>>;
  /** What belongs to a part and not to the figure. */
  readonly apart?: readonly [part: string, value: number];
}

/** Where area, energies, leakage and latencies of a bank go. */
export function arrayPlot(title: string, numbers: ArrayNumbers, configuration: ArrayConfiguration, cell: MemoryCell): Promise<string> {
  const parts = arrayParts(numbers, configuration, cell);
  return heatMap(title, arrayPartNames, [
    { name: 'area', unit: 'm2', split: parts.area_m2 },
    { name: 'read energy', unit: 'J', split: parts.readEnergy_J },
    { name: 'write energy', unit: 'J', split: parts.writeEnergy_J },
    { name: 'leakage', unit: 'W', split: parts.leakage_W },
    { name: 'read latency', unit: 's', split: parts.readLatency_s },
    { name: 'write latency', unit: 's', split: parts.writeLatency_s },
  ]);
}

/** Where area and leakage of the papers' memory go, and the energy of the operations of a row; the energy of the H-tree apart. */
export function memoryPlot(title: string, { bank, operations, htree }: MemoryFigures): Promise<string> {
  const energy = (name: RowOperationName): Column => ({
    name: `${name === 'read' || name === 'write' ? name : name.toUpperCase()} energy`,
    unit: 'J',
    split: operations[name].energies,
    apart: ['H-tree', (name === 'write' ? htree.write : htree.read).energy_J],
  });
  return heatMap(title, memoryRows, [
    { name: 'bank area', unit: 'm2', split: bank.area_m2 },
    { name: 'bank leakage', unit: 'W', split: bank.leakage_W },
    ...rowOperationNames.map(energy),
  ]);
}

const memoryRows: readonly string[] = [...memoryPartNames.slice(0, -1), 'bit lines', 'between blocks'];

function heatMap(title: string, rows: readonly string[], columns: readonly Column[]): Promise<string> {
  const cells = columns.flatMap(({ name, unit, split, apart }) => {
    const total = splitTotal(split);
    return rows.map((part) => {
      if (apart?.[0] === part) return { name, part, fill: white, ink: dark, text: `apart\n${engineering(apart[1], unit, 3)}` };
      const value = split[part] ?? 0;
      const share = total === 0 ? 0 : value / total;
      return {
        name,
        part,
        fill: shade(share),
        ink: share > 0.6 ? white : dark,
        text: value === 0 ? '0' : `${percent(share, 1)}\n${engineering(value, unit, 3)}`,
      };
    });
  });
  const heads = new Map(columns.map(({ name, unit, split }) => [name, `${name}\n${engineering(splitTotal(split), unit)}`]));
  return svgOf({
    title,
    x: { label: '', type: 'band', axis: null, domain: [...heads.keys()] },
    y: { label: '', type: 'band', domain: [...rows], tickSize: 0, grid: false },
    key: [
      ...[0, 0.25, 0.5, 0.75, 1].map((share) => ({ name: `${percent(share, 0)} of the figure`, fill: shade(share) })),
      ...(columns.some(({ apart }) => apart !== undefined) ? [{ name: 'apart, not in total', fill: white }] : []),
    ],
    marginLeft: 136,
    marginTop: 92,
    width: 980,
    height: 160 + 38 * rows.length,
    marks: (Plot) => [
      Plot.axisX({
        anchor: 'top',
        tickSize: 0,
        tickFormat: (name: string) => heads.get(name) ?? name,
        lineHeight: 1.2,
        label: 'figure, with its total; below it, the share and the value of each part',
        labelAnchor: 'center',
        labelOffset: 54,
      }),
      Plot.cell(cells, { x: 'name', y: 'part', fill: 'fill', stroke: '#8c959f', inset: 0.5 }),
      Plot.text(cells, { x: 'name', y: 'part', text: 'text', fill: 'ink', lineHeight: 1.15 }),
    ],
  });
}

const white = '#ffffff';
const dark = '#1f2328';

/** White to dark blue, ever darker, so that a print in black and white keeps the order. */
function shade(share: number): string {
  const deepest = [8, 48, 107];
  const to = Math.min(1, Math.max(0, share));
  return `#${deepest
    .map((channel) =>
      Math.round(255 + to * (channel - 255))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
