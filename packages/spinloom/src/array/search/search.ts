/**
 * Every organisation of a memory, and the best for each target (array model, section 4.8).
 *
 * Exhaustive over powers of two, in NVSim's order: the first of equals wins. A candidate counts as tried where its word is as wide as what is active, and
 * as valid where it breaks no rule. The arrangements of a bank may be searched in parts, anywhere and in any order: parts are joined by their place.
 */
import { refuse } from '../../refusal/index.ts';
import { computeBank } from '../model/bank.ts';
import { isBroken } from '../model/block.ts';
import { surroundings } from '../model/compute.ts';
import type { ArrayConfiguration } from '../model/configuration.ts';
import { computeTree } from '../model/h-tree.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import { workshop } from '../model/workshop.ts';
import { matsOf, type ValidMat } from './mats.ts';
import { paretoFront } from './pareto.ts';
import { type Grid, grids, type MatGrid, matGrids, muxes, type SearchSpace, styles } from './space.ts';
import { measures, type Target, targets } from './targets.ts';
import { type FoundArray, refineWires } from './wires.ts';

export interface ArraySearch {
  readonly tried: number;
  readonly valid: number;
  readonly optima: Readonly<Record<Target, FoundArray>>;
  /** By rising area; there where it was asked for. */
  readonly pareto?: readonly FoundArray[];
}

export interface SearchOptions {
  /** Default: false. */
  readonly pareto?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What some arrangements of the bank gave. */
export interface SearchPart {
  readonly tried: number;
  readonly valid: number;
  readonly best: readonly { readonly value: number; readonly found?: FoundArray }[];
  readonly pareto: readonly FoundArray[];
  /** A rule that one of them breaks. */
  readonly broken?: string;
}

/** At most so many organisations are in a space. */
export function searchSize(space: SearchSpace): number {
  return grids(space).length * matGrids(space).length * muxes(space).length * styles(space).length;
}

/** How many arrangements of the bank there are. */
export function searchLength(space: SearchSpace): number {
  return grids(space).length;
}

/** Refuses a space without a valid organisation. */
export function searchArray(space: SearchSpace, cell: MemoryCell, { pareto = false, onProgress }: SearchOptions = {}): ArraySearch {
  const search = searcher(space, cell, pareto);
  const length = searchLength(space);
  const parts = Array.from({ length }, (_, index) => {
    onProgress?.(index, length);
    return search(index, index + 1);
  });
  onProgress?.(length, length);
  return joinParts(parts, space, cell, pareto);
}

/** Searches arrangements of the bank `from` one `to` before another. Mats that arrangements share are computed once for all calls. */
export function searcher(space: SearchSpace, cell: MemoryCell, pareto: boolean): (from: number, to: number) => SearchPart {
  const { process, global } = surroundings(space.technology);
  const { word_bits, capacity_bits } = space;
  const addressBits = Math.log2(capacity_bits / word_bits);
  const bankGrids = grids(space);
  const inner = matGrids(space);
  const source = { shop: workshop(process, cell), muxes: muxes(space), styles: styles(space) };
  const mats = matsOf(source);
  const perMat = source.muxes.length * source.styles.length;
  return (from, to) => {
    const best = targets.map((target) => ({
      measure: measures[target],
      value: Number.POSITIVE_INFINITY,
      found: undefined as FoundArray | undefined,
    }));
    const front = pareto ? paretoFront<FoundArray>() : undefined;
    let tried = 0;
    let valid = 0;
    let broken: string | undefined;
    for (const grid of bankGrids.slice(from, to)) {
      const tree = computeTree(grid, addressBits, word_bits);
      const activeMats = grid.activeMatsPerColumn * grid.activeMatsPerRow;
      for (const matGrid of inner) {
        if (word_bits < activeMats * matGrid.activeSubarraysPerColumn * matGrid.activeSubarraysPerRow) continue;
        tried += perMat;
        if (tree.addressBits <= 0) continue;
        const candidates = mats(tree.addressBits, tree.dataBits, matGrid);
        broken ??= candidates.broken;
        for (const mat of candidates.valid) {
          const bank = computeBank(process, global, grid, tree, mat);
          if (isBroken(bank)) {
            broken ??= bank;
            continue;
          }
          valid++;
          for (const one of best) {
            const value = one.measure(bank);
            if (value < one.value) {
              one.value = value;
              one.found = { configuration: configurationOf(space, grid, matGrid, mat), bank };
            }
          }
          front?.add(bank, () => ({ configuration: configurationOf(space, grid, matGrid, mat), bank }));
        }
      }
    }
    return {
      tried,
      valid,
      best: best.map(({ value, found }) => (found === undefined ? { value } : { value, found })),
      pareto: front?.points() ?? [],
      ...(broken === undefined ? {} : { broken }),
    };
  };
}

/** The search that parts in their order make. Refuses where none is valid. */
export function joinParts(parts: readonly SearchPart[], space: SearchSpace, cell: MemoryCell, pareto: boolean): ArraySearch {
  const sum = (of: 'tried' | 'valid'): number => parts.reduce((total, part) => total + part[of], 0);
  const [tried, valid] = [sum('tried'), sum('valid')];
  if (valid === 0) {
    const broken = parts.find((part) => part.broken !== undefined)?.broken;
    return refuse(
      `none of the ${tried} organisations of this memory can be built${broken === undefined ? ': they leave no rows to a sub-array' : `; of one: ${broken}`}`,
    );
  }
  const bestOf = (index: number): FoundArray =>
    parts.reduce((least, part) => (part.best[index]!.value < least.value ? part.best[index]! : least), {
      value: Number.POSITIVE_INFINITY,
    } as SearchPart['best'][number]).found!;
  const front = paretoFront<FoundArray>();
  for (const part of parts) for (const point of part.pareto) front.add(point.bank, () => point);
  return {
    tried,
    valid,
    optima: Object.fromEntries(targets.map((target, index) => [target, refineWires(bestOf(index), measures[target], cell, space.open)])) as Record<
      Target,
      FoundArray
    >,
    ...(pareto ? { pareto: front.points().toSorted(byFigures) } : {}),
  };
}

/** By area, and by the other figures where areas are equal. */
function byFigures({ bank: a }: FoundArray, { bank: b }: FoundArray): number {
  const figures = ['area_m2', 'readLatency_s', 'writeLatency_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'] as const;
  for (const figure of figures) if (a[figure] !== b[figure]) return a[figure] - b[figure];
  return 0;
}

function configurationOf({ technology, capacity_bits, word_bits }: SearchSpace, grid: Grid, matGrid: MatGrid, mat: ValidMat): ArrayConfiguration {
  return { ...technology, capacity_bits, word_bits, style: mat.style, organisation: { ...grid, ...matGrid, ...mat.muxes } };
}
