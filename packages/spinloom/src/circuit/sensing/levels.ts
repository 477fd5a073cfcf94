/**
 * Sense levels and the reference branches that divide them.
 *
 * n cells in parallel on the read bit line: V = I x (R_1 // ... // R_n), a level for each number of ones, since a 1 is the high resistance.
 * A sense amplifier compares V with a reference branch: EN_M for one cell, EN_AND between n - 1 and n ones, EN_OR between no one and one.
 * XOR takes the outcomes of both: OR and not AND. Of more than two cells it tells "neither none nor all", which is not the parity.
 * No offset of the amplifier. Units of I R_P throughout.
 *
 * Source: paper 1, III.B; the midpoint of the nominal neighbours is its reference. 'weighted' stands the same number of standard deviations
 * (to first order) from both neighbours.
 */
import { refuse, suggestion } from '../../refusal/index.ts';
import { type CellLaw, cellLaw, type LawOptions, pathResistance, resistanceDeviation } from './law.ts';

export type SenseOperation = 'read' | 'and' | 'or' | 'xor';

/** Where a reference stands between its neighbours. */
export type ReferencePlacement = 'midpoint' | 'weighted';

export interface SenseOptions extends LawOptions {
  /** Default 'and'. */
  readonly operation?: SenseOperation;
  /** Cells sensed at once. Default 2; a read senses one cell whatever this says. */
  readonly fanIn?: number;
  /** Default 'midpoint' (paper 1, III.B). */
  readonly reference?: ReferencePlacement;
}

/** A reference branch, between the levels of `upperOnes - 1` and `upperOnes` ones. */
export interface ReferenceBranch {
  readonly enable: 'EN_M' | 'EN_AND' | 'EN_OR';
  readonly upperOnes: number;
  /** In units of I R_P. */
  readonly level: number;
}

/** What is sensed: cells, their law, and the references that decide. */
export interface Sensing {
  readonly operation: SenseOperation;
  readonly fanIn: number;
  readonly law: CellLaw;
  /** Nominal level by number of ones, in units of I R_P. */
  readonly levels: readonly number[];
  /** Standard deviation of each level to first order. */
  readonly deviations: readonly number[];
  /** One branch, or for XOR the one of OR and the one of AND, in this order. */
  readonly branches: readonly ReferenceBranch[];
}

const operations: readonly SenseOperation[] = ['read', 'and', 'or', 'xor'];

/** Fills in the defaults; refuses an unknown operation, a fan-in that is no whole number from 1 to 256, and an XOR of one cell. */
export function sensing(options: SenseOptions = {}): Sensing {
  const { operation = 'and', reference = 'midpoint' } = options;
  if (!operations.includes(operation)) refuse(`operation '${String(operation)}' is not sensed; ${suggestion(String(operation), operations)}`);
  if (reference !== 'midpoint' && reference !== 'weighted') refuse(`reference must be 'midpoint' or 'weighted', found '${String(reference)}'`);
  const asked = options.fanIn ?? 2;
  if (!(Number.isInteger(asked) && asked >= 1 && asked <= 256)) refuse(`fan-in must be a whole number of cells from 1 to 256, found ${asked}`);
  const fanIn = operation === 'read' ? 1 : asked;
  if (operation === 'xor' && fanIn === 1) refuse('XOR needs a fan-in of 2 or more, found 1; one cell is read');
  const law = cellLaw(options);
  const ones = Array.from({ length: fanIn + 1 }, (_, k) => k);
  const levels = ones.map((k) => level(law, fanIn, k));
  const deviations = ones.map((k) => deviation(law, fanIn, k));
  const branch = (enable: ReferenceBranch['enable'], upperOnes: number): ReferenceBranch => {
    const [below, above] = [levels[upperOnes - 1]!, levels[upperOnes]!];
    const [spreadBelow, spreadAbove] = [deviations[upperOnes - 1]!, deviations[upperOnes]!];
    const spread = spreadBelow + spreadAbove;
    const weighted = reference === 'weighted' && spread > 0;
    return { enable, upperOnes, level: weighted ? (below * spreadAbove + above * spreadBelow) / spread : (below + above) / 2 };
  };
  const and = (): ReferenceBranch => branch('EN_AND', fanIn);
  const or = (): ReferenceBranch => branch('EN_OR', 1);
  const branches = operation === 'read' ? [branch('EN_M', 1)] : operation === 'and' ? [and()] : operation === 'or' ? [or()] : [or(), and()];
  return { operation, fanIn, law, levels, deviations, branches };
}

/** Whether the amplifiers should say 1 of a column that stores `ones` ones. */
export function expected({ branches }: Sensing, ones: number): boolean {
  return ones >= branches[0]!.upperOnes && !(branches.length > 1 && ones >= branches[1]!.upperOnes);
}

function level(law: CellLaw, fanIn: number, ones: number): number {
  return 1 / ((fanIn - ones) / pathResistance(law, 0) + ones / pathResistance(law, 1));
}

/** d(level) = sum over cells of (level / R_i)^2 dR_i. */
function deviation(law: CellLaw, fanIn: number, ones: number): number {
  const total = level(law, fanIn, ones);
  const share = (stored: 0 | 1): number => ((total / pathResistance(law, stored)) ** 2 * resistanceDeviation(law, stored)) ** 2;
  return Math.sqrt((fanIn - ones) * share(0) + ones * share(1));
}
