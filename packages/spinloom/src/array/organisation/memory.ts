/**
 * The papers' memory (paper 2, III.C): 16 groups of 8 x 8 banks of 2 x 2 mats of 256 x 512 cells, 512 Mb, an amplifier at every column.
 *
 * A mat is a sub-array of NVSim's model, a bank its mat, a group its bank; what lies between groups is not modelled. On top of NVSim's blocks: two paths
 * and two word lines a cell, the decoder that opens two rows, references, a second amplifier for XOR.
 */
import { refuse } from '../../refusal/index.ts';
import type { Roadmap } from '../../technology/index.ts';
import { type Broken, isBroken } from '../model/block.ts';
import { type ArrayNumbers, computeArray, surroundings } from '../model/compute.ts';
import type { ArrayConfiguration } from '../model/configuration.ts';
import { cellSize, type MemoryCell } from '../model/memory-cell.ts';
import { defaultMaxNmos_F } from '../model/process.ts';
import { type Repeaters, wireEnergy, wireLatency } from '../model/repeaters.ts';
import { powerOfTwo } from '../model/rules.ts';
import { floorPlan, type MemorySplit, splitSum } from './floor-plan.ts';
import { type RowOperation, type RowOperationName, rampOf, rowOperations } from './row-operations.ts';
import { computeRowSelect } from './row-select.ts';
import type { SotMemoryCell } from './sot-cell.ts';
import { computeWritePath, type WritePath } from './write-path.ts';

/** Rows and columns of a mat, mats of a chip, and how they hang on the H-tree. All powers of two. */
export interface MatOrganisation {
  readonly rows: number;
  readonly columns: number;
  readonly matsPerBank: number;
  readonly banksPerGroup: number;
  readonly groups: number;
}

/** Paper 2, III.C: 512 Mb. */
export const paperOrganisation: MatOrganisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };

/** What the sub-arrays are made of. */
export interface MemoryProcess {
  /** 22 to 200. Default 45. */
  readonly node_nm?: number;
  /** Default HP. */
  readonly roadmap?: Roadmap;
  /** Default 300. */
  readonly temperature_K?: number;
  /** Of the H-tree. Default RepeatedNone. */
  readonly repeaters?: Repeaters;
}

export interface MemoryOptions extends MemoryProcess {
  /** Default: the papers'. */
  readonly organisation?: MatOrganisation;
  /** Banks that are awake; the others are gated off completely, which no switch does. Default: all. */
  readonly awake?: number;
}

export interface MemoryFigures {
  readonly configuration: ArrayConfiguration;
  readonly organisation: MatOrganisation;
  readonly capacity_bits: number;
  /** Of all groups, without what lies between them. */
  readonly area_m2: number;
  readonly mats: number;
  readonly banks: number;
  readonly awake: number;
  /** Of the banks awake. */
  readonly leakage_W: number;
  /** Floor and leakage of one bank, by part. */
  readonly bank: { readonly area_m2: MemorySplit; readonly leakage_W: MemorySplit };
  /** Of one row of a mat, predecoders included, H-tree apart. */
  readonly operations: Readonly<Record<RowOperationName, RowOperation>>;
  /** What a row adds that leaves or enters its group. */
  readonly htree: { readonly read: Crossing; readonly write: Crossing };
  /** One bit between two mats of a bank, over a global wire of half the bank's perimeter. NVSim has none. */
  readonly withinBank: Crossing & { readonly length_m: number };
  readonly writePath: WritePath;
  /** One group in NVSim's own words, which has one path and one word line a cell and knows none of the operations. */
  readonly nvsim: ArrayNumbers;
}

export interface Crossing {
  readonly energy_J: number;
  readonly latency_s: number;
}

