/** NVSim's `.cfg` files: what memory is asked for, and which parts of its organisation are given. */
import { refuse } from '../../refusal/index.ts';
import { roadmaps, wireTypes } from '../../technology/index.ts';
import type { ArrayTechnology } from '../model/configuration.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import type { BufferStyle } from '../model/output-driver.ts';
import { defaultMaxNmos_F } from '../model/process.ts';
import { repeaterKinds } from '../model/repeaters.ts';
import { powerOfTwo } from '../model/rules.ts';
import type { Forced, SearchSpace } from '../search/space.ts';
import { type Target, targetAliases, targets } from '../search/targets.ts';
import { type Entry, type KeyTable, numberOf, readEntries, required, wordOf } from './entries.ts';
import { readCell } from './read-cell.ts';

const megabyte = 8 * 1024 * 1024;
const capacityUnits: Readonly<Record<string, number>> = { B: 8, KB: 8 * 1024, MB: megabyte };

/** Of NVSim, none of them modelled. */
const constraints: readonly string[] = [
  'ReadLatency',
  'WriteLatency',
  'ReadDynamicEnergy',
  'WriteDynamicEnergy',
  'Leakage',
  'Area',
  'ReadEdp',
  'WriteEdp',
].map((figure) => `Apply${figure}Constraint`);

/** Beyond it nothing is meant. */
const mostBits = 2 ** 50;

const keys: KeyTable = {
  DesignTarget: '',
  OptimizationTarget: '',
  OutputFilePrefix: '',
  EnablePruning: '',
  CacheAccessMode: '',
  Associativity: 'for cache only',
  UseCactiAssumption: '',
  ...Object.fromEntries(constraints.map((key) => [key, ''])),
  ProcessNode: 'nm',
  Capacity: Object.keys(capacityUnits),
  WordWidth: 'bit',
  DeviceRoadmap: '',
  LocalWireType: '',
  LocalWireRepeaterType: '',
  LocalWireUseLowSwing: '',
  GlobalWireType: '',
  GlobalWireRepeaterType: '',
  GlobalWireUseLowSwing: '',
  Routing: '',
  InternalSensing: '',
  MaxNmosSize: 'F',
  MemoryCellInputFile: '',
  Temperature: 'K',
  BufferDesignOptimization: '',
  ForceBank: 'Total AxB, Active CxD',
  ForceMat: 'Total AxB, Active CxD',
  ForceMuxSenseAmp: '',
  ForceMuxOutputLev1: '',
  ForceMuxOutputLev2: '',
};

export interface ArrayRequest {
  readonly space: SearchSpace;
  readonly cell: MemoryCell;
  /** Name of the cell file, as the configuration gives it. */
  readonly cellFile: string;
  /** Default: ReadLatency, as NVSim. */
  readonly target: Target;
}

/**
 * Reads a configuration and its cell. `resolve` gives the text of the file that MemoryCellInputFile names, or undefined where there is none.
 * Defaults: HP, 350 K, devices up to 100 F. Wires that are not named are left open: the search goes through with aggressive ones without repeaters.
 */
export function readCfg(text: string, file: string, resolve: (name: string) => string | undefined): ArrayRequest {
  const entries = readEntries(text, file, keys);
  modelled(entries);
  const capacity = required(entries.get('Capacity'), file, 'Capacity');
  const cellFile = required(entries.get('MemoryCellInputFile'), file, 'MemoryCellInputFile');
  const space: SearchSpace = {
    technology: technologyOf(entries, file),
    open: {
      local: !entries.has('LocalWireType'),
      global: !entries.has('GlobalWireType'),
      repeaters: !entries.has('GlobalWireRepeaterType'),
    },
    capacity_bits: numberOf(entries, 'Capacity')! * capacityUnits[capacity.unit]!,
    word_bits: required(numberOf(entries, 'WordWidth'), file, 'WordWidth'),
    forced: forcedOf(entries),
  };
  if (!Number.isInteger(space.word_bits)) refuse(`${entries.get('WordWidth')!.where}: 'WordWidth' must be a whole number, found ${space.word_bits}`);
  if (!powerOfTwo(space.capacity_bits / space.word_bits)) {
    refuse(`${capacity.where}: a capacity of ${space.capacity_bits} bits in words of ${space.word_bits} bits is not a power of two of words`);
  }
  if (space.capacity_bits > mostBits)
    refuse(`${capacity.where}: a capacity of ${space.capacity_bits} bits is more than one bank holds; at most 2^50 bits`);
  const cellText = resolve(cellFile.value);
  if (cellText === undefined)
    return refuse(`${cellFile.where}: the cell file '${cellFile.value}' is not there; its path is relative to the configuration`);
  const asked = wordOf(entries, 'OptimizationTarget', [...targets, ...Object.keys(targetAliases)]);
  return {
    space,
    cell: readCell(cellText, cellFile.value),
    cellFile: cellFile.value,
    target: asked === undefined ? 'ReadLatency' : (targetAliases[asked] ?? (asked as Target)),
  };
}

