/** SpaceToDepth: blocks of the map become blocks of channels, in depth-column-row or (from operator set 28 on) column-row-depth order. */
import { permute } from '../arithmetic/permute.ts';
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims, textOf } from './operator.ts';

export const spaceToDepth: Operator = {
  attributes: ['blocksize', 'mode'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { dims, apart, order } = plan(call);
    return { dims, data: permute(dataOf(call, 0), apart, order) };
  },
  keepsCodes: true,
};

function plan(call: Call): { readonly dims: readonly number[]; readonly apart: readonly number[]; readonly order: readonly number[] } {
  const { dims } = operandOf(call, 0);
  const block = integerOf(call, 'blocksize', 0);
  const mode = textOf(call, 'mode', 'DCR');
  const [images, channels, height, width] = dims as [number, number, number, number];
  if (dims.length !== 4 || block < 1 || height % block !== 0 || width % block !== 0 || (mode !== 'DCR' && mode !== 'CRD'))
    return refuseCall(
      call,
      `gathers shape ${showDims(dims)} in blocks of ${block}, mode '${mode}'; a map that such blocks divide, DCR or CRD, is expected`,
    );
  return {
    dims: [images, channels * block * block, height / block, width / block],
    apart: [images, channels, height / block, block, width / block, block],
    order: mode === 'DCR' ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4],
  };
}
