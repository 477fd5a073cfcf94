/** Clip: bounds are attributes up to operator set 10, operands from 11 on; either may be left out. Where they cross, the greatest holds. */
import { codesOf } from '../arithmetic/linear-quantisation.ts';
import { isInteger } from '../element.ts';
import { type Call, dataOf, numberOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const clip: Operator = {
  attributes: ['min', 'max'],
  shape: (call) => {
    boundsOf(call);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const [least, greatest] = boundsOf(call);
    return { dims, data: dataOf(call, 0).map((x) => Math.min(Math.max(x, least), greatest)) };
  },
  // Between a constant of integers and its DequantizeLinear, the bounds say how many bits its codes have.
  coded: (call) => {
    const { dims, type, data } = operandOf(call, 0);
    const [least, greatest] = boundsOf(call);
    if (data === undefined || !isInteger(type) || !(least <= greatest) || greatest - least > 255) return undefined;
    const codes = codesOf(
      data.map((x) => Math.min(Math.max(x, least), greatest)),
      least,
      greatest,
    );
    return codes.bits > 8 ? undefined : { dims, ...codes, gain: 1, scale: Float64Array.of(1), scaleDims: dims.map(() => 1) };
  },
  link: (call, operand) => {
    if (operand !== 0) return undefined;
    const [least, greatest] = boundsOf(call);
    return { kind: 'map', affine: false, slope: () => 1, apply: (x) => Math.min(Math.max(x, least), greatest) };
  },
};

function boundsOf(call: Call): readonly [least: number, greatest: number] {
  const bound = (position: number, name: string, otherwise: number): number => {
    if (call.operands[position] === undefined) return numberOf(call, name, otherwise);
    const data = dataOf(call, position);
    return data.length === 1 ? data[0]! : refuseCall(call, `has ${data.length} numbers as its bound '${name}', but one is expected`);
  };
  return [bound(1, 'min', Number.NEGATIVE_INFINITY), bound(2, 'max', Number.POSITIVE_INFINITY)];
}
