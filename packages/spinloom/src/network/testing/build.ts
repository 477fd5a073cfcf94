/** Small graphs written by hand, for tests: what Brevitas, FINN and PyTorch export, without them. */
import type { Attribute, Constant, Graph, GraphNode } from '../types.ts';

export interface Builder {
  /** Adds a node and returns the name of its output. `name` defaults to the operator and a count. */
  readonly node: (operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>, name?: string) => string;
  /** Adds a float32 initialiser. */
  readonly floats: (dims: readonly number[], data: ArrayLike<number>) => string;
  /** Adds an int64 initialiser, one-dimensional unless `dims` says otherwise. */
  readonly integers: (data: readonly number[], dims?: readonly number[]) => string;
  /** Adds a Quant node in the domain of Brevitas. */
  readonly quant: (x: string, options: QuantOptions) => string;
  /** Adds a BipolarQuant node. */
  readonly bipolar: (x: string, scale: number) => string;
  /** The graph, ending at `output`. */
  readonly graph: (output: string) => Graph;
}

export interface QuantOptions {
  readonly bits: number;
  readonly scale: number | { readonly dims: readonly number[]; readonly data: ArrayLike<number> };
  readonly zero?: number;
  readonly signed?: boolean;
  readonly narrow?: boolean;
  readonly mode?: string;
}

export function build(
  inputDims: readonly number[],
  options: { readonly opset?: number; readonly domain?: string; readonly metadata?: Record<string, string> } = {},
): Builder {
  const { opset = 13, domain = 'onnx.brevitas', metadata = {} } = options;
  const initializers: Record<string, Constant> = {};
  const nodes: GraphNode[] = [];
  let count = 0;
  const keep = (constant: Constant): string => {
    const name = `c${count++}`;
    initializers[name] = constant;
    return name;
  };
  const add = (operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>>, name: string, own: string): string => {
    nodes.push({ name, operator, domain: own, inputs, outputs: [`${name}_out`], attributes });
    return `${name}_out`;
  };
  const floats = (dims: readonly number[], data: ArrayLike<number>): string => keep({ type: 'float32', dims, data: Float32Array.from(data) });
  return {
    node: (operator, inputs, attributes = {}, name = `${operator}_${count++}`) => add(operator, inputs, attributes, name, ''),
    floats,
    integers: (data, dims = [data.length]) => keep({ type: 'int64', dims, data: BigInt64Array.from(data, BigInt) }),
    quant: (x, { bits, scale, zero = 0, signed = true, narrow = false, mode = 'ROUND' }) => {
      const scales = typeof scale === 'number' ? floats([], [scale]) : floats(scale.dims, scale.data);
      const attributes = { signed: signed ? 1 : 0, narrow: narrow ? 1 : 0, rounding_mode: mode };
      return add('Quant', [x, scales, floats([], [zero]), floats([], [bits])], attributes, `Quant_${count++}`, domain);
    },
    bipolar: (x, scale) => add('BipolarQuant', [x, floats([], [scale])], {}, `BipolarQuant_${count++}`, domain),
    graph: (output) => ({
      name: 'built.onnx',
      opset,
      inputs: [{ name: 'image', type: 'float32', dims: inputDims }],
      outputs: [{ name: output, type: 'float32', dims: [-1] }],
      initializers,
      nodes,
      metadata,
    }),
  };
}
