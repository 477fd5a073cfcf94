/** Test help: runs a drafted function and holds its gradients against central differences. */
import { multiply, reduceAll } from './arithmetic.ts';
import { constant, type Draft, draft, input, output, sizeOf, type Value } from './draft.ts';
import { floats, numbers, open } from './session.ts';
import { gradients, type Tape, tape } from './tape.ts';

export interface Operand {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** Fixed, well spread values in (-1, 1) x scale: a golden-ratio sequence. */
export function spread(dims: readonly number[], scale = 1, phase = 0.1): Operand {
  return { dims, data: Array.from({ length: sizeOf(dims) }, (_, i) => scale * (2 * ((phase + (i + 1) * 0.6180339887498949) % 1) - 1)) };
}

export interface Gradients {
  readonly y: Float32Array;
  /** Of sum(y r) with a fixed r, one array an operand. */
  readonly analytic: readonly Float32Array[];
  readonly numeric: readonly Float64Array[];
}

/** Values, tape gradients and central differences (step `h`) of sum(y r), where y = f(operands) and r is fixed and uneven. */
export async function differentiate(f: (on: Tape, operands: readonly Value[]) => Value, operands: readonly Operand[], h = 1e-2): Promise<Gradients> {
  const graph: Draft = draft('test');
  const on = tape(graph);
  const values = operands.map(({ dims }, i) => input(graph, `x${i}`, dims));
  const y = f(on, values);
  const r = spread(y.dims, 1, 0.37).data;
  const weighted = multiply(graph, y, constant(graph, r, y.dims));
  on.records.push({ output: weighted, inputs: [y], backward: (dy) => [multiply(graph, constant(graph, r, y.dims), dy)] });
  const loss = reduceAll(graph, 'Sum', weighted);
  on.records.push({ output: loss, inputs: [weighted], backward: (dy) => [dy] });
  output(graph, 'y', y);
  gradients(on, loss, values).forEach((gradient, i) => {
    output(graph, `g${i}`, gradient);
  });

  const session = await open(graph);
  const run = (arrays: readonly (readonly number[])[]): ReturnType<typeof session.run> =>
    session.run(Object.fromEntries(operands.map(({ dims }, i) => [`x${i}`, floats(arrays[i]!, dims)])));
  const arrays = operands.map(({ data }) => data);
  const base = await run(arrays);
  const total = async (which: number, index: number, by: number): Promise<number> => {
    const moved = arrays.map((array, i) => (i === which ? array.with(index, array[index]! + by) : array));
    // Summed in double precision: only the operator itself rounds to float32.
    return numbers((await run(moved)).y).reduce((sum, value, i) => sum + value * r[i]!, 0);
  };
  const numeric: Float64Array[] = [];
  for (const [which, { data }] of operands.entries()) {
    const slopes = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) slopes[i] = ((await total(which, i, h)) - (await total(which, i, -h))) / (2 * h);
    numeric.push(slopes);
  }
  const analytic = operands.map((_, i) => numbers(base[`g${i}`]));
  const y0 = numbers(base.y);
  await session.release();
  return { y: y0, analytic, numeric };
}

/** Largest difference of the two gradients, relative to the largest slope of their operand. */
export function worst({ analytic, numeric }: Gradients): number {
  return Math.max(
    ...analytic.map((slopes, which) => {
      const reference = numeric[which]!;
      const scale = Math.max(...reference.map(Math.abs), 1e-6);
      return Math.max(...slopes.map((slope, i) => Math.abs(slope - reference[i]!))) / scale;
    }),
  );
}
