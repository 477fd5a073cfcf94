import { afterAll, describe, expect, test } from 'vitest';
import { type SpiceEngine, spiceEngine, vector } from '../spice/index.ts';
import { measureColumn, measureColumnWrite } from './column.ts';
import { columnGeometry, ladderLines } from './ladder.ts';
import { netlist } from './parts.ts';
import { measureWrite } from './write.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());

// The cases with the smallest margins: OR of two parallel cells at the far end, of one antiparallel cell at the near end.
describe('a column of 256 cells', () => {
  test('still decides OR and XOR at both of its ends', async () => {
    expect((await measureColumn(engine, { operation: 'or', stored: [false, false], row: 'far' })).result).toBe(false);
    expect((await measureColumn(engine, { operation: 'or', stored: [false, true], row: 'near' })).result).toBe(true);
    expect((await measureColumn(engine, { operation: 'xor', stored: [true, true], row: 'near' })).result).toBe(false);
  });

  test('drops the read current times the resistance of its bit line', async () => {
    const at = async (row: 'near' | 'far'): Promise<number> => (await measureColumn(engine, { operation: 'read', stored: [false], row })).line_V;
    const { wire, cellHeight_m } = columnGeometry();
    const drop = 20e-6 * wire.R_ohm_per_m * 256 * cellHeight_m * (15 / 16);
    expect(((await at('far')) - (await at('near'))) / drop).toBeCloseTo(1, 1);
  });

  test('costs a few per cent of the write current of the bare cell', async () => {
    const bare = (await measureWrite(engine, { freeLayer: false })).current_A;
    const far = await measureColumnWrite(engine);
    expect(far).toBeLessThan(bare);
    expect(far).toBeGreaterThan(0.95 * bare);
  });
});

// Elmore: a distributed line reaches half of a step after 0.377 R C (Sakurai, IEEE J. Solid-State Circuits 18, 418 (1983)).
test('a ladder is a line: half of a step reaches its end after 0.38 R C', async () => {
  const wire = { R_ohm_per_m: 1e7, C_F_per_m: 2e-10, pitch_m: 1e-7 };
  const run = await engine.simulate(netlist('a line', ['v1 n 0 pwl(0 0 1f 1)', ...ladderLines('w', 'n', 1e-3, wire), '.tran 1p 4n 0 1p']));
  const rc = 1e7 * 1e-3 * 2e-10 * 1e-3;
  const end = vector(run, 'v(w16)');
  const half = vector(run, 'time')[end.findIndex((volts) => volts >= 0.5)]!;
  expect(half / rc).toBeCloseTo(0.378, 2);
});
