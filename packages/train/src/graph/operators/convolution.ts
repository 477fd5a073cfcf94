/**
 * Convolution without bias. x [n, c, h, w], weight [k, c, r, s] -> [n, k, h', w'].
 *
 * Backward: dX is a convolution of dY with the kernels turned by 180 degrees and channels and kernels exchanged (stride 1), or a transposed
 * convolution (stride > 1); dW is a convolution of X with dY in which batch and channels are exchanged and the stride becomes a dilation.
 * A kernel that covers its whole input is a matrix product, which is several times faster.
 */
import { matmul, reshape, transpose } from '../arithmetic.ts';
import { type Draft, emit, integers, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export interface ConvolutionOptions {
  /** Taps between neighbouring windows, both directions. */
  readonly stride: number;
  /** Zeros added on every side. */
  readonly pad: number;
}

export function convolution(on: Tape, x: Value, weight: Value, { stride, pad }: ConvolutionOptions): Value {
  const [n, c, h, w] = x.dims as [number, number, number, number];
  const [k, channels, r, s] = weight.dims as [number, number, number, number];
  if (channels !== c) throw new Error(`convolution of ${c} channels with kernels of ${channels}`);
  if (pad === 0 && r === h && s === w) return covering(on, x, weight);
  const { graph } = on;
  const dims = [n, k, Math.floor((h + 2 * pad - r) / stride) + 1, Math.floor((w + 2 * pad - s) / stride) + 1];
  const y = emit(graph, 'Conv', [x, weight], dims, { kernel_shape: [r, s], strides: [stride, stride], pads: [pad, pad, pad, pad] });
  return record(on, y, [x, weight], (dy, wanted) => [
    wanted[0] ? inputGradient(graph, dy, weight, x.dims, stride, pad) : undefined,
    wanted[1] ? weightGradient(graph, dy, x, weight.dims, stride, pad) : undefined,
  ]);
}

function inputGradient(graph: Draft, dy: Value, weight: Value, dims: readonly number[], stride: number, pad: number): Value {
  const [, , r, s] = weight.dims as [number, number, number, number];
  if (stride === 1 && pad < r && pad < s) {
    // Slice from the last tap to the first: the kernel turned by 180 degrees.
    const turned = emit(
      graph,
      'Slice',
      [weight, integers(graph, [-1, -1]), integers(graph, [-r - 1, -s - 1]), integers(graph, [2, 3]), integers(graph, [-1, -1])],
      weight.dims,
    );
    const pads = [r - 1 - pad, s - 1 - pad, r - 1 - pad, s - 1 - pad];
    return emit(graph, 'Conv', [dy, transpose(graph, turned, [1, 0, 2, 3])], dims, { kernel_shape: [r, s], pads });
  }
  // Rows and columns that no window reached at the far edge come back as output padding.
  const over = [0, 1].map((axis) => dims[axis + 2]! - ((dy.dims[axis + 2]! - 1) * stride + weight.dims[axis + 2]! - 2 * pad));
  return emit(graph, 'ConvTranspose', [dy, weight], dims, {
    kernel_shape: [r, s],
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
    output_padding: over,
  });
}

function weightGradient(graph: Draft, dy: Value, x: Value, dims: readonly number[], stride: number, pad: number): Value {
  const [k, c, r, s] = dims as [number, number, number, number];
  const [rows, columns] = dy.dims.slice(2) as [number, number];
  const images = transpose(graph, x, [1, 0, 2, 3]);
  const kernels = transpose(graph, dy, [1, 0, 2, 3]);
  const full = [0, 1].map((axis) => x.dims[axis + 2]! + 2 * pad - (dy.dims[axis + 2]! - 1) * stride);
  let taps = emit(graph, 'Conv', [images, kernels], [c, k, full[0]!, full[1]!], {
    kernel_shape: [rows, columns],
    dilations: [stride, stride],
    pads: [pad, pad, pad, pad],
  });
  // With a stride, offsets beyond the kernel come out too.
  if (full[0] !== r || full[1] !== s)
    taps = emit(graph, 'Slice', [taps, integers(graph, [0, 0]), integers(graph, [r, s]), integers(graph, [2, 3])], [c, k, r, s]);
  return transpose(graph, taps, [1, 0, 2, 3]);
}

function covering(on: Tape, x: Value, weight: Value): Value {
  const { graph } = on;
  const [n] = x.dims as [number];
  const [k, c, r, s] = weight.dims as [number, number, number, number];
  const rows = reshape(graph, x, [n, c * r * s]);
  const kernels = reshape(graph, weight, [k, c * r * s]);
  const y = reshape(graph, matmul(graph, rows, transpose(graph, kernels, [1, 0])), [n, k, 1, 1]);
  return record(on, y, [x, weight], (dy, wanted) => {
    const flat = reshape(graph, dy, [n, k]);
    return [
      wanted[0] ? reshape(graph, matmul(graph, flat, kernels), x.dims) : undefined,
      wanted[1] ? reshape(graph, matmul(graph, transpose(graph, flat, [1, 0]), rows), weight.dims) : undefined,
    ];
  });
}
