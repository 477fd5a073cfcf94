/** ArgMax and ArgMin: the position of the best number along one axis. */
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf } from '../operators/operator.ts';
import { linesAlong } from './along.ts';

/** An operator that finds the number of a line that no other `beats`: the first such, or the last where select_last_index is 1. */
export function arg(beats: (a: number, b: number) => boolean): Operator {
  return {
    attributes: ['axis', 'keepdims', 'select_last_index'],
    shape: (call) => {
      const { dims } = operandOf(call, 0);
      const axis = axisIn(call);
      return integerOf(call, 'keepdims', 1) !== 0 ? dims.with(axis, 1) : dims.filter((_, at) => at !== axis);
    },
    type: () => 'int64',
    run: (call) => {
      const { dims } = operandOf(call, 0);
      const axis = axisIn(call);
      const last = integerOf(call, 'select_last_index', 0) !== 0;
      const x = dataOf(call, 0);
      const { count, length, step, start } = linesAlong(dims, axis);
      const data = new Float64Array(count);
      for (let line = 0; line < count; line++) {
        const from = start(line);
        let best = 0;
        for (let j = 1; j < length; j++) {
          const [own, held] = [x[from + j * step]!, x[from + best * step]!];
          if (beats(own, held) || (last && own === held)) best = j;
        }
        data[line] = best;
      }
      return { dims: integerOf(call, 'keepdims', 1) !== 0 ? dims.with(axis, 1) : dims.filter((_, at) => at !== axis), data };
    },
  };
}

function axisIn(call: Call): number {
  return axisOf(call, integerOf(call, 'axis', 0), operandOf(call, 0).dims.length);
}
