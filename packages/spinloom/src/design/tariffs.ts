/** Prices that every design shares: row operations of the array, movement over the H-tree, the digital unit, checkpoints. */
import type { ArrayOperation } from '../array/index.ts';
import { wordBits } from '../engine/schedule/index.ts';
import { chosen, type Expression, exact, formulaOf, given, productOf, type Sourced, sumOf } from '../quantity/index.ts';
import type { Hardware, Tariff, Tariffs } from './types.ts';

const none: Expression = exact(0, 'overlapped with the array: not on the critical path', 's');

/** A tariff by column (or word, or bit). */
export function byColumn(
  component: string,
  column_J: Expression,
  exposed_s: Expression = none,
  duration_s: number = exposed_s.value,
  column_s: Expression = none,
): Tariff {
  return {
    step_J: 0,
    lane_J: 0,
    column_J: column_J.value,
    duration_s,
    exposed_s: exposed_s.value,
    column_s: column_s.value,
    component,
    basis: { column_J, exposed_s, column_s },
  };
}

export function arrayTariffs({ array }: Hardware): Tariffs {
  const priced = (component: string, { energy, latency }: ArrayOperation): Tariff =>
    byColumn(component, given(energy, 'energy a column'), given(latency, 'latency of a row'));
  return {
    write: priced('array write', array.write),
    'sense-read': priced('array read', array.read),
    'sense-and': priced('array AND', array.and),
    'sense-or': priced('array OR', array.or),
    'sense-xor': priced('array XOR', array.xor),
  };
}

export function movementTariffs({ array, technology }: Hardware): Tariffs {
  const over = (reach: Expression): Expression => productOf('J', 'wire energy x length', { wire: technology.wireEnergy, reach });
  const delay = (reach: Expression): Expression => productOf('s', 'wire delay x length', { wire: technology.wireDelay, reach });
  const { bank, group } = array.reach;
  const fetch = sumOf('J', 'read from the image bank + H-tree', { read: array.read.energy, wire: over(group) });
  const keep = sumOf('J', 'H-tree + write to the image bank', { wire: over(group), write: array.write.energy });
  return {
    'transfer-window': byColumn('movement', fetch, delay(group)),
    'transfer-result': byColumn('movement', keep, delay(group)),
    'transfer-sum-input': byColumn('movement', over(bank), delay(bank)),
    'transfer-partial': byColumn('movement', over(bank), delay(bank)),
  };
}

export function digitalTariffs({ array, blocks, digitalUnit, organisation }: Hardware): Tariffs {
  // The digital unit reads and writes one row of a mat at a time.
  const columns = exact(organisation.columns, 'bits of a row');
  const share = (latency: Sourced): Expression =>
    formulaOf(latency.value / columns.value, 's', 'latency of a row / bits of a row', { latency, columns });
  const turn = turnOf(digitalUnit.lanes, digitalUnit.clock_Hz);
  const word = exact(wordBits, 'bits of a word', 'bit');
  const fetch = productOf('J', 'a word read from the array', { word, read: array.read.energy });
  return {
    'digital-threshold': byColumn(
      'thresholds',
      sumOf('J', 'level read from the array + comparison', { level: fetch, compare: blocks.integerAdd }),
      none,
      0,
      turn,
    ),
    'digital-pool': byColumn(
      'pooling',
      sumOf('J', 'word read from the image bank + addition or comparison', { word: fetch, add: blocks.integerAdd }),
      none,
      0,
      turn,
    ),
    macs: byColumn('digital unit', sumOf('J', 'float32 multiply + add', { multiply: blocks.floatMultiply, add: blocks.floatAdd }), none, 0, turn),
    elements: byColumn(
      'digital unit',
      sumOf('J', 'one float32 multiply and add an output element', { multiply: blocks.floatMultiply, add: blocks.floatAdd }),
      none,
      0,
      turn,
    ),
    fetched: byColumn(
      'digital unit',
      given(array.read.energy, 'bit of an operand or parameter read from SOT-MRAM'),
      none,
      0,
      share(array.read.latency),
    ),
    kept: byColumn('digital unit', given(array.write.energy, 'bit of a result written back to SOT-MRAM'), none, 0, share(array.write.latency)),
  };
}

/** Shift and addition: energies of a pass and of a word; both work while the array does. */
export function accumulationTariffs({ blocks }: Hardware, pass: Sourced): Tariffs {
  const add = byColumn('sum', given(blocks.accumulator.energy, 'one addition in an accumulator'));
  return { shift: byColumn('shift', given(pass, 'one pass of the shifter')), add, begin: add };
}

export function checkpointTariffs({ array }: Hardware): Tariffs {
  const write = given(array.write.latency, 'one write pulse');
  const bit = given(array.write.energy, 'write of one non-volatile flip-flop');
  return { store: byColumn('checkpoints', bit, write), commit: byColumn('checkpoints', bit, write) };
}

/** Time that one element takes of a unit that all mats share. */
function turnOf(lanes: number, clock_Hz: number): Expression {
  return formulaOf(1 / (lanes * clock_Hz), 's', '1 / (lanes x clock)', {
    lanes: chosen(lanes, '', 'option digitalUnit.lanes'),
    clock: chosen(clock_Hz, 'Hz', 'option digitalUnit.clock_Hz'),
  });
}
