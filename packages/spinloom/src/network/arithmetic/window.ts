/**
 * Windows of convolutions and pooling: kernel, stride, dilation, padding and output size on two axes.
 *
 * A one-dimensional operator works on tensors of height 1. Source: ONNX operators Conv, MaxPool, AveragePool; with ceil_mode the last
 * window must start inside the input or its leading padding, as in PyTorch and ONNX Runtime.
 */

import { zerosOf } from '../element.ts';
import { type Call, checkDims, dataOf, integerOf, integersOf, operandOf, type Result, refuseCall, showDims, textOf } from '../operators/operator.ts';
import type { Pad, Pair, Shape } from '../types.ts';

export interface Window {
  readonly input: Shape;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** As written in the file or chosen by auto_pad. */
  readonly pad: Pad;
  /** `pad`, with bottom and right stretched or cut so that the last window ends where the padding does. */
  readonly fitted: Pad;
  readonly output: Pair;
}

/** [channels, height, width] of the tensor that slides under the window. Refuses anything but 1-D and 2-D maps. */
export function mapOf(call: Call): Shape {
  const { dims, name } = operandOf(call, 0);
  if (dims.length !== 3 && dims.length !== 4) {
    refuseCall(
      call,
      `works on '${name}' of shape ${showDims(dims)}; only maps [batch, channels, height, width] (or [batch, channels, length]) are supported`,
    );
  }
  return dims.length === 4 ? [dims[1]!, dims[2]!, dims[3]!] : [dims[1]!, 1, dims[2]!];
}

/** The batch, channels and map in the rank of the operand. */
export function mapDims(call: Call, channels: number, output: Pair): readonly number[] {
  const { dims } = operandOf(call, 0);
  return dims.length === 4 ? [dims[0]!, channels, output[0], output[1]] : [dims[0]!, channels, output[1]];
}

/** Taps of each output position that lie inside the map along an axis (0 vertical, 1 horizontal): from `from`, before `to`. */
function tapsInside({ input, kernel, stride, dilation, pad, output }: Window, axis: 0 | 1): { readonly from: Int32Array; readonly to: Int32Array } {
  const size = input[axis + 1]!;
  const from = new Int32Array(output[axis]);
  const to = new Int32Array(output[axis]);
  for (let position = 0; position < output[axis]; position++) {
    const at = position * stride[axis] - pad[axis];
    from[position] = Math.min(kernel[axis], Math.max(0, Math.ceil(-at / dilation[axis])));
    to[position] = Math.max(from[position]!, Math.min(kernel[axis], Math.ceil((size - at) / dilation[axis])));
  }
  return { from, to };
}

/**
 * Folds every window of every map into one number: `start` for each window, `step` for each element inside, `finish` with the output position.
 * Padding takes no part.
 */
export function foldWindows(
  call: Call,
  window: Window,
  start: number,
  step: (folded: number, x: number) => number,
  finish: (folded: number, row: number, column: number) => number,
): Result {
  const { input, stride, dilation, pad, output } = window;
  const [channels, height, width] = input;
  const { dims, type } = operandOf(call, 0);
  const x = dataOf(call, 0);
  const rows = tapsInside(window, 0);
  const columns = tapsInside(window, 1);
  const data = zerosOf(type, dims[0]! * channels * output[0] * output[1]);
  for (let map = 0, at = 0; map < dims[0]! * channels; map++) {
    for (let oy = 0; oy < output[0]; oy++) {
      for (let ox = 0; ox < output[1]; ox++) {
        let folded = start;
        for (let ky = rows.from[oy]!; ky < rows.to[oy]!; ky++) {
          const row = (map * height + oy * stride[0] - pad[0] + ky * dilation[0]) * width + ox * stride[1] - pad[1];
          for (let kx = columns.from[ox]!; kx < columns.to[ox]!; kx++) folded = step(folded, x[row + kx * dilation[1]]!);
        }
        data[at++] = finish(folded, oy, ox);
      }
    }
  }
  return { dims: mapDims(call, channels, output), data };
}

