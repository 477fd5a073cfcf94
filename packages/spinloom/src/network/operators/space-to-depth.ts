/** SpaceToDepth: blocks of the map become blocks of channels. */
import { permute } from '../arithmetic/permute.ts';
import { type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const spaceToDepth: Operator = {
  attributes: ['blocksize'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { dims, apart } = plan(call);
    return { dims, data: permute(dataOf(call, 0), apart, [0, 3, 5, 1, 2, 4]) };
  },
  keepsCodes: true,
};

function plan(call: Call): { readonly dims: readonly number[]; readonly apart: readonly number[] } {
  const { dims } = operandOf(call, 0);
  const block = integerOf(call, 'blocksize', 0);
  const [images, channels, height, width] = dims as [number, number, number, number];
  if (dims.length !== 4 || block < 1 || height % block !== 0 || width % block !== 0)
    return refuseCall(call, `gathers shape ${showDims(dims)} in blocks of ${block}; a map that such blocks divide is expected`);
  return {
    dims: [images, channels * block * block, height / block, width / block],
    apart: [images, channels, height / block, block, width / block, block],
  };
}
