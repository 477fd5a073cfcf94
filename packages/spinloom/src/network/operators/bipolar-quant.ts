/** BipolarQuant: +scale where x >= 0, -scale elsewhere. Operands x, scale. */
import { checkBroadcast, checkedScale, positionsOf } from '../arithmetic/quantise.ts';
import { dataOf, type Operator, operandOf, sizeOf } from './operator.ts';
import { quantDomains } from './quant.ts';

export const bipolarQuant: Operator = {
  attributes: [],
  domains: quantDomains,
  shape: (call) => {
    checkedScale(call);
    checkBroadcast(call, 1);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const scale = dataOf(call, 1);
    const at = positionsOf(call, 1, scale.length);
    const x = dataOf(call, 0);
    const data = new Float32Array(x.length);
    for (let i = 0; i < data.length; i++) {
      const size = scale[at === undefined ? 0 : at[i]!]!;
      data[i] = x[i]! >= 0 ? size : -size;
    }
    return { dims: operandOf(call, 0).dims, data };
  },
  quantiser: (call) => {
    const scale = dataOf(call, 1);
    if (!scale.every((value) => value === scale[0])) return undefined;
    return { codes: [0, 1], encoding: { bits: 1, gain: 2, offset: -1, scale: Float64Array.of(scale[0]!) }, code: (x) => (x >= 0 ? 1 : 0) };
  },
  coded: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const codes = new Uint8Array(x.length);
    for (let i = 0; i < codes.length; i++) codes[i] = x[i]! >= 0 ? 1 : 0;
    const scaleDims = operandOf(call, 1).dims;
    return {
      dims,
      codes,
      bits: 1,
      gain: 2,
      offset: -1,
      scale: Float64Array.from(dataOf(call, 1)),
      scaleDims: sizeOf(scaleDims) === 1 ? dims.map(() => 1) : [...dims.slice(scaleDims.length).map(() => 1), ...scaleDims],
    };
  },
};