/** The window that the node's attributes describe. */
export function windowOf(call: Call, kernel: Pair): Window {
  const input = mapOf(call);
  if (kernel[0] < 1 || kernel[1] < 1) refuseCall(call, `has a kernel of ${kernel[0]} x ${kernel[1]}, which covers nothing; check the export`);
  const stride = pairOf(call, 'strides');
  const dilation = pairOf(call, 'dilations');
  const ceil = integerOf(call, 'ceil_mode', 0) !== 0;
  const explicit = padsOf(call);
  const mode = textOf(call, 'auto_pad', 'NOTSET');
  const rows = axisWindow(call, mode, input[1], kernel[0], stride[0], dilation[0], explicit[0], explicit[2], ceil);
  const columns = axisWindow(call, mode, input[2], kernel[1], stride[1], dilation[1], explicit[1], explicit[3], ceil);
  const reach = [input[0], input[1] + rows.before + rows.after, input[2] + columns.before + columns.after];
  checkDims(call, reach, 'a padded map');
  return {
    input,
    kernel,
    stride,
    dilation,
    pad: [rows.before, columns.before, rows.after, columns.after],
    fitted: [rows.before, columns.before, rows.fitted, columns.fitted],
    output: [rows.output, columns.output],
  };
}

/** The attribute kernel_shape, in two dimensions. */
export function kernelOf(call: Call): Pair {
  mapOf(call);
  if (integersOf(call, 'kernel_shape') === undefined) refuseCall(call, 'has no kernel_shape; export the file again');
  return pairOf(call, 'kernel_shape');
}

/** An attribute of two positive numbers, of one for a map of one axis; 1 where it is absent. */
export function pairOf(call: Call, name: string): Pair {
  const list = integersOf(call, name);
  const flat = operandOf(call, 0).dims.length === 3;
  if (list === undefined) return [1, 1];
  if (list.length !== (flat ? 1 : 2) || list.some((entry) => entry < 1)) {
    refuseCall(
      call,
      `has ${name} ${showDims(list)}, but ${flat ? 1 : 2} positive number(s) are expected for an operand ${showDims(operandOf(call, 0).dims)}`,
    );
  }
  return flat ? [1, list[0]!] : [list[0]!, list[1]!];
}

/** The attribute pads; 0 where it is absent. */
export function padsOf(call: Call): Pad {
  const list = integersOf(call, 'pads');
  const flat = operandOf(call, 0).dims.length === 3;
  if (list === undefined) return [0, 0, 0, 0];
  if (list.length !== (flat ? 2 : 4) || list.some((entry) => entry < 0)) {
    refuseCall(call, `has pads ${showDims(list)}, but ${flat ? 2 : 4} numbers of at least 0 are expected`);
  }
  return flat ? [0, list[0]!, 0, list[1]!] : [list[0]!, list[1]!, list[2]!, list[3]!];
}

interface AxisWindow {
  readonly before: number;
  readonly after: number;
  readonly fitted: number;
  readonly output: number;
}

function axisWindow(
  call: Call,
  mode: string,
  input: number,
  kernel: number,
  stride: number,
  dilation: number,
  padBefore: number,
  padAfter: number,
  ceil: boolean,
): AxisWindow {
  const extent = (kernel - 1) * dilation + 1;
  let before = 0;
  let after = 0;
  let output: number;
  if (mode === 'SAME_UPPER' || mode === 'SAME_LOWER') {
    output = Math.ceil(input / stride);
    const total = Math.max(0, (output - 1) * stride + extent - input);
    before = mode === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
    after = total - before;
  } else {
    if (mode === 'NOTSET') [before, after] = [padBefore, padAfter];
    else if (mode !== 'VALID') refuseCall(call, `has auto_pad '${mode}'; expected NOTSET, SAME_UPPER, SAME_LOWER or VALID`);
    const room = input + before + after - extent;
    output = (ceil ? Math.ceil(room / stride) : Math.floor(room / stride)) + 1;
    if (ceil && (output - 1) * stride >= input + before) output--;
    if (room < 0 || output < 1) {
      refuseCall(
        call,
        `has a window of ${extent} over ${input} elements with padding ${before} and ${after}: it does not fit; check kernel, dilation and padding`,
      );
    }
  }
  return { before, after, output, fitted: Math.max(0, (output - 1) * stride + extent - input - before) };
}
