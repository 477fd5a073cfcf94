/** Upsample, which Resize replaced in operator set 10: scales are an attribute in sets 7 and 8, an operand in 9. */
import { type Call, type Operator, operandOf, refuseCall } from './operator.ts';
import { resize } from './resize.ts';

export const upsample: Operator = {
  attributes: ['mode', 'scales'],
  shape: (call) => resize.shape(asResize(call)),
  run: (call) => resize.run(asResize(call)),
  keepsCodes: (call) => call.attributes.mode === undefined || call.attributes.mode === 'nearest',
};

/** The call of a Resize of operator set 10. */
function asResize(call: Call): Call {
  const { scales, mode } = call.attributes;
  const attributes = { ...(mode !== undefined && { mode }) };
  const operands = call.operands.slice(0, 2);
  if (operands[1] === undefined) {
    if (!Array.isArray(scales)) return refuseCall(call, 'has no scales; export the file again');
    const data = Float64Array.from(scales as readonly number[]);
    operands[1] = { name: `${operandOf(call, 0).name}/scales`, type: 'float32', dims: [data.length], data };
  }
  return { ...call, opset: 10, attributes, operands };
}
