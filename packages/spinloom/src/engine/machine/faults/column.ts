/**
 * What one column does in a slot, taken from the design's own micro-operations.
 *
 * All columns of a row do the same, each with its own bits, and a segment's count is the sum over its columns. So the operations of a slot
 * are a small program over the bits of one column: cells that hold a weight or input bit, scratch cells, latch and driver. Nothing here
 * knows a design.
 */
import type { MicroOp, Placement, Position, Program, SenseFunction } from '../../schedule/index.ts';

/** A stored operand bit of the column: which half of the fold, which bit-plane. */
export interface SourceCell {
  readonly of: 'weight' | 'input';
  readonly half: number;
  readonly plane: number;
}

/** Where a column's operation finds a bit: `source` counts in `Column.cells`, `scratch` in `Column.scratch`. */
export type Place = { readonly source: number } | { readonly scratch: number };

export type ColumnOp =
  | { readonly op: 'sense'; readonly f: SenseFunction; readonly places: readonly Place[] }
  /** `scratch` undefined: a row that the slot never senses; the driver is loaded all the same. */
  | { readonly op: 'write'; readonly scratch: number | undefined }
  | { readonly op: 'count' }
  | { readonly op: 'compress' }
  | { readonly op: 'shift'; readonly by: number }
  | { readonly op: 'add' };

export interface Column {
  /** Operand bits that the slot senses; bit i of a state is the content of cell i. */
  readonly cells: readonly SourceCell[];
  /** Scratch rows that the slot senses; bit i of a content. */
  readonly scratch: readonly number[];
  readonly ops: readonly ColumnOp[];
}

/** The column of a slot or correction at a position. Throws for a program whose slot does more than a column by itself can. */
export function columnOf(program: Program, placement: Placement, at: Position): Column {
  const body = program.body(at.phase, at, placement);
  const cells: SourceCell[] = [];
  const scratch: number[] = [];
  const sources = sourceRows(placement, at);
  const place = (row: number): Place => {
    const source = sources.get(row);
    if (source !== undefined) return { source: indexIn(cells, source) };
    if (row < placement.rules.scratch.length) return { scratch: indexIn(scratch, row) };
    throw new Error(`a ${at.phase} of '${placement.layer}' senses row ${row}, which holds neither its operands nor scratch`);
  };
  // Sensed rows first: a write to a row that is never sensed leaves nothing that matters.
  const sensed = body.map((op): readonly Place[] =>
    op.op === 'sense' ? (op.other === undefined ? [place(op.row)] : [place(op.row), place(op.other)]) : [],
  );
  const ops = body.map((op, i) => columnOp(op, sensed[i]!, scratch)).filter((op): op is ColumnOp => op !== undefined);
  return { cells, scratch, ops };
}

function columnOp(op: MicroOp, places: readonly Place[], scratch: readonly number[]): ColumnOp | undefined {
  switch (op.op) {
    case 'sense':
      return { op: 'sense', f: op.f, places };
    case 'write': {
      if (op.from === 'bus') throw new Error('a slot writes a row from the bus: its errors are not those of a column by itself');
      const index = scratch.indexOf(op.row);
      return { op: 'write', scratch: index < 0 ? undefined : index };
    }
    case 'count':
      return { op: 'count' };
    case 'compress':
      return { op: 'compress' };
    case 'shift':
      return { op: 'shift', by: op.by };
    case 'add':
      return op.into === 'partial' ? undefined : { op: 'add' };
    // Sums of partial counts, and what moves or keeps whole words, touch no column.
    case 'merge':
    case 'begin':
    case 'transfer':
    case 'store':
    case 'commit':
    case 'restore':
    case 'digital':
      return undefined;
  }
}

/** Rows that hold operand bits at a position, and which. */
function sourceRows(placement: Placement, at: Position): ReadonlyMap<number, SourceCell> {
  const { rows, rules, layerShape } = placement;
  const found = new Map<number, SourceCell>();
  for (let half = 0; half < rules.fold; half++) {
    for (let plane = 0; plane < layerShape.inputBits; plane++) found.set(rows.input(at.chunk, half, plane), { of: 'input', half, plane });
    for (let plane = 0; plane < layerShape.weightBits; plane++) {
      found.set(rows.weight(at.group, at.chunk, at.kernel, half, plane), { of: 'weight', half, plane });
    }
  }
  return found;
}

function indexIn<T>(list: T[], item: T): number {
  const index = list.indexOf(item);
  return index < 0 ? list.push(item) - 1 : index;
}
