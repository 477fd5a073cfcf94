/**
 * PRelu: x, and slope x where x is negative; the slopes broadcast to x. Monotone kernel by kernel where they are not negative.
 * Before operator set 7 a list of slopes is one a channel.
 */
import { broadcastDims, channelLink, elementwise } from '../arithmetic/broadcast.ts';
import { type Call, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const pRelu: Operator = {
  attributes: [],
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    const slopes = operandOf(call, 1).dims;
    if (broadcastDims(dims, operandOf(aligned(call), 1).dims)?.join() !== dims.join())
      refuseCall(call, `rectifies ${showDims(dims)} with slopes of shape ${showDims(slopes)}, which do not broadcast to it; check the export`);
    return dims;
  },
  run: (call) => elementwise(aligned(call), rectified),
  link: (call, operand, kernels) =>
    operand === 0 ? channelLink(aligned(call), operand, kernels, false, rectified, (slope) => (slope >= 0 ? 1 : Number.NaN)) : undefined,
};

/** The call with slopes that broadcast. */
function aligned(call: Call): Call {
  const [x, slopes] = [operandOf(call, 0), operandOf(call, 1)];
  if (call.opset >= 7 || slopes.dims.length !== 1 || slopes.dims[0] === 1) return call;
  return { ...call, operands: [x, { ...slopes, dims: [slopes.dims[0]!, ...x.dims.slice(2).map(() => 1)] }] };
}

function rectified(x: number, slope: number): number {
  return x < 0 ? slope * x : x;
}
