/**
 * The papers' memory (paper 2, III.C): 16 groups of 8 x 8 banks of 2 x 2 mats of 256 x 512 cells, 512 Mb, an amplifier at every column.
 *
 * A group is one bank of the array model; what lies between groups is not modelled.
 */
import { refuse } from '../../refusal/index.ts';
import type { Roadmap } from '../../technology/index.ts';
import { type ArrayNumbers, computeArray, surroundings } from '../model/compute.ts';
import type { ArrayConfiguration } from '../model/configuration.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import { defaultMaxNmos_F } from '../model/process.ts';
import { type RowOperation, type TwoRow, type TwoRowOperation, twoRowOperations } from './two-row.ts';

export interface MemoryOptions {
  /** Default 45. */
  readonly node_nm?: number;
  /** Default HP. */
  readonly roadmap?: Roadmap;
  /** Default 300. */
  readonly temperature_K?: number;
  /** Mats of 2 x 2 sub-arrays that are awake; the others are gated off completely, which no switch does. Default: all. */
  readonly awake?: number;
}

const rows = 256;
const columns = 512;
const groups = 16;

export interface MemoryFigures {
  readonly configuration: ArrayConfiguration;
  readonly groups: number;
  readonly capacity_bits: number;
  readonly area_m2: number;
  readonly mats: number;
  readonly awake: number;
  /** Of the mats awake. */
  readonly leakage_W: number;
  /** Of one row of a sub-array, predecoders included, H-tree apart. */
  readonly operations: Readonly<Record<'read' | 'write', RowOperation> & Record<TwoRow, TwoRowOperation>>;
  /** What a row adds that leaves or enters its group. */
  readonly htree: { readonly read: RowOperation; readonly write: RowOperation };
  /** One group. */
  readonly group: ArrayNumbers;
}

export function memoryFigures(cell: MemoryCell, { node_nm = 45, roadmap = 'HP', temperature_K = 300, awake }: MemoryOptions = {}): MemoryFigures {
  const organisation = {
    bankRows: 8,
    bankColumns: 8,
    activeMatsPerColumn: 1,
    activeMatsPerRow: 1,
    matRows: 2,
    matColumns: 2,
    activeSubarraysPerColumn: 1,
    activeSubarraysPerRow: 1,
    muxSenseAmp: 1,
    muxOutput1: 1,
    muxOutput2: 1,
  };
  const configuration: ArrayConfiguration = {
    node_nm,
    roadmap,
    temperature_K,
    localWire: 'LocalAggressive',
    globalWire: 'GlobalAggressive',
    globalRepeaters: 'RepeatedNone',
    maxNmos_F: defaultMaxNmos_F,
    capacity_bits: rows * columns * 4 * 64,
    word_bits: columns,
    style: 'latency',
    organisation,
  };
  const group = computeArray(configuration, cell);
  const { bank, mat } = group;
  const mats = groups * organisation.bankRows * organisation.bankColumns;
  if (awake !== undefined && !(awake >= 0 && awake <= mats)) refuse(`${awake} mats cannot be awake: the memory has ${mats}`);
  return {
    configuration,
    groups,
    capacity_bits: groups * configuration.capacity_bits,
    area_m2: groups * bank.area_m2,
    mats,
    awake: awake ?? mats,
    leakage_W: (awake ?? mats) * mat.leakage_W,
    operations: {
      read: { energy_J: mat.readEnergy_J, latency_s: mat.readLatency_s },
      ...twoRowOperations(surroundings(configuration).process, cell, group),
      write: { energy_J: mat.writeEnergy_J, latency_s: mat.writeLatency_s },
    },
    htree: {
      read: { energy_J: bank.htreeEnergy_J, latency_s: bank.htreeReadLatency_s },
      write: { energy_J: bank.htreeEnergy_J, latency_s: bank.htreeWriteLatency_s },
    },
    group,
  };
}
