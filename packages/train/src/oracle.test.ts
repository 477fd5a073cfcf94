import type { Attribute, Graph } from 'spinloom';
import { describe, expect, test } from 'vitest';
import { oracle, toStandard } from './oracle.ts';

const one = (
  operator: string,
  operands: Readonly<Record<string, number>>,
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = 'qonnx.custom_op.general',
): Graph => ({
  name: 'one',
  opset: 13,
  inputs: [{ name: 'x', dims: [-1] }],
  outputs: [{ name: 'y', dims: [-1] }],
  initializers: Object.fromEntries(
    Object.entries(operands).map(([name, value]) => [name, { type: 'float32', dims: [], data: Float32Array.of(value) }]),
  ),
  nodes: [{ name: 'node', operator, domain, inputs: ['x', ...Object.keys(operands)], outputs: ['y'], attributes }],
  metadata: {},
});

async function run(graph: Graph, x: readonly number[]): Promise<number[]> {
  const witness = await oracle(graph);
  const y = await witness.run(Float32Array.from(x), [x.length]);
  await witness.release();
  return [...y];
}

describe('standard forms', () => {
  test('BipolarQuant: zero is positive', async () => {
    expect(await run(one('BipolarQuant', { s: 0.25 }), [-3, -0.001, 0, 2])).toEqual([-0.25, -0.25, 0.25, 0.25]);
  });

  test('unsigned Quant clips and rounds halves to even', async () => {
    const graph = one('Quant', { s: 1, z: 0, bits: 2 }, { signed: 0, narrow: 0, rounding_mode: 'ROUND' });
    expect(await run(graph, [-1, 0.5, 1.5, 2.5, 2.6, 9])).toEqual([0, 0, 2, 2, 3, 3]);
  });

  test('signed narrow Quant with a scale', async () => {
    const graph = one('IntQuant', { s: 0.5, z: 0, bits: 2 }, { signed: 1, narrow: 1, rounding_mode: 'round' }, '');
    expect(await run(graph, [-2, -0.4, 0.1, 0.9])).toEqual([-0.5, -0.5, 0, 0.5]);
  });

  test('a zero point between two levels: DoReFa weights of 2 bits', async () => {
    const graph = one('Quant', { s: 2 / 3, z: 1.5, bits: 2 }, { signed: 0, narrow: 0, rounding_mode: 'ROUND' });
    const found = await run(graph, [-1, -0.3, 0.3, 1]);
    [-1, -1 / 3, 1 / 3, 1].forEach((level, i) => {
      expect(found[i]).toBeCloseTo(level, 6);
    });
  });

  test.each([
    ['FLOOR', [-2, 1]],
    ['CEIL', [-1, 2]],
  ])('rounding mode %s', async (mode, expected) => {
    expect(await run(one('Quant', { s: 1, z: 0, bits: 4 }, { rounding_mode: mode }), [-1.5, 1.5])).toEqual(expected);
  });
});

describe('refusals', () => {
  test('an operator without a standard form', () => {
    expect(() => toStandard(one('Trunc', { s: 1 }))).toThrow("node 'node': the operator qonnx.custom_op.general.Trunc has no standard form here");
  });

  test('a rounding mode without one, and a bit-width that is computed', () => {
    expect(() => toStandard(one('Quant', { s: 1, z: 0, bits: 4 }, { rounding_mode: 'HALF_UP' }))).toThrow('HALF_UP');
    const graph = one('Quant', { s: 1, z: 0, bits: 4 });
    expect(() => toStandard({ ...graph, initializers: {} })).toThrow("its bit-width 'bits' is not a constant");
  });
});