export function memoryFigures(cell: SotMemoryCell, options: MemoryOptions = {}): MemoryFigures {
  const { organisation = paperOrganisation, awake } = options;
  const configuration = configurationOf(organisation, cell.read, options);
  const nvsim = computeArray(configuration, cell.read);
  const { process, global } = surroundings(configuration);
  const { subarray: s } = nvsim;
  const { style } = configuration;
  const wordLine = { outputCap_F: s.capWordline_F, outputRes_ohm: s.resWordline_ohm, style, minCurrent_A: 0 };
  const select = built(computeRowSelect(process, s.numRow, wordLine));
  const lines = { ...s, rows: s.numRow, columns: s.numColumn, style, ramp_per_s: rampOf(nvsim) };
  const writePath = built(computeWritePath(process, cell.read, cell.write, lines));
  const plan = built(floorPlan(configuration, cell.read, nvsim, select, writePath));
  const banks = organisation.groups * organisation.banksPerGroup;
  const open = awake ?? banks;
  if (!(open >= 0 && open <= banks)) refuse(`${open} banks cannot be awake: the memory has ${banks}`);
  const { group } = plan;
  const reach_m = (plan.bankWidth_m + plan.bankHeight_m) / 2;
  return {
    configuration,
    organisation,
    capacity_bits: organisation.groups * configuration.capacity_bits,
    area_m2: organisation.groups * group.area_m2,
    mats: banks * organisation.matsPerBank,
    banks,
    awake: open,
    leakage_W: open * splitSum(plan.leakage_W),
    bank: { area_m2: plan.area_m2, leakage_W: plan.leakage_W },
    operations: rowOperations({ process, cell: cell.read, nvsim, select, writePath }),
    htree: {
      read: { energy_J: group.htreeEnergy_J, latency_s: group.htreeReadLatency_s },
      write: { energy_J: group.htreeEnergy_J, latency_s: group.htreeWriteLatency_s },
    },
    withinBank: { length_m: reach_m, energy_J: wireEnergy(process, global, reach_m), latency_s: wireLatency(global, reach_m) },
    writePath,
    nvsim,
  };
}

/** A group as NVSim's bank: one mat active, a word as wide as a row, an amplifier at every column. Refuses what is no power of two. */
function configurationOf(
  organisation: MatOrganisation,
  cell: MemoryCell,
  { node_nm = 45, roadmap = 'HP', temperature_K = 300, repeaters = 'RepeatedNone' }: MemoryProcess,
): ArrayConfiguration {
  for (const [name, value] of Object.entries(organisation)) {
    if (!powerOfTwo(value)) refuse(`organisation: ${name} must be a power of two for the array model, found ${value}`);
  }
  const { rows, columns, matsPerBank, banksPerGroup } = organisation;
  const { width_m, height_m } = cellSize(cell, 1);
  const [matRows, matColumns] = squarest(matsPerBank, 1);
  const [bankRows, bankColumns] = squarest(banksPerGroup, (matColumns * columns * width_m) / (matRows * rows * height_m));
  return {
    node_nm,
    roadmap,
    temperature_K,
    localWire: 'LocalAggressive',
    globalWire: 'GlobalAggressive',
    globalRepeaters: repeaters,
    maxNmos_F: defaultMaxNmos_F,
    capacity_bits: rows * columns * matsPerBank * banksPerGroup,
    word_bits: columns,
    style: 'latency',
    organisation: {
      bankRows,
      bankColumns,
      activeMatsPerColumn: 1,
      activeMatsPerRow: 1,
      matRows,
      matColumns,
      activeSubarraysPerColumn: 1,
      activeSubarraysPerRow: 1,
      muxSenseAmp: 1,
      muxOutput1: 1,
      muxOutput2: 1,
    },
  };
}

/** Longest that a group may be where as many rows as columns are possible: the papers' 8 x 8 banks are some 3 times as wide as high. */
const longest = 4;

/** Rows and columns, as many of both as powers of two allow, an odd factor going into rows; others where the whole would be too long. */
function squarest(count: number, aspect: number): readonly [rows: number, columns: number] {
  const powers = Math.log2(count);
  const splits = Array.from({ length: powers + 1 }, (_, i) => i).toSorted((a, b) => Math.abs(2 * a - powers - 0.5) - Math.abs(2 * b - powers - 0.5));
  const length = (rows: number): number => Math.abs(Math.log2(aspect) + powers - 2 * rows);
  const fitting = splits.find((rows) => length(rows) <= Math.log2(longest)) ?? splits.toSorted((a, b) => length(a) - length(b))[0]!;
  return [2 ** fitting, 2 ** (powers - fitting)];
}

function built<T extends object>(outcome: T | Broken): T {
  return isBroken(outcome) ? refuse(`this memory cannot be built: ${outcome}`) : outcome;
}
