/** Names of operations in counts, tariffs and results. Every switch on `op` is exhaustive: a new operation is a compile error here first. */
import type { MicroOp } from './types.ts';

/** 'sense-and', 'write', 'transfer-window', 'digital-threshold', ... */
export function operationKey(op: MicroOp): string {
  switch (op.op) {
    case 'sense':
      return `sense-${op.f}`;
    case 'transfer':
      // Windows and results always go through the root; the others are charged by how far they go.
      return op.over === 'group' && (op.what === 'partial' || op.what === 'sum-input') ? `transfer-${op.what}-beyond` : `transfer-${op.what}`;
    case 'digital':
      return `digital-${op.unit}`;
    case 'write':
    case 'count':
    case 'merge':
    case 'compress':
    case 'shift':
    case 'add':
    case 'begin':
    case 'store':
    case 'commit':
    case 'restore':
      return op.op;
  }
}
