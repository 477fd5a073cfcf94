/** DequantizeLinear: (x - zero point) x scale. Operands x, scale, zero point. Of constant integers it says the codes, narrowed by a Clip before it. */
import { checkScale, codesOf, dequantiseLinear, parameterAt, scaleDimsOf } from '../arithmetic/linear-quantisation.ts';
import { integerRange, isInteger, widthOf } from '../element.ts';
import { type Coded, dataOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const dequantizeLinear: Operator = {
  attributes: ['axis', 'block_size', 'output_dtype'],
  shape: (call) => {
    const x = operandOf(call, 0);
    if (!isInteger(x.type)) refuseCall(call, `dequantises '${x.name}' of type ${x.type}; integers are expected`);
    checkScale(call);
    parameterAt(call, 1);
    if (call.operands[2] !== undefined) parameterAt(call, 2);
    return x.dims;
  },
  type: (call) => operandOf(call, 1).type,
  run: (call) => ({ dims: operandOf(call, 0).dims, data: dequantiseLinear(call, dataOf(call, 0)) }),
  coded: (call, source) => {
    const { dims, type, data } = operandOf(call, 0);
    const scaleDims = scaleDimsOf(call);
    const zeros = call.operands[2] === undefined ? [0] : dataOf(call, 2);
    const zero = zeros[0]!;
    if (data === undefined || scaleDims === undefined || !zeros.every((value) => value === zero)) return undefined;
    const own = widthOf(type) > 8 ? undefined : codesOf(data, ...integerRange(type));
    // A Clip before it says fewer bits; codes of another step (those of Sign) are not levels.
    const levels: Pick<Coded, 'codes' | 'bits' | 'offset'> | undefined = source?.gain === 1 ? source : own;
    if (levels === undefined) return undefined;
    const { codes, bits, offset } = levels;
    return { dims, codes, bits, gain: 1, offset: offset - zero, scale: Float64Array.from(dataOf(call, 1)), scaleDims };
  },
};
