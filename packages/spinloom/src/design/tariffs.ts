/** Prices that every design shares: row operations of the array, movement over the H-tree, the digital unit, checkpoints. */
import type { ArrayOperation } from '../array/index.ts';
import { type LayoutCharges, wordBits } from '../engine/schedule/index.ts';
import { chosen, type Expression, exact, formulaOf, given, productOf, type Sourced, sumOf } from '../quantity/index.ts';
import type { DesignInstance, Hardware, Tariff, Tariffs } from './types.ts';

const none: Expression = exact(0, 'overlapped with the array: not on the critical path', 's');
const free: Expression = exact(0, 'nothing that all columns share', 'J');

/** A tariff by column (or word, or bit), and by lane where opening a row costs the same however many columns work. */
export function byColumn(
  component: string,
  column_J: Expression,
  exposed_s: Expression = none,
  duration_s: number = exposed_s.value,
  column_s: Expression = none,
  lane_J: Expression = free,
): Tariff {
  return {
    step_J: 0,
    lane_J: lane_J.value,
    column_J: column_J.value,
    duration_s,
    exposed_s: exposed_s.value,
    column_s: column_s.value,
    component,
    basis: { lane_J, column_J, exposed_s, column_s },
  };
}

export function arrayTariffs({ array }: Hardware): Tariffs {
  const priced = (component: string, { row, column, latency }: ArrayOperation): Tariff =>
    byColumn(component, column, latency, latency.value, none, row);
  return {
    write: priced('array write', array.write),
    'sense-read': priced('array read', array.read),
    'sense-and': priced('array AND', array.and),
    'sense-or': priced('array OR', array.or),
    'sense-xor': priced('array XOR', array.xor),
  };
}

/** What goes from mat to mat climbs to the root of the group and down again. */
export function movementTariffs({ array }: Hardware): Tariffs {
  const { bank, group } = array.within;
  const crossing = productOf('J', 'out of one mat and into another', { ways: exact(2, 'up and down'), bit: group.energyPerBit });
  const delay = productOf('s', 'out of one mat and into another', { ways: exact(2, 'up and down'), way: group.latency });
  const fetch = sumOf('J', 'read from the image bank + H-tree', { read: array.read.bit, wire: crossing });
  const keep = sumOf('J', 'H-tree + write to the image bank', { wire: crossing, write: array.write.bit });
  return {
    'transfer-window': byColumn('movement', fetch, delay),
    'transfer-result': byColumn('movement', keep, delay),
    'transfer-sum-input': byColumn('movement', bank.energyPerBit, bank.latency),
    'transfer-sum-input-beyond': byColumn('movement', crossing, delay),
    'transfer-partial': byColumn('movement', bank.energyPerBit, bank.latency),
    'transfer-partial-beyond': byColumn('movement', crossing, delay),
  };
}

/**
 * What the mapper weighs: energies of a bit brought to a mat and written there, of a word that crosses to another mat, of an addition, and of a mat that
 * leaks while the operations of a slot run.
 */
export function layoutCharges(tariffs: Tariffs, { matLeakage }: Pick<DesignInstance, 'matLeakage'>, slot: readonly string[]): LayoutCharges {
  const each = (key: string): number => tariffs[key]!.column_J;
  const slot_s = slot.reduce((sum, key) => sum + tariffs[key]!.exposed_s, 0);
  return {
    windowBit: each('transfer-window') + each('write'),
    wordInBank: wordBits * each('transfer-partial'),
    wordBeyond: wordBits * each('transfer-partial-beyond'),
    add: each('add'),
    awake: matLeakage.value * slot_s,
  };
}

/** What the digital unit reads from and writes to: energy and time of a bit. */
export interface UnitMemory {
  readonly read_J: Expression;
  readonly write_J: Expression;
  readonly read_s: Expression;
  readonly write_s: Expression;
}

/** The digital unit hangs at the root of the H-tree and reads and writes one row of a mat at a time. */
function sotMemory({ array, organisation }: Hardware): UnitMemory {
  const columns = exact(organisation.columns, 'bits of a row');
  const { energyPerBit, latency } = array.within.group;
  const share = (operation: Expression): Expression =>
    formulaOf((operation.value + latency.value) / columns.value, 's', '(latency of a row + H-tree) / bits of a row', {
      operation,
      wire: latency,
      columns,
    });
  return {
    read_J: sumOf('J', 'read + H-tree', { read: array.read.bit, wire: energyPerBit }),
    write_J: sumOf('J', 'H-tree + write', { wire: energyPerBit, write: array.write.bit }),
    read_s: share(array.read.latency),
    write_s: share(array.write.latency),
  };
}

