/**
 * Proofs: the RTL of a block equals its TypeScript function, its mapped netlist equals its RTL, two modules equal each other.
 *
 * Function: the whole truth table by SAT for blocks of few inputs; linear algebra over the adders of the RTL for those whose function is sums; for others the test bench,
 * whose vectors come from the function, stepped clock by clock by SAT from its first vector, and all inputs and states of the netlist (check.ts).
 * Netlist: for all inputs and states, by equiv_simple and equiv_induct, or with cut points (sweep.ts) for trees and multipliers, which these do not end on.
 */

import type { Block } from 'spinloom';
import { benchOf } from './bench.ts';
import { proveTable, total } from './equal.ts';
import { rtlFiles } from './sources.ts';
import { proveAdders } from './sums/adders.ts';
import { multiplies, proveSwept } from './sweep.ts';
import { type Cells, elaborate, mapped, sources } from './synthesise.ts';
import { runYosys } from './yosys.ts';

export type FunctionProof = 'truth table (SAT)' | 'sums of its adders (linear algebra)' | 'test bench';
export type NetlistProof =
  | 'all inputs and states (SAT)'
  | 'all inputs and states (SAT with cut points)'
  | "all inputs and states (SAT with cut points, from Yosys's expansion of the multiplication)";

/** Bits of the largest truth table. */
const tableBits = 2 ** 14;

/** Proves the RTL of a block equal to its function; refuses where it differs. */
export async function proveFunction(block: Block): Promise<FunctionProof> {
  if (block.kind === 'combinational' && 2 ** total(block.inputs) * total(block.outputs) <= tableBits) {
    await proveTable(block, block.evaluate);
    return 'truth table (SAT)';
  }
  if (block.sums !== undefined) {
    await proveAdders(block);
    return 'sums of its adders (linear algebra)';
  }
  const { text, clocks } = benchOf(block);
  await runBench(block.id, text, clocks);
  return 'test bench';
}

/** Runs a test bench: its clocks are unrolled, and no vector may be answered wrongly. */
export async function runBench(id: string, text: string, clocks: number): Promise<void> {
  await runYosys(
    [
      `read_verilog -sv ${Object.keys(rtlFiles()).join(' ')} bench.sv`,
      'hierarchy -top bench',
      'proc -norom',
      'flatten',
      'opt -full',
      `sat -verify -tempinduct-baseonly -maxsteps ${clocks} -set-init at 0 -prove wrong 0 bench`,
    ],
    { ...rtlFiles(), 'bench.sv': text },
    `running the test bench of '${id}'`,
  );
}

/** Proves the mapped netlist of a block equal to its RTL, for all inputs and, where it is clocked, all states. */
export async function proveNetlist(block: Block, cells: Cells): Promise<NetlistProof> {
  if (needsCuts(block)) {
    await proveSwept(block, cells);
    return multiplies(block)
      ? "all inputs and states (SAT with cut points, from Yosys's expansion of the multiplication)"
      : 'all inputs and states (SAT with cut points)';
  }
  await runYosys(
    [
      ...elaborate(block),
      'proc',
      'flatten',
      'opt -full',
      'design -stash gold',
      ...elaborate(block),
      ...mapped(cells.library, block.onlyGates),
      // The cells as what they compute, in place of black boxes.
      'read_liberty -overwrite -ignore_miss_func cells.lib',
      'flatten',
      'design -stash gate',
      'design -copy-from gold -as gold top',
      'design -copy-from gate -as gate top',
      'equiv_make gold gate both',
      'hierarchy -top both',
      'equiv_simple',
      'equiv_induct',
      'equiv_status -assert',
    ],
    sources(cells),
    `proving the netlist of '${block.id}' equal to its RTL`,
  );
  return 'all inputs and states (SAT)';
}

/** A block whose netlist no SAT solver compares in reasonable time without cut points: counting trees of many inputs, multipliers. */
const needsCuts = ({ id, inputs }: Block): boolean => /^(batch-norm|binary-mac)/.test(id) || (/tree|fold|popcount/.test(id) && total(inputs) > 16);
