/** Cast between number types. Floats become integers by truncation; what an integer type cannot hold wraps around. */
import { type ElementType, isFloat } from '../element.ts';
import { elementOf, wordOf } from '../onnx/tensor.ts';
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const cast: Operator = castingTo(['to', 'saturate', 'round_mode'], (call) => {
  const to = integerOf(call, 'to', 1);
  return elementOf(to) ?? refuseCall(call, `casts to the element type ${wordOf(to)}, which is not supported; export with float32`);
});

/** An operator that casts to the type that `target` tells. */
export function castingTo(attributes: readonly string[], target: (call: Call) => ElementType): Operator {
  // Activations are float32 numbers in the digital unit, whatever wider type they bear.
  const isLossless = (call: Call): boolean => {
    const { type } = operandOf(call, 0);
    const to = target(call);
    return to === type || (isFloat(type) && (to === 'float32' || to === 'float64'));
  };
  return {
    attributes,
    limits: 'between the element types above',
    shape: (call) => operandOf(call, 0).dims,
    type: target,
    run: (call) => ({ dims: operandOf(call, 0).dims, data: dataOf(call, 0) }),
    alias: isLossless,
    coded: (call, source) => (isLossless(call) ? source : undefined),
  };
}
