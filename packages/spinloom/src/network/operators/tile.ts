/** Tile: the tensor repeated along each axis. */
import { pick } from '../arithmetic/pick.ts';
import { type Call, checkDims, integersFrom, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const tile: Operator = {
  attributes: [],
  shape: tiledDims,
  run: (call) => pick(call, tables(call)),
  keepsCodes: true,
};

function tables(call: Call): readonly Int32Array[] {
  const { dims } = operandOf(call, 0);
  return tiledDims(call).map((length, axis) => new Int32Array(length).map((_, i) => i % dims[axis]!));
}

function tiledDims(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const repeats = integersFrom(call, 'repeats', 1) ?? [];
  if (call.operands.length !== 2 || repeats.length !== dims.length || repeats.some((times) => times < 0))
    refuseCall(call, `repeats shape ${showDims(dims)} by ${showDims(repeats)}; one number of at least 0 for each axis is expected: check the export`);
  const tiled = dims.map((size, axis) => size * repeats[axis]!);
  checkDims(call, tiled, 'a tensor');
  return tiled;
}
