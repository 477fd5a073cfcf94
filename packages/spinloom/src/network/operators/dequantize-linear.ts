/** DequantizeLinear: (x - zero point) x scale. Operands x, scale, zero point. Of constant integers it says the codes, narrowed by a Clip before it. */
import { checkScale, codesOf, dequantiseLinear, parameterAt } from '../arithmetic/linear-quantisation.ts';
import { integerRange, isInteger, widthOf } from '../element.ts';
import { type Coded, dataOf, integerOf, type Operator, operandOf, refuseCall, sizeOf } from './operator.ts';

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
    const scale = dataOf(call, 1);
    const zeros = call.operands[2] === undefined ? [0] : dataOf(call, 2);
    const zero = zeros[0]!;
    if (data === undefined || integerOf(call, 'block_size', 0) !== 0 || !zeros.every((value) => value === zero)) return undefined;
    const levels: Pick<Coded, 'codes' | 'bits' | 'offset'> | undefined =
      source ?? (widthOf(type) > 8 ? undefined : codesOf(data, ...integerRange(type)));
    if (levels === undefined) return undefined;
    const axis = integerOf(call, 'axis', 1);
    return {
      dims,
      codes: levels.codes,
      bits: levels.bits,
      gain: 1,
      offset: levels.offset - zero,
      scale: Float64Array.from(scale),
      scaleDims: dims.map((size, at) => (sizeOf(operandOf(call, 1).dims) > 1 && at === (axis < 0 ? axis + dims.length : axis) ? size : 1)),
    };
  },
};
