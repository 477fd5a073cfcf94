import { type Block, blocks, blockTable, type ClockedBlock, type CombinationalBlock } from 'spinloom';
import { describe, expect, it } from 'vitest';
import { cellLibrary, liberty } from '../library/index.ts';
import {
  benchOf,
  blockInputs,
  cellsOf,
  checkNetlist,
  figuresOf,
  proveFunction,
  proveNetlist,
  proveSame,
  proveTable,
  runBench,
  synthesise,
} from './index.ts';

const cells = cellsOf(liberty(cellLibrary()));

function named(id: string): Block {
  const block = blocks.find((each) => each.id === id);
  if (block === undefined) throw new Error(`no block ${id}`);
  return block;
}
const combinational = (id: string): CombinationalBlock => named(id) as CombinationalBlock;

describe('the committed table', () => {
  it('belongs to the RTL, the library and the blocks here', () => {
    expect(blockTable.inputs_sha256).toBe(blockInputs(cells));
  });

  it.each(['full-adder-gates', 'compressor42-muxes', 'compressor42-adders', 'bit-counter-8', 'adaptive-shift-register-4'])(
    'comes out again for %s',
    async (id) => {
      const synthesis = await synthesise(named(id), cells);
      const { proof, ...row } = blockTable.rows[id]!;
      expect(figuresOf(synthesis)).toEqual(row);
      expect(proof.function).toContain(checkNetlist(named(id), synthesis.netlist));
    },
  );

  it('has a proof for every block, of its function and of its netlist: none rests on vectors', () => {
    for (const [id, { proof }] of Object.entries(blockTable.rows)) {
      expect(proof.function, id).toMatch(/^truth table \(SAT\)|^sums of its adders \(linear algebra\)|netlist on all inputs/);
      expect(proof.netlist, id).toMatch(/^all inputs and states \(SAT( with cut points.*)?\)$/);
    }
  });

  // Areas of Yosys 0.23 with the same cells of a published library, no constraint: full adder, 4:2 compressor, 8-bit counter, 4-bit shift register.
  it.each([
    ['full-adder-gates', 5.586],
    ['compressor42-muxes', 11.172],
    ['compressor42-adders-gates', 11.172],
    ['bit-counter-8', 63.574],
    ['adaptive-shift-register-4', 43.358],
    ['full-adder', 4.256],
    ['flip-flop', 4.522],
  ])('gives %s the area of %d um2 within 10 %', (id, um2) => {
    expect(Math.abs(blockTable.rows[id]!.area_m2 * 1e12 - um2) / um2).toBeLessThan(0.1);
  });

  it('has delays of purely combinational blocks of gates that abc agrees with within 10 %', () => {
    for (const id of ['compressor42-muxes', 'compressor-fold-512', 'row-decoder-256', 'threshold-32', 'batch-norm-16'])
      expect(Math.abs(blockTable.rows[id]!.delay_s / blockTable.rows[id]!.abc_s - 1), id).toBeLessThan(0.1);
  });
});

describe('proofs', () => {
  it('hold the two forms of the 4:2 compressor equal', async () => {
    await proveSame(combinational('compressor42-adders'), combinational('compressor42-muxes'));
  });

  it('find modules that differ', async () => {
    await expect(proveSame(combinational('or'), combinational('nand'))).rejects.toThrow("comparing 'or' with 'nand'");
  });

  it('hold RTL equal to the truth table of a function, and not to another', async () => {
    expect(await proveFunction(named('compressor-tree-8'))).toBe('truth table (SAT)');
    await expect(proveTable(combinational('or'), ({ a, b }) => ({ y: a! & b! }))).rejects.toThrow("comparing 'or' with its truth table");
  });

  it('run test benches, and fail one with a wrong vector', async () => {
    expect(await proveFunction(named('bit-counter-8'))).toBe('test bench');
    const { text, clocks } = benchOf(named('threshold-32'));
    const wrong = text.replace(/1'h1, 1'b1\}/, "1'h0, 1'b1}");
    expect(wrong).not.toBe(text);
    await expect(runBench('threshold-32', wrong, clocks)).rejects.toThrow("running the test bench of 'threshold-32'");
  });

  it.each(['compressor42-muxes', 'bit-counter-8', 'adaptive-shift-register-4'])('hold the netlist of %s equal to its RTL', async (id) => {
    await proveNetlist(named(id), cells);
  });

  it('find a netlist that does not do what the function says', async () => {
    const { netlist } = await synthesise(named('or'), cells);
    expect(() => checkNetlist(named('or'), netlist)).not.toThrow();
    const nand = { ...combinational('or'), evaluate: combinational('nand').evaluate };
    expect(() => checkNetlist(nand, netlist)).toThrow(/netlist of 'or' at a = 0x0, b = 0x0: y must be 0x1, found 0x0/);
  });

  it('find a netlist that goes wrong in one state', async () => {
    const counter = named('bit-counter-8') as ClockedBlock;
    const { netlist } = await synthesise(counter, cells);
    expect(checkNetlist(counter, netlist)).toBe('all inputs and states');
    const step: ClockedBlock['step'] = (state, inputs) =>
      state.count === 200n && inputs.clear === 0n && inputs.one === 1n ? { count: 0n } : counter.step(state, inputs);
    expect(() => checkNetlist({ ...counter, step }, netlist)).toThrow(/state count = 0xc8: count must be 0x0, found 0xc9/);
  });
});

it('says in one sentence what Yosys did not take', async () => {
  const missing = { ...named('or'), module: 'no_such_module' };
  await expect(synthesise(missing, cells)).rejects.toThrow(/^Yosys failed while synthesising 'or': ERROR: .*no_such_module[^\n]*$/);
});