/** The same unit on every design; only the memory behind it differs. Default: the papers' SOT-MRAM. */
export function digitalTariffs(hardware: Hardware, memory: UnitMemory = sotMemory(hardware)): Tariffs {
  const { blocks, digitalUnit } = hardware;
  const turn = turnOf(digitalUnit.lanes, digitalUnit.clock_Hz);
  const fetch = productOf('J', 'a word read from memory', { word: exact(wordBits, 'bits of a word', 'bit'), read: memory.read_J });
  const inTurn = (component: string, energy: Expression): Tariff => byColumn(component, energy, none, 0, turn);
  return {
    'digital-threshold': inTurn(
      'thresholds',
      sumOf('J', 'level read from memory + comparison', {
        level: fetch,
        compare: given(blocks.threshold.energy, 'one comparison of 32 bits'),
      }),
    ),
    'digital-pool': inTurn(
      'pooling',
      sumOf('J', 'word read from the image bank + addition', {
        word: fetch,
        add: given(blocks.accumulator.energy, 'one addition in an accumulator; a comparison takes less'),
      }),
    ),
    macs: inTurn('digital unit', sumOf('J', 'float32 multiply + add', { multiply: blocks.floatMultiply, add: blocks.floatAdd })),
    elements: inTurn(
      'digital unit',
      sumOf('J', 'one float32 multiply and add an output element', { multiply: blocks.floatMultiply, add: blocks.floatAdd }),
    ),
    // An operand or parameter read from memory, a result written back, by the bit.
    fetched: byColumn('digital unit', memory.read_J, none, 0, memory.read_s),
    kept: byColumn('digital unit', memory.write_J, none, 0, memory.write_s),
  };
}

/** Shift and addition: energies of a pass and of a word; both work while the array does. */
export function accumulationTariffs({ blocks }: Hardware, pass: Sourced): Tariffs {
  const add = byColumn('sum', given(blocks.accumulator.energy, 'one addition in an accumulator'));
  return { shift: byColumn('shift', given(pass, 'one pass of the shifter')), add, begin: add };
}

/** A non-volatile flip-flop is written as a cell is, without the lines of an array. */
export function checkpointTariffs({ array, cell }: Hardware): Tariffs {
  const bit = byColumn('checkpoints', array.write.column.parts.cells!, cell.writePulse!);
  return { store: bit, commit: bit };
}

/** Time that one element takes of a unit that all mats share. */
function turnOf(lanes: number, clock_Hz: number): Expression {
  return formulaOf(1 / (lanes * clock_Hz), 's', '1 / (lanes x clock)', {
    lanes: chosen(lanes, '', 'option digitalUnit.lanes'),
    clock: chosen(clock_Hz, 'Hz', 'option digitalUnit.clock_Hz'),
  });
}

/** What all layers of an in-memory design share: the digital unit. It is off when idle. */
export function sharedUnit(hardware: Hardware): DesignInstance['shared'] {
  return {
    name: 'digital unit',
    area: sumOf('m2', 'shared by all layers', { 'digital unit': digitalUnitArea(hardware) }),
    leakage: exact(0, 'off when idle', 'W'),
  };
}

/** Arithmetic of the digital unit: published for float32, synthesised for integers. */
export function digitalUnitArea({ blocks, digitalUnit }: Hardware): Expression {
  return productOf('m2', 'lanes x (float32 multiplier + adder, threshold comparison, accumulator)', {
    lanes: exact(digitalUnit.lanes, 'option digitalUnit.lanes'),
    lane: sumOf('m2', 'multiplier + adder + comparison + accumulator', {
      multiplier: blocks.floatMultiplierArea,
      adder: blocks.floatAdderArea,
      threshold: given(blocks.threshold.area, 'comparison of 32 bits'),
      accumulator: given(blocks.accumulator.area, 'accumulator of 32 bits, for pooling'),
    }),
  });
}
