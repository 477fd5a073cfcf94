/** Small networks in the forms that exporters write and the shipped files lack: QCDQ, QLinear operators, parts, padding, resizing, reductions, residuals. */
import type { Attribute, Constant, Graph, GraphNode } from 'spinloom';
import { stream } from 'spinloom';

interface Sheet {
  readonly add: (operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>, outputs?: number) => string;
  readonly floats: (...dims: readonly number[]) => string;
  readonly scale: (value: number) => string;
  readonly whole: (type: 'int64' | 'int8' | 'uint8', values: readonly number[], dims?: readonly number[]) => string;
}

function graphOf(name: string, input: readonly number[], opset: number, write: (sheet: Sheet) => string): Graph {
  const initializers: Record<string, Constant> = {};
  const nodes: GraphNode[] = [];
  const random = stream(1, 'fuzz-base').child(name);
  let count = 0;
  const keep = (constant: Constant): string => {
    const own = `c${count++}`;
    initializers[own] = constant;
    return own;
  };
  const output = write({
    add: (operator, inputs, attributes = {}, outputs = 1) => {
      const own = `${operator}_${count++}`;
      const domain = operator === 'Quant' ? 'qonnx.custom_op.general' : operator.startsWith('QLinearA') ? 'com.microsoft' : '';
      nodes.push({ name: own, operator, domain, inputs, outputs: Array.from({ length: outputs }, (_, i) => `${own}_out${i}`), attributes });
      return `${own}_out0`;
    },
    floats: (...dims) => {
      const size = dims.reduce((all, dim) => all * dim, 1);
      return keep({ type: 'float32', dims, data: Float32Array.from({ length: size }, (_, i) => random.uniform(count * 4096 + i) - 0.5) });
    },
    scale: (value) => keep({ type: 'float32', dims: [], data: Float32Array.of(value) }),
    whole: (type, values, dims = [values.length]) =>
      keep({
        type,
        dims,
        data: type === 'int64' ? BigInt64Array.from(values, BigInt) : type === 'int8' ? Int8Array.from(values) : Uint8Array.from(values),
      }),
  });
  return {
    name,
    opset,
    inputs: [{ name: 'image', type: 'float32', dims: input }],
    outputs: [{ name: output, type: 'float32', dims: [1, -1] }],
    initializers,
    nodes,
    metadata: { 'spinloom.preprocessing': '{"scale":0.00392156862745098,"mean":[0],"std":[1]}' },
  };
}

function codes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => ((i * 29) % 15) - 7);
}

/** Quantised and dequantised, clipped to 4 bits, as Brevitas writes it. */
function qcdq({ add, scale, whole }: Sheet, x: string, step: number): string {
  const zero = whole('uint8', [0], []);
  const quantised = add('QuantizeLinear', [x, scale(step), zero]);
  return add('DequantizeLinear', [add('Clip', [quantised, whole('uint8', [0], []), whole('uint8', [15], [])]), scale(step), zero]);
}

function quantised({ add, scale }: Sheet, x: string, bits: number, step: number, signed: number): string {
  return add('Quant', [x, scale(step), scale(0), scale(bits)], { signed, narrow: 0, rounding_mode: 'ROUND' });
}

