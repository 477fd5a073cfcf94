/** Figures of the papers' memory that open: energy and latency of each operation of a row, movement, floor and leakage of a mat. */
import { count, derived, type Figure, figureOf } from '../../quantity/index.ts';
import type { ArrayFigures, Movement } from './figures.ts';
import type { MemoryFigures } from './memory.ts';
import { rowOperationNames } from './row-operations.ts';

/** By name: readEnergy_J, readLatency_s, andEnergy_J ... of a row; htreeEnergy_J of a bit; matArea_m2, matLeakage_W. */
export function describeMemory(memory: MemoryFigures, array: ArrayFigures): Readonly<Record<string, Figure>> {
  const { columns } = memory.organisation;
  const figures: Record<string, Figure> = {};
  for (const name of rowOperationNames) {
    const { row, column, latency } = array[name];
    const energy = row.value + columns * column.value;
    figures[`${name}Energy_J`] = derived(energy, 'J', 'opening the rows + all columns', 'sum', () => ({
      row: figureOf(row),
      columns: derived(columns * column.value, 'J', 'columns x energy a column', 'product', () => ({
        columns: count(columns, 'columns of a row'),
        perColumn: figureOf(column),
      })),
    }));
    figures[`${name}Latency_s`] = figureOf(latency);
  }
  const moved = ({ energyPerBit, latency }: Movement): readonly [Figure, Figure] => [figureOf(energyPerBit), figureOf(latency)];
  [figures.htreeEnergyPerBit_J, figures.htreeLatency_s] = moved(array.within.group);
  [figures.bankEnergyPerBit_J, figures.bankLatency_s] = moved(array.within.bank);
  figures.matArea_m2 = figureOf(array.matArea);
  figures.matLeakage_W = figureOf(array.leakage);
  for (const [name, { area, leakage }] of Object.entries(array.additions)) {
    figures[`${name}Area_m2`] = figureOf(area);
    figures[`${name}Leakage_W`] = figureOf(leakage);
  }
  return figures;
}
