/**
 * Every organisation of a memory, and the best for each target (array model, section 4.8).
 *
 * Exhaustive over powers of two, in NVSim's order: the first of equals wins. A candidate counts as tried where its word is as wide as what is active, and
 * as valid where it breaks no rule.
 */
import { refuse } from '../../refusal/index.ts';
import { type BankCore, computeBank } from '../model/bank.ts';
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

export interface FoundArray {
  readonly configuration: ArrayConfiguration;
  readonly bank: BankCore;
}

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

/** Refuses a space without a valid organisation. */
export function searchArray(space: SearchSpace, cell: MemoryCell, { pareto = false, onProgress }: SearchOptions = {}): ArraySearch {
  const { process, global } = surroundings(space.technology);
  const { word_bits, capacity_bits } = space;
  const addressBits = Math.log2(capacity_bits / word_bits);
  const bankGrids = grids(space);
  const inner = matGrids(space);
  const source = { shop: workshop(process, cell), muxes: muxes(space), styles: styles(space) };
  const mats = matsOf(source);
  const perMat = source.muxes.length * source.styles.length;
  const best = targets.map((target) => ({
    target,
    measure: measures[target],
    value: Number.POSITIVE_INFINITY,
    found: undefined as FoundArray | undefined,
  }));
  const front = pareto ? paretoFront<FoundArray>() : undefined;
  let tried = 0;
  let valid = 0;
  let broken: string | undefined;
  for (const [done, grid] of bankGrids.entries()) {
    onProgress?.(done, bankGrids.length);
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
  onProgress?.(bankGrids.length, bankGrids.length);
  if (valid === 0) {
    return refuse(
      `none of the ${tried} organisations of this memory can be built${broken === undefined ? ': they leave no rows to a sub-array' : `; of one: ${broken}`}`,
    );
  }
  return {
    tried,
    valid,
    optima: Object.fromEntries(best.map(({ target, found }) => [target, found!])) as Record<Target, FoundArray>,
    ...(front === undefined ? {} : { pareto: front.points().toSorted((a, b) => a.bank.area_m2 - b.bank.area_m2) }),
  };
}

function configurationOf({ technology, capacity_bits, word_bits }: SearchSpace, grid: Grid, matGrid: MatGrid, mat: ValidMat): ArrayConfiguration {
  return { ...technology, capacity_bits, word_bits, style: mat.style, organisation: { ...grid, ...matGrid, ...mat.muxes } };
}
