/** QuantizeLinear: floats to integers of the zero point's type (uint8 where there is none). Operands x, scale, zero point. */
import { checkScale, parameterAt, quantiseLinear, saturationOf } from '../arithmetic/linear-quantisation.ts';
import type { ElementType } from '../element.ts';
import { elementOf, wordOf } from '../onnx/tensor.ts';
import { type Call, integerOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const quantizeLinear: Operator = {
  attributes: ['axis', 'saturate', 'block_size', 'output_dtype', 'precision'],
  shape: (call) => {
    checkScale(call);
    parameterAt(call, 1);
    if (call.operands[2] !== undefined) parameterAt(call, 2);
    saturationOf(call, targetOf(call));
    return operandOf(call, 0).dims;
  },
  type: targetOf,
  run: (call) => ({ dims: operandOf(call, 0).dims, data: quantiseLinear(call, saturationOf(call, targetOf(call))) }),
};

function targetOf(call: Call): ElementType {
  const zero = call.operands[2];
  if (zero !== undefined) return zero.type;
  const stated = integerOf(call, 'output_dtype', 0);
  if (stated === 0) return 'uint8';
  return elementOf(stated) ?? refuseCall(call, `quantises to the element type ${wordOf(stated)}; integers of 4 to 16 bits are supported`);
}
