/** Range: numbers from a start to before a limit, in steps. */
import { zerosOf } from '../element.ts';
import { type Call, checkDims, dataOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const range: Operator = {
  attributes: ['stash_type'],
  shape: (call) => [lengthOf(call)],
  run: (call) => {
    const length = lengthOf(call);
    const [start, , step] = boundsOf(call);
    const data = zerosOf(operandOf(call, 0).type, length);
    for (let i = 0; i < length; i++) data[i] = start + i * step;
    return { dims: [length], data };
  },
};

function boundsOf(call: Call): readonly [start: number, limit: number, step: number] {
  return [dataOf(call, 0)[0]!, dataOf(call, 1)[0]!, dataOf(call, 2)[0]!];
}

function lengthOf(call: Call): number {
  const [start, limit, step] = boundsOf(call);
  if (step === 0) refuseCall(call, 'counts in steps of 0; check the export');
  const length = Math.max(0, Math.ceil((limit - start) / step));
  checkDims(call, [length], 'a tensor');
  return length;
}
