/** Quant (IntQuant): uniform quantiser of QONNX and Brevitas. Operands x, scale, zero point, bit-width. */
import { codesOf, encodingOf, levelsOf, meaningOf, positionsOf, quantParameters } from '../arithmetic/quantise.ts';
import { type Operator, operandOf, sizeOf } from './operator.ts';

/** Domains in which Brevitas, FINN and QONNX put their quantisers. */
export const quantDomains: readonly string[] = ['onnx.brevitas', 'finn.custom_op.general', 'qonnx.custom_op.general'];

export const quant: Operator = {
  attributes: ['signed', 'narrow', 'rounding_mode'],
  domains: quantDomains,
  shape: (call) => {
    quantParameters(call);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const parameters = quantParameters(call);
    const { scale, zero } = parameters;
    const levels = levelsOf(call, parameters);
    const scaleAt = positionsOf(call, 1, scale.length);
    const zeroAt = positionsOf(call, 2, zero.length);
    const data = new Float32Array(levels.length);
    for (let i = 0; i < data.length; i++) {
      data[i] = (levels[i]! - zero[zeroAt === undefined ? 0 : zeroAt[i]!]!) * scale[scaleAt === undefined ? 0 : scaleAt[i]!]!;
    }
    return { dims: operandOf(call, 0).dims, data };
  },
  quantiser: (call) => {
    const parameters = quantParameters(call);
    const encoding = encodingOf(parameters);
    if (encoding === undefined) return undefined;
    const { least, greatest, round } = parameters;
    const scale = parameters.scale[0]!;
    const zero = parameters.zero[0]!;
    const { base, ...meaning } = encoding;
    return {
      encoding: meaning,
      codes: [least - base, greatest - base],
      code: (x) => Math.min(Math.max(round(x / scale + zero), least), greatest) - base,
    };
  },
  coded: (call) => {
    const parameters = quantParameters(call);
    const meaning = meaningOf(parameters);
    if (meaning === undefined) return undefined;
    const { dims } = operandOf(call, 0);
    const scaleDims = operandOf(call, 1).dims;
    return {
      dims,
      codes: codesOf(call, parameters, meaning.base),
      bits: parameters.bits,
      gain: meaning.gain,
      offset: meaning.offset,
      scale: Float64Array.from(parameters.scale, (value) => value / meaning.gain),
      scaleDims: sizeOf(scaleDims) === 1 ? dims.map(() => 1) : [...dims.slice(scaleDims.length).map(() => 1), ...scaleDims],
    };
  },
};
