/** Add, with broadcasting. */
import { affineLink, broadcastShape, elementwise } from '../arithmetic/broadcast.ts';
import type { Operator } from './operator.ts';

export const add: Operator = {
  attributes: [],
  shape: broadcastShape,
  run: (call) => elementwise(call, (a, b) => a + b),
  link: (call, operand, kernels) =>
    affineLink(
      call,
      operand,
      kernels,
      (x, c) => x + c,
      () => 1,
    ),
};
