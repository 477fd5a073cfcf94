/**
 * Area, energy and latency of a 256 x 512 computational sub-array (a mat) and of its row operations: a table until the array model computes them.
 *
 * The figures come from an NVSim run (latency-optimised, 45 nm LSTP, one current-mode sense amplifier a column, 120 uA x 1.5 ns write, R_P 5 kohm assumed).
 * They contradict paper 1, which senses in voltage mode: start values, to be replaced, not tuned.
 */
import type { CellFigures } from '../circuit/index.ts';
import { type Expression, exact, formulaOf, productOf, type Sourced } from '../quantity/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Technology } from '../technology/index.ts';

/** Rows and columns of a mat, mats of a chip, and how they hang on the H-tree. Defaults: paper 2, III.C (512 Mb). */
export interface MatOrganisation {
  readonly rows: number;
  readonly columns: number;
  readonly matsPerBank: number;
  readonly banksPerGroup: number;
  readonly groups: number;
}

export interface ArrayOperation {
  /** Per column. */
  readonly energy: Sourced;
  readonly latency: Sourced;
}

export interface ArrayFigures {
  readonly read: ArrayOperation;
  readonly and: ArrayOperation;
  readonly or: ArrayOperation;
  readonly xor: ArrayOperation;
  readonly write: ArrayOperation;
  /** Watts of an awake mat. */
  readonly leakage: Sourced;
  /** Of a mat without add-ons. */
  readonly matArea: Expression;
  /** One-way length of the H-tree from a mat to another of its bank, and to the image bank of its group, in metres. */
  readonly reach: { readonly bank: Expression; readonly group: Expression };
}

const nvsim = 'NVSim, 256 x 512, 45 nm LSTP, 69 F² cell, 120 uA x 1.5 ns write, R_P 5 kohm (assumed)';
const row = (value: number, unit: string, where: string): Sourced => ({ value, unit, source: { trust: 'assumed', cite: nvsim, where } });
const readLatency = row(1.66e-9, 's', 'read latency');
const twoRows: ArrayOperation = { energy: row(135.4e-15, 'J', 'read 121.1 fJ, second cell 13.9 fJ, second decoder 0.3 fJ'), latency: readLatency };

export function arrayFigures(technology: Technology, cell: CellFigures, organisation: MatOrganisation): ArrayFigures {
  if (technology.id !== '45nm') refuse(`sub-arrays at '${technology.id}' have no table; there are: 45nm`);
  const efficiency: Sourced = {
    value: 0.65,
    unit: '',
    source: { trust: 'assumed', cite: nvsim, where: 'array efficiency, eight columns a sense amplifier' },
  };
  const cells = exact(organisation.rows * organisation.columns, 'rows x columns');
  const matArea = formulaOf((cells.value * cell.area.value) / efficiency.value, 'm2', 'cells x cell area / array efficiency', {
    cells,
    cell: cell.area,
    efficiency,
  });
  const side = formulaOf(Math.sqrt(matArea.value), 'm', 'side of a square of the area of a mat', { matArea });
  const reach = (mats: number, what: string): Expression =>
    productOf('m', `half the perimeter of ${what}`, { matsAcross: exact(mats, `mats along a side of ${what}`), side });
  return {
    read: { energy: row(121.1e-15, 'J', '62.0 pJ a row of 512, of which the sense amplifiers 53.2 pJ'), latency: readLatency },
    and: twoRows,
    or: twoRows,
    xor: twoRows,
    write: { energy: row(141.3e-15, 'J', '72.4 pJ a row of 512'), latency: row(2.35e-9, 's', 'write latency') },
    leakage: row(2e-6, 'W', 'leakage of a sub-array'),
    matArea,
    reach: {
      bank: reach(Math.sqrt(organisation.matsPerBank), 'a bank'),
      group: reach(Math.sqrt(organisation.matsPerBank * organisation.banksPerGroup), 'a group'),
    },
  };
}
