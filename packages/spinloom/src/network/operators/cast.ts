/** Cast between number types: integers are held exactly, everything else as float32. */
import { TensorProto_DataType as type } from 'onnx-buf';
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall } from './operator.ts';

const floats: ReadonlySet<number> = new Set([type.FLOAT, type.DOUBLE, type.FLOAT16, type.BFLOAT16]);
const integers: ReadonlySet<number> = new Set([
  type.INT8,
  type.INT16,
  type.INT32,
  type.INT64,
  type.UINT8,
  type.UINT16,
  type.UINT32,
  type.UINT64,
  type.BOOL,
]);

export const cast: Operator = {
  attributes: ['to', 'saturate'],
  shape: (call) => {
    const to = integerOf(call, 'to', type.FLOAT);
    if (!floats.has(to) && !integers.has(to))
      refuseCall(call, `casts to the element type ${type[to] ?? to}, which is not supported; export with float32`);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const to = integerOf(call, 'to', type.FLOAT);
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    if (to === type.BOOL) return { dims, data: Float64Array.from(x, (value) => (value === 0 ? 0 : 1)), integer: true };
    return integers.has(to) ? { dims, data: Float64Array.from(x, Math.trunc), integer: true } : { dims, data: Float32Array.from(x), integer: false };
  },
  alias: staysFloat,
  coded: (call, source) => (staysFloat(call) ? source : undefined),
};

function staysFloat(call: Call): boolean {
  return !operandOf(call, 0).integer && floats.has(integerOf(call, 'to', type.FLOAT));
}