/** Refuses what NVSim has and the model has not. */
function modelled(entries: ReadonlyMap<string, Entry>): void {
  const only = (key: string, words: readonly string[], good: string, what: string): void => {
    const word = wordOf(entries, key, words);
    if (word !== undefined && word !== good) refuse(`${entries.get(key)!.where}: ${what} (${key}: ${word}) is not modelled; expected ${good}`);
  };
  only('DesignTarget', ['RAM', 'cache', 'CAM'], 'RAM', 'another memory than RAM');
  only('Routing', ['H-tree', 'non-H-tree'], 'H-tree', 'a bank without an H-tree');
  only('InternalSensing', ['true', 'false'], 'true', 'sensing outside the sub-array');
  only('LocalWireUseLowSwing', ['Yes', 'No'], 'No', 'a low-swing wire');
  only('GlobalWireUseLowSwing', ['Yes', 'No'], 'No', 'a low-swing wire');
  only('UseCactiAssumption', ['Yes', 'No'], 'No', 'the organisation that CACTI assumes');
  for (const key of constraints) {
    const entry = entries.get(key);
    if (entry !== undefined) refuse(`${entry.where}: '${key}' is not modelled; remove it, and choose from --pareto`);
  }
  wordOf(entries, 'EnablePruning', ['Yes', 'No']);
  // Local wires enter by their resistance and capacitance alone.
  wordOf(entries, 'LocalWireRepeaterType', repeaterKinds);
}

function technologyOf(entries: ReadonlyMap<string, Entry>, file: string): ArrayTechnology {
  return {
    node_nm: required(numberOf(entries, 'ProcessNode'), file, 'ProcessNode'),
    roadmap: wordOf(entries, 'DeviceRoadmap', roadmaps) ?? 'HP',
    temperature_K: numberOf(entries, 'Temperature') ?? 350,
    localWire: wordOf(entries, 'LocalWireType', wireTypes) ?? 'LocalAggressive',
    globalWire: wordOf(entries, 'GlobalWireType', wireTypes) ?? 'GlobalAggressive',
    globalRepeaters: wordOf(entries, 'GlobalWireRepeaterType', repeaterKinds) ?? 'RepeatedNone',
    maxNmos_F: numberOf(entries, 'MaxNmosSize') ?? defaultMaxNmos_F,
  };
}

function forcedOf(entries: ReadonlyMap<string, Entry>): Forced {
  const bank = grid(entries.get('ForceBank'));
  const mat = grid(entries.get('ForceMat'));
  const mux = (key: string): number | undefined => {
    const value = numberOf(entries, key);
    if (value !== undefined && !powerOfTwo(value)) refuse(`${entries.get(key)!.where}: '${key}' must be a power of two, found ${value}`);
    return value;
  };
  const style = wordOf(entries, 'BufferDesignOptimization', ['latency', 'balance', 'balanced', 'area'] as const);
  const [sense, level1, level2] = [mux('ForceMuxSenseAmp'), mux('ForceMuxOutputLev1'), mux('ForceMuxOutputLev2')];
  return {
    ...(bank === undefined ? {} : { bankRows: bank[0], bankColumns: bank[1], activeMatsPerColumn: bank[2], activeMatsPerRow: bank[3] }),
    ...(mat === undefined ? {} : { matRows: mat[0], matColumns: mat[1], activeSubarraysPerColumn: mat[2], activeSubarraysPerRow: mat[3] }),
    ...(sense === undefined ? {} : { muxSenseAmp: sense }),
    ...(level1 === undefined ? {} : { muxOutput1: level1 }),
    ...(level2 === undefined ? {} : { muxOutput2: level2 }),
    ...(style === undefined ? {} : { style: style === 'balanced' ? ('balance' satisfies BufferStyle) : style }),
  };
}

type Grid = readonly [rows: number, columns: number, activePerColumn: number, activePerRow: number];

/** 'AxB, CxD': rows x columns in all, and those that are active. */
function grid(entry: Entry | undefined): Grid | undefined {
  if (entry === undefined) return undefined;
  const { where, key, value } = entry;
  const match = /^(\d+)\s*x\s*(\d+)\s*,\s*(\d+)\s*x\s*(\d+)$/i.exec(value);
  if (match === null)
    return refuse(`${where}: '${key}' must read 'AxB, CxD' (rows x columns in all, then active), such as 8x8, 1x1, found '${value}'`);
  const numbers = match.slice(1).map(Number);
  for (const number of numbers) if (!powerOfTwo(number)) refuse(`${where}: every number of '${key}' must be a power of two, found ${number}`);
  const [rows, columns, activePerColumn, activePerRow] = numbers as [number, number, number, number];
  if (activePerColumn > rows || activePerRow > columns) {
    refuse(`${where}: '${key}' has ${activePerColumn}x${activePerRow} active of ${rows}x${columns}; at most all of them can be active`);
  }
  return [rows, columns, activePerColumn, activePerRow];
}