export const generated: readonly Graph[] = [
  graphOf('qcdq', [1, 2, 8, 8], 13, (sheet) => {
    const { add, floats, scale, whole } = sheet;
    const weights = add('DequantizeLinear', [whole('int8', codes(72), [4, 2, 3, 3]), scale(0.1), whole('int8', [0], [])]);
    const conv = add('Conv', [qcdq(sheet, 'image', 0.1), weights, floats(4)], { pads: [1, 1, 1, 1], kernel_shape: [3, 3] });
    const pooled = add('MaxPool', [qcdq(sheet, add('Relu', [conv]), 0.2)], { kernel_shape: [2, 2], strides: [2, 2] });
    const dense = add('DequantizeLinear', [whole('int8', codes(640), [10, 64]), scale(0.05), whole('int8', [0], [])]);
    return add('Gemm', [add('Flatten', [pooled]), dense, floats(10)], { transB: 1 });
  }),
  graphOf('qlinear', [1, 1, 6, 6], 13, ({ add, floats, scale, whole }) => {
    const zero = whole('uint8', [0], []);
    const x = add('QuantizeLinear', ['image', scale(0.01), zero]);
    const conv = [x, scale(0.01), zero, whole('int8', codes(27), [3, 1, 3, 3]), scale(0.1), whole('int8', [0], []), scale(0.05), zero];
    const map = add('QLinearConv', conv, { pads: [1, 1, 1, 1] });
    const sum = add('QLinearAdd', [map, scale(0.05), zero, map, scale(0.05), zero, scale(0.1), zero]);
    const flat = add('Reshape', [sum, whole('int64', [0, -1])]);
    const product = [flat, scale(0.1), zero, whole('int8', codes(432), [108, 4]), scale(0.1), whole('int8', [0], []), scale(0.2), zero];
    return add('Softmax', [add('Add', [add('DequantizeLinear', [add('QLinearMatMul', product), scale(0.2), zero]), floats(4)])]);
  }),
  graphOf('parts', [1, 4, 6, 6], 13, ({ add, floats, scale, whole }) => {
    const left = add('Split', ['image', whole('int64', [2, 2])], { axis: 1 }, 2);
    const right = left.replace(/0$/, '1');
    const padded = add('Pad', [left, whole('int64', [0, 0, 1, 1, 0, 0, 1, 1]), scale(0.5)], { mode: 'constant' });
    const cut = add('Slice', [padded, whole('int64', [1, 1]), whole('int64', [7, 7]), whole('int64', [2, 3])]);
    const resized = add('Resize', [add('Concat', [cut, right], { axis: 1 }), '', floats(0), whole('int64', [1, 4, 9, 5])], { mode: 'linear' });
    const turned = add('Transpose', [resized], { perm: [0, 2, 3, 1] });
    const mean = add('ReduceMean', [turned], { axes: [1, 2], keepdims: 0 });
    const picked = add('Gather', [mean, whole('int64', [3, 0, 1])], { axis: 1 });
    return add('MatMul', [picked, floats(3, 5)]);
  }),
  graphOf('residual', [1, 3, 8, 8], 17, (sheet) => {
    const { add, floats } = sheet;
    const first = quantised(sheet, add('Conv', ['image', floats(8, 3, 3, 3)], { pads: [1, 1, 1, 1], strides: [2, 2] }), 4, 0.1, 0);
    const weights = quantised(sheet, floats(8, 1, 3, 3), 2, 0.3, 1);
    const inner = add('Conv', [first, weights], { pads: [1, 1, 1, 1], group: 8 });
    const normed = add('BatchNormalization', [inner, floats(8), floats(8), floats(8), add('Abs', [floats(8)])], { epsilon: 1e-5 });
    const next = quantised(
      sheet,
      add('AveragePool', [add('Clip', [normed, '', ''])], { kernel_shape: [2, 2], strides: [1, 1], auto_pad: 'SAME_UPPER' }),
      3,
      0.2,
      1,
    );
    const sum = add('Add', [first, next]);
    const pooled = add('GlobalAveragePool', [add('PRelu', [add('LeakyRelu', [sum], { alpha: 0.1 }), floats(8, 1, 1)])]);
    return add('LogSoftmax', [add('Squeeze', [add('Unsqueeze', [add('Flatten', [pooled]), sheet.whole('int64', [0])]), sheet.whole('int64', [0])])]);
  }),
  graphOf('folded', [1, 12], 11, ({ add, floats, whole }) => {
    const shape = add('Concat', [add('Slice', [add('Shape', ['image']), whole('int64', [0]), whole('int64', [1])]), whole('int64', [3, 4])], {
      axis: 0,
    });
    const grid = add('Reshape', ['image', shape]);
    const mask = add('Expand', [add('ConstantOfShape', [whole('int64', [3, 1])]), whole('int64', [1, 3, 4])]);
    const tiled = add('Tile', [add('Sub', [grid, mask]), whole('int64', [1, 1, 2])]);
    const upper = add('Where', [add('Greater', [tiled, floats(1)]), tiled, add('Exp', [tiled])]);
    const top = add('TopK', [add('ReduceMax', [upper], { axes: [1], keepdims: 0 }), whole('int64', [4])], { axis: 1 }, 2);
    const hidden = add('Tanh', [add('Gemm', [top, add('Transpose', [floats(6, 4)], { perm: [1, 0] })], { alpha: 0.5 })]);
    return add('ArgMax', [add('MatMul', [add('Sigmoid', [hidden]), floats(6, 3)])], { axis: 1, keepdims: 0 });
  }),
  graphOf('sequence', [1, 3, 16], 13, ({ add, floats, whole }) => {
    const conv = add('Conv', ['image', floats(4, 3, 5)], { dilations: [2], strides: [1], pads: [4, 4] });
    const up = add('ConvTranspose', [add('LRN', [conv], { size: 3 }), floats(4, 2, 2)], { strides: [2] });
    const summed = add('CumSum', [up, whole('int64', [2], [])]);
    const normed = add('InstanceNormalization', [summed, floats(2), floats(2)]);
    return add('ReduceSum', [add('MaxPool', [normed], { kernel_shape: [3], ceil_mode: 1, strides: [2] }), whole('int64', [2])], { keepdims: 0 });
  }),
];
