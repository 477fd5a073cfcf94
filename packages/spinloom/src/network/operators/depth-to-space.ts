/** DepthToSpace: blocks of channels become blocks of the map, in depth-column-row or column-row-depth order. */
import { permute } from '../arithmetic/permute.ts';
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims, textOf } from './operator.ts';

export const depthToSpace: Operator = {
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
  if (dims.length !== 4 || block < 1 || channels % (block * block) !== 0 || (mode !== 'DCR' && mode !== 'CRD'))
    return refuseCall(
      call,
      `spreads shape ${showDims(dims)} in blocks of ${block}, mode '${mode}'; a map whose channels such blocks divide, DCR or CRD, is expected`,
    );
  const depth = channels / (block * block);
  const to = [images, depth, height * block, width * block];
  return mode === 'DCR'
    ? { dims: to, apart: [images, block, block, depth, height, width], order: [0, 3, 4, 1, 5, 2] }
    : { dims: to, apart: [images, depth, block, block, height, width], order: [0, 1, 4, 2, 5, 3] };
}
