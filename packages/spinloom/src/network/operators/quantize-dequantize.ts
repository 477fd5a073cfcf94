/**
 * QuantizeLinear, a Clip where there is one, and DequantizeLinear in one: what the lowering makes of the three (see rewrite/). Attributes `least` and `greatest`
 * bound the levels. Operands x, scale, zero point.
 */
import { checkScale, codeRange, dequantiseLinear, parameterAt, quantiseLinear, scaleDimsOf } from '../arithmetic/linear-quantisation.ts';
import { roundHalfEven } from '../arithmetic/round.ts';
import { type Call, dataOf, numberOf, type Operator, operandOf } from './operator.ts';

/** Domain of operators that no file holds. */
export const ownDomain = 'spinloom';

export const quantizeDequantize: Operator = {
  attributes: ['axis', 'block_size', 'least', 'greatest'],
  domains: [ownDomain],
  shape: (call) => {
    checkScale(call);
    parameterAt(call, 1);
    if (call.operands[2] !== undefined) parameterAt(call, 2);
    return operandOf(call, 0).dims;
  },
  type: (call) => operandOf(call, 1).type,
  run: (call) => ({ dims: operandOf(call, 0).dims, data: dequantiseLinear(call, quantiseLinear(call, boundsOf(call))) }),
  quantiser: (call) => {
    const scales = operandOf(call, 1).data;
    const zeros = call.operands[2] === undefined ? [0] : call.operands[2].data;
    if (scales?.length !== 1 || zeros?.length !== 1) return undefined;
    const [scale, zero] = [scales[0]!, zeros[0]!];
    const [least, greatest] = boundsOf(call);
    const { base, bits } = codeRange(least, greatest);
    if (bits > 8) return undefined;
    return {
      encoding: { bits, gain: 1, offset: base - zero, scale: Float64Array.of(scale) },
      codes: [least - base, greatest - base],
      code: (x) => Math.min(Math.max(roundHalfEven(x / scale) + zero, least), greatest) - base,
    };
  },
  coded: (call) => {
    const x = operandOf(call, 0);
    const scaleDims = scaleDimsOf(call);
    const zeros = call.operands[2] === undefined ? [0] : dataOf(call, 2);
    const bounds = boundsOf(call);
    const { base, bits } = codeRange(...bounds);
    if (x.data === undefined || scaleDims === undefined || bits > 8 || !zeros.every((value) => value === zeros[0])) return undefined;
    const codes = Uint8Array.from(quantiseLinear(call, bounds), (level) => level - base);
    return { dims: x.dims, codes, bits, gain: 1, offset: base - zeros[0]!, scale: Float64Array.from(dataOf(call, 1)), scaleDims };
  },
};

function boundsOf(call: Call): readonly [least: number, greatest: number] {
  return [numberOf(call, 'least', 0), numberOf(call, 'greatest', 255)];
}
