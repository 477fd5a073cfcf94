/**
 * Area, latency, energy and leakage of a memory: NVSim's model, for RAM on an H-tree that is sensed inside its sub-arrays.
 *
 * The equations are those of NVSim (Dong et al., IEEE TCAD 31(7), 2012, and its source at 6334d00), written anew from a description; the figures agree with
 * the program's own. That says nothing about silicon.
 */
import { refuse } from '../../refusal/index.ts';
import { type Transistors, wire } from '../../technology/index.ts';
import { type BankNumbers, bankNumbers, computeBank } from './bank.ts';
import { type Broken, isBroken } from './block.ts';
import type { ArrayConfiguration, ArrayTechnology } from './configuration.ts';
import { computeTree } from './h-tree.ts';
import { computeMat, type MatNumbers, matNumbers } from './mat.ts';
import type { MemoryCell } from './memory-cell.ts';
import { type Process, processOf } from './process.ts';
import { type RepeaterNumbers, type RoutedWire, routedWire } from './repeaters.ts';
import { misfitOf } from './rules.ts';
import { type SubarrayNumbers, subarrayNumbers } from './subarray-numbers.ts';
import { workshop } from './workshop.ts';

export interface ArrayNumbers {
  readonly technology: Transistors;
  readonly localWire: Pick<RoutedWire, 'R_ohm_per_m' | 'C_F_per_m'>;
  readonly globalWire: Pick<RoutedWire, 'R_ohm_per_m' | 'C_F_per_m'> & Partial<RepeaterNumbers>;
  readonly bank: BankNumbers;
  readonly mat: MatNumbers;
  readonly subarray: SubarrayNumbers;
}

export interface Surroundings {
  readonly process: Process;
  readonly global: RoutedWire;
}

/** What all organisations of a technology share. */
export function surroundings(technology: ArrayTechnology): Surroundings {
  const process = processOf(technology);
  return {
    process,
    global: routedWire(process, wire(technology.node_nm, technology.globalWire, technology.temperature_K), technology.globalRepeaters),
  };
}

/** Figures of one configuration. Refuses an organisation that breaks a rule, with the rule. */
export function computeArray(configuration: ArrayConfiguration, cell: MemoryCell): ArrayNumbers {
  const outcome = tryArray(configuration, cell, surroundings(configuration));
  return isBroken(outcome) ? refuse(`this memory cannot be built: ${outcome}`) : outcome;
}

/** The same, with the broken rule as a value. */
export function tryArray(configuration: ArrayConfiguration, cell: MemoryCell, { process, global }: Surroundings): ArrayNumbers | Broken {
  const { capacity_bits, word_bits, organisation, style } = configuration;
  const misfit = misfitOf(organisation, capacity_bits, word_bits);
  if (misfit !== undefined) return misfit;
  const tree = computeTree(organisation, Math.log2(capacity_bits / word_bits), word_bits);
  const mat = computeMat(workshop(process, cell), {
    rows: organisation.matRows,
    columns: organisation.matColumns,
    activePerColumn: organisation.activeSubarraysPerColumn,
    activePerRow: organisation.activeSubarraysPerRow,
    muxSenseAmp: organisation.muxSenseAmp,
    muxOutput1: organisation.muxOutput1,
    muxOutput2: organisation.muxOutput2,
    style,
    addressBits: tree.addressBits,
    dataBits: tree.dataBits,
  });
  if (isBroken(mat)) return mat;
  const core = computeBank(process, global, organisation, tree, mat);
  if (isBroken(core)) return core;
  return {
    technology: process.transistors,
    localWire: { R_ohm_per_m: process.local.R_ohm_per_m, C_F_per_m: process.local.C_F_per_m },
    globalWire: { R_ohm_per_m: global.R_ohm_per_m, C_F_per_m: global.C_F_per_m, ...global.repeaters },
    bank: bankNumbers(process, global, organisation, tree, mat, core, capacity_bits, word_bits),
    mat: matNumbers(mat),
    subarray: subarrayNumbers(mat.parts, mat.ramp_per_s),
  };
}
