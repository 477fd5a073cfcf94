/** Resize: the tensor resampled to other sizes, given as such or by scales. */

import { pick } from '../arithmetic/pick.ts';
import { type Axis, coordinates, cubic, linear, resampled, roundings } from '../arithmetic/resample.ts';
import type { Numbers } from '../element.ts';
import {
  axisOf,
  type Call,
  checkDims,
  dataOf,
  integerOf,
  integersFrom,
  integersOf,
  numberOf,
  type Operator,
  operandOf,
  refuseCall,
  showDims,
  sizeOf,
  textOf,
} from './operator.ts';

export const resize: Operator = {
  limits: 'not tf_crop_and_resize',
  attributes: [
    'antialias',
    'axes',
    'coordinate_transformation_mode',
    'cubic_coeff_a',
    'exclude_outside',
    'extrapolation_value',
    'keep_aspect_ratio_policy',
    'mode',
    'nearest_mode',
  ],
  shape: (call) => planned(call).lengths,
  run: (call) => {
    const axes = plan(call);
    const dims = axes.map((axis) => axis.length);
    const mode = textOf(call, 'mode', 'nearest');
    if (mode === 'nearest') {
      const round = chosen(call, 'nearest_mode', call.opset < 11 ? 'floor' : 'round_prefer_floor', roundings);
      const index = (axis: Axis) => (position: number) => Math.min(Math.max(round(position), 0), axis.input - 1);
      return pick(
        call,
        axes.map((axis) => Int32Array.from(axis.at, index(axis))),
      );
    }
    const kernel = mode === 'linear' ? linear : cubic(numberOf(call, 'cubic_coeff_a', -0.75));
    const antialias = integerOf(call, 'antialias', 0) !== 0;
    const exclude = integerOf(call, 'exclude_outside', 0) !== 0;
    let data: Numbers = dataOf(call, 0);
    let held = operandOf(call, 0).dims;
    axes.forEach((axis, at) => {
      if (axis.scale === 1) return;
      data = resampled(data, held, at, axis, kernel, antialias, exclude);
      held = held.with(at, axis.length);
    });
    return { dims, data };
  },
  keepsCodes: (call) => textOf(call, 'mode', 'nearest') === 'nearest',
};

function chosen<T>(call: Call, attribute: string, otherwise: string, table: Readonly<Record<string, T>>): T {
  const word = textOf(call, attribute, otherwise);
  return Object.hasOwn(table, word) ? table[word]! : refuseCall(call, `has ${attribute} '${word}'; supported: ${Object.keys(table).join(', ')}`);
}

interface Planned {
  readonly lengths: readonly number[];
  readonly scales: readonly number[];
  readonly coordinate: (typeof coordinates)[string];
}

function planned(call: Call): Planned {
  const { dims } = operandOf(call, 0);
  const mode = textOf(call, 'mode', 'nearest');
  if (mode !== 'nearest' && mode !== 'linear' && mode !== 'cubic') refuseCall(call, `has mode '${mode}'; expected nearest, linear or cubic`);
  const coordinate = chosen(call, 'coordinate_transformation_mode', call.opset < 11 ? 'asymmetric' : 'half_pixel', coordinates);
  const { lengths, scales } = sizesOf(call, dims);
  checkDims(call, lengths, 'a tensor');
  return { lengths, scales, coordinate };
}

function plan(call: Call): readonly Axis[] {
  const { lengths, scales, coordinate } = planned(call);
  return operandOf(call, 0).dims.map((input, axis) => {
    const [length, scale] = [lengths[axis]!, scales[axis]!];
    const at = Array.from({ length }, (_, x) => (scale === 1 ? x : coordinate(x, scale, input, scale * input, length)));
    return { input, length, scale, at };
  });
}

/** Lengths and scales of all axes, from the operand `sizes` or `scales`; axes that the attribute `axes` leaves out stay. */
function sizesOf(call: Call, dims: readonly number[]): { readonly lengths: readonly number[]; readonly scales: readonly number[] } {
  const axes = (integersOf(call, 'axes') ?? dims.map((_, axis) => axis)).map((axis) => axisOf(call, axis, dims.length));
  const position = call.opset < 11 ? 1 : 2;
  const listed = call.operands[position] === undefined ? [] : Array.from(dataOf(call, position));
  const lengths = [...dims];
  const scales = dims.map(() => 1);
  if (listed.length > 0) {
    checkCount(call, listed, axes.length);
    axes.forEach((axis, at) => {
      scales[axis] = listed[at]!;
      lengths[axis] = Math.floor(dims[axis]! * listed[at]!);
    });
    return { lengths, scales };
  }
  const sizes = integersFrom(call, 'sizes', 3) ?? [];
  checkCount(call, sizes, axes.length);
  const policy = textOf(call, 'keep_aspect_ratio_policy', 'stretch');
  const ratios = axes.map((axis, at) => sizes[at]! / dims[axis]!);
  const common = policy === 'not_larger' ? Math.min(...ratios) : policy === 'not_smaller' ? Math.max(...ratios) : undefined;
  axes.forEach((axis, at) => {
    scales[axis] = common ?? ratios[at]!;
    lengths[axis] = common === undefined ? sizes[at]! : Math.floor(common * dims[axis]! + 0.5);
  });
  return { lengths, scales };
}

function checkCount(call: Call, numbers: readonly number[], axes: number): void {
  if (numbers.length !== axes || numbers.some((number) => !(number > 0)) || sizeOf(operandOf(call, 0).dims) === 0)
    refuseCall(
      call,
      `resizes ${axes} axes of shape ${showDims(operandOf(call, 0).dims)} by ${showDims(numbers)}; one positive number for each is expected`,
    );
}
