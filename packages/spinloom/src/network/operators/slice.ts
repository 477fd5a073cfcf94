/** Slice: a strided block; bounds are attributes up to operator set 9, operands from 10 on. */
import { pick, range } from '../arithmetic/pick.ts';
import { axisOf, type Call, dataOf, integersFrom, type Operator, operandOf, refuseCall } from './operator.ts';

export const slice: Operator = {
  attributes: ['starts', 'ends', 'axes'],
  shape: (call) => plan(call).map((cut) => cut.size),
  run: (call) =>
    pick(
      call,
      plan(call).map(({ size, start, step }) => range(size, start, step)),
    ),
  keepsCodes: true,
};

interface Cut {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

function plan(call: Call): readonly Cut[] {
  const { dims } = operandOf(call, 0);
  const starts = integersFrom(call, 'starts', 1) ?? refuseCall(call, 'has no starts; export the file again');
  const ends = integersFrom(call, 'ends', 2) ?? refuseCall(call, 'has no ends; export the file again');
  const axes = (integersFrom(call, 'axes', 3) ?? starts.map((_, at) => at)).map((axis) => axisOf(call, axis, dims.length));
  const steps = call.operands[4] === undefined ? starts.map(() => 1) : Array.from(dataOf(call, 4));
  if (new Set([starts.length, ends.length, axes.length, steps.length]).size > 1) {
    refuseCall(
      call,
      `has ${starts.length} starts, ${ends.length} ends, ${axes.length} axes and ${steps.length} steps; as many of each are expected: check the export`,
    );
  }
  const cuts: Cut[] = dims.map((size) => ({ start: 0, step: 1, size }));
  axes.forEach((axis, at) => {
    const size = dims[axis]!;
    const step = steps[at]!;
    if (!Number.isInteger(step) || step === 0) refuseCall(call, `has a step of ${step}; whole numbers other than 0 are expected`);
    // Bounds clamp to the axis; a falling slice may end before the first element, at -1.
    const [least, most] = step > 0 ? [0, size] : [-1, size - 1];
    const clamp = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + size : bound, least), most);
    const start = clamp(starts[at]!);
    cuts[axis] = { start, step, size: Math.max(0, Math.ceil((clamp(ends[at]!) - start) / step)) };
  });
  return cuts;
}
