/** Maps whose elements are set apart, reordered and joined again in blocks. Source: ONNX operators DepthToSpace, SpaceToDepth. */
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims, textOf } from '../operators/operator.ts';
import { permute } from './permute.ts';

export interface Rearranged {
  readonly dims: readonly number[];
  /** The operand with its blocks on axes of their own, and the order in which those follow. */
  readonly apart: readonly number[];
  readonly order: readonly number[];
}

type Map4 = readonly [images: number, channels: number, height: number, width: number];

/** `plan` tells the result for blocks of a size, depth-column-row or column-row-depth; undefined where they do not fit. `misfit` ends the refusal. */
export function rearranging(plan: (map: Map4, block: number, columnsFirst: boolean) => Rearranged | undefined, misfit: string): Operator {
  const planned = (call: Call): Rearranged => {
    const { dims } = operandOf(call, 0);
    const block = integerOf(call, 'blocksize', 0);
    const mode = textOf(call, 'mode', 'DCR');
    const fits = dims.length === 4 && block >= 1 && (mode === 'DCR' || mode === 'CRD');
    return (
      (fits ? plan(dims as unknown as Map4, block, mode === 'CRD') : undefined) ??
      refuseCall(call, `takes shape ${showDims(dims)} in blocks of ${block}, mode '${mode}'; ${misfit}, DCR or CRD, is expected`)
    );
  };
  return {
    attributes: ['blocksize', 'mode'],
    shape: (call) => planned(call).dims,
    run: (call) => {
      const { dims, apart, order } = planned(call);
      return { dims, data: permute(dataOf(call, 0), apart, order) };
    },
    keepsCodes: true,
  };
}
