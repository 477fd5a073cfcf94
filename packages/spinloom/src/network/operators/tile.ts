/** Tile: the tensor repeated along each axis. */
import { pick } from '../arithmetic/pick.ts';
import { type Call, checkDims, integersFrom, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const tile: Operator = {
  attributes: [],
  shape: (call) => tables(call).map((table) => table.length),
  run: (call) => pick(call, tables(call)),
  keepsCodes: true,
};

function tables(call: Call): readonly Int32Array[] {
  const { dims } = operandOf(call, 0);
  const repeats = integersFrom(call, 'repeats', 1) ?? [];
  if (call.operands.length !== 2 || repeats.length !== dims.length || repeats.some((times) => times < 0))
    refuseCall(call, `repeats shape ${showDims(dims)} by ${showDims(repeats)}; one number of at least 0 for each axis is expected: check the export`);
  checkDims(
    call,
    dims.map((size, axis) => size * repeats[axis]!),
    'a tensor',
  );
  return dims.map((size, axis) => Int32Array.from({ length: size * repeats[axis]! }, (_, i) => i % size));
}
