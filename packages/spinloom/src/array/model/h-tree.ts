/**
 * The levels of an H-tree: what each routes, and how many run side by side (array model, section 4.7).
 *
 * The first level is horizontal, if there is one, and carries everything. Then the axis with more splits left goes alone until both have as many, and they alternate.
 */
import type { ArrayOrganisation } from './configuration.ts';

export interface Level {
  readonly addr: number;
  readonly data: number;
  /** Side by side, for the area. */
  readonly wires: number;
  /** In all the tree, for the leakage of repeaters. */
  readonly sumWires: number;
  /** That switch in one access. */
  readonly activeWires: number;
}

export interface Tree {
  /** From the root. */
  readonly horizontal: readonly Level[];
  readonly vertical: readonly Level[];
  /** What arrives at a mat. */
  readonly addressBits: number;
  readonly dataBits: number;
}

type TreeShape = Pick<ArrayOrganisation, 'bankRows' | 'bankColumns' | 'activeMatsPerColumn' | 'activeMatsPerRow'>;

export function computeTree(shape: TreeShape, addressBits: number, wordBits: number): Tree {
  const splitsH = Math.log2(shape.bankColumns);
  const splitsV = Math.log2(shape.bankRows);
  const horizontal: Level[] = [];
  const vertical: Level[] = [];
  let addr = addressBits;
  let data = wordBits;
  let activeWires = 1;
  let sumWires = 1;
  let activeH = shape.activeMatsPerRow;
  let activeV = shape.activeMatsPerColumn;
  const split = (axis: 'H' | 'V'): void => {
    if (axis === 'H' ? activeH > 1 : activeV > 1) {
      data /= 2;
      activeWires *= 2;
      if (axis === 'H') activeH /= 2;
      else activeV /= 2;
    } else addr--;
  };
  const level = (axis: 'H' | 'V', wires: number): void => {
    (axis === 'H' ? horizontal : vertical).push({ addr, data, wires, sumWires, activeWires });
    sumWires *= 2;
  };
  // A horizontal root carries everything. Where there is one column of mats, the root is a wire in either direction, behind the first split.
  if (splitsH > 0) level('H', 1);
  else sumWires = 2;
  let h = Math.max(0, splitsH - 1);
  let v = splitsV;
  let wiresH = 1;
  let wiresV = 1;
  for (; h > v; h--) {
    split('H');
    level('H', 1);
    wiresV *= 2;
  }
  for (; v > h; v--) {
    split('V');
    level('V', 1);
    wiresH *= 2;
  }
  for (; h > 0; h--) {
    split('H');
    level('H', wiresH);
    split('V');
    level('V', splitsH === 2 ? wiresV : 2 * wiresV);
    wiresH *= 2;
    wiresV *= 2;
  }
  if (splitsH > 0) split('H');
  return { horizontal, vertical, addressBits: addr, dataBits: data };
}
