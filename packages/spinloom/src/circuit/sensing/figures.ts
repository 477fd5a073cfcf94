/**
 * Figures of dual-row sensing for one junction and read current: voltages by what is stored, references, margins, error rates.
 *
 * V = I x (R_1 + R_s) // (R_2 + R_s). A margin is the distance from a reference to the nearer nominal voltage. The current is an ideal source.
 */
import { type Expression, exact, formulaOf, productOf, type Sourced } from '../../quantity/index.ts';
import { refuse } from '../../refusal/index.ts';
import type { ErrorRates } from '../error-rates.ts';
import type { LawOptions } from './law.ts';
import { type ReferencePlacement, type SenseOperation, sensing } from './levels.ts';
import { errorRates } from './rates.ts';

/** What the circuit needs to know of a junction. */
export interface JunctionResistances {
  /** Resistance in the parallel state. */
  readonly resistanceP_ohm: number;
  /** A ratio: 1.685 is 168.5 %. */
  readonly tmr: number;
}

export interface SenseFigureOptions extends Omit<LawOptions, 'tmr' | 'series'> {
  /** Default `defaultJunction`. */
  readonly junction?: JunctionResistances;
  /** Default `defaultReadCurrent`. */
  readonly readCurrent?: Sourced;
  /** Access transistor and half of the heavy metal, in ohms. Default 0. */
  readonly series_ohm?: number;
  /** Default 'midpoint'. */
  readonly reference?: ReferencePlacement;
  /** Write error rates [of a 0, of a 1]. Default none. */
  readonly write?: readonly [number, number];
}

/** One operation of the sense amplifiers; XOR needs both AND and OR. */
export interface SenseLevels {
  /** Nominal voltage by number of ones stored. */
  readonly voltages: readonly Expression[];
  readonly reference: Expression;
  readonly margin: Expression;
}

export interface SenseFigures {
  readonly readCurrent: Sourced;
  readonly resistanceP: Expression;
  readonly read: SenseLevels;
  readonly and: SenseLevels;
  readonly or: SenseLevels;
  readonly errorRates: ErrorRates;
}

/** 13.81 ohm um2 (NEGF, 1.2 nm MgO, 300 K) over an ellipse of 60 nm x 40 nm, and the TMR of paper 1, III.A. */
export const defaultJunction: JunctionResistances = { resistanceP_ohm: 7327, tmr: 1.685 };

export const defaultReadCurrent: Sourced = {
  value: 22e-6,
  unit: 'A',
  source: {
    trust: 'assumed',
    cite: 'FreePDK45 sense amplifier in ngspice: 0.1201 V on two parallel junctions of 10.4 kohm + 417 ohm; the papers give no read current',
  },
};

/** Refuses a resistance or current that is not above zero, and what the law refuses. */
export function senseFigures(options: SenseFigureOptions = {}): SenseFigures {
  const { junction = defaultJunction, readCurrent = defaultReadCurrent, series_ohm = 0, write, ...spread } = options;
  const { resistanceP_ohm, tmr } = junction;
  positive('parallel resistance', resistanceP_ohm, 'ohm');
  positive('read current', readCurrent.value, 'A');
  const law = { ...spread, tmr, series: series_ohm / resistanceP_ohm };
  const resistanceP = exact(resistanceP_ohm, 'resistance of the junction in the parallel state', 'ohm');
  const volts = (level: number, formula: string): Expression =>
    productOf('V', `read current x R_P x ${formula}`, { readCurrent, resistanceP, level: exact(level, `${formula}, in units of R_P`) });
  const of = (operation: SenseOperation): SenseLevels => {
    const { levels, branches } = sensing({ ...law, operation });
    const { level, upperOnes, enable } = branches[0]!;
    const voltages = levels.map((value, ones) => volts(value, `parallel resistance with ${ones} of ${levels.length - 1} storing a 1`));
    const reference = volts(level, `reference branch ${enable}`);
    const [below, above] = [voltages[upperOnes - 1]!, voltages[upperOnes]!];
    const distance = Math.min(reference.value - below.value, above.value - reference.value);
    return { voltages, reference, margin: formulaOf(distance, 'V', 'distance of the nearer nominal voltage', { reference, below, above }) };
  };
  const rates = errorRates(write === undefined ? law : { ...law, write });
  return { readCurrent, resistanceP, read: of('read'), and: of('and'), or: of('or'), errorRates: rates };
}

function positive(what: string, value: number, unit: string): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) refuse(`${what} must be above 0 ${unit}, found ${value}`);
}
