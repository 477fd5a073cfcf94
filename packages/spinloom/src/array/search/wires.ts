/**
 * Wires that a configuration leaves open, chosen for an organisation that is already found: local wires first, then global ones, as NVSim refines them.
 *
 * NVSim also tries low-swing wires there, which are not modelled.
 */
import type { WireType } from '../../technology/index.ts';
import type { BankCore } from '../model/bank.ts';
import { isBroken } from '../model/block.ts';
import { surroundings, tryArray } from '../model/compute.ts';
import type { ArrayConfiguration } from '../model/configuration.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import { repeaterKinds } from '../model/repeaters.ts';
import type { OpenWires } from './space.ts';

export interface FoundArray {
  readonly configuration: ArrayConfiguration;
  readonly bank: BankCore;
}

// In NVSim's order; semi-global wires serve as either.
const semiGlobal: readonly WireType[] = ['SemiAggressive', 'SemiConservative'];
const localWires: readonly WireType[] = ['LocalAggressive', 'LocalConservative', ...semiGlobal];
const globalWires: readonly WireType[] = [...semiGlobal, 'GlobalAggressive', 'GlobalConservative'];

/** The first of equals stays. */
export function refineWires(found: FoundArray, measure: (bank: BankCore) => number, cell: MemoryCell, open: OpenWires = {}): FoundArray {
  let best = found;
  let value = measure(found.bank);
  const attempt = (change: Partial<ArrayConfiguration>): void => {
    const configuration = { ...best.configuration, ...change };
    const numbers = tryArray(configuration, cell, surroundings(configuration));
    if (isBroken(numbers)) return;
    const next = measure(numbers.bank);
    if (!(next < value)) return;
    best = { configuration, bank: numbers.bank };
    value = next;
  };
  if (open.local === true) for (const localWire of localWires) attempt({ localWire });
  const globals = open.global === true ? globalWires : [found.configuration.globalWire];
  const repeaters = open.repeaters === true ? repeaterKinds : [found.configuration.globalRepeaters];
  if (open.global === true || open.repeaters === true) {
    for (const globalWire of globals) for (const globalRepeaters of repeaters) attempt({ globalWire, globalRepeaters });
  }
  return best;
}
