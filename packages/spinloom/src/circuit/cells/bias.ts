/**
 * Bias of the 2T1R SOT-MRAM cell (paper 1, Fig. 3c; polarity from III.B: a positive write voltage stores a 1, the high resistance).
 *
 * Fig. 3c prints one column for both writes, "V_WP (V_WN)". Cells that are not selected have all lines at 0; two rows of RWL are on in computing mode.
 */
import type { Sourced } from '../../quantity/index.ts';
import { rows } from './preset.ts';

export type BiasSymbol = '0' | 'V_DD' | 'V_WP' | 'V_WN' | 'I_read';

/** One line of the cell and what drives it. */
export interface BiasRow {
  readonly line: 'WWL' | 'RWL' | 'RBL' | 'WBL' | 'SL';
  readonly title: string;
  readonly writeZero: BiasSymbol;
  readonly writeOne: BiasSymbol;
  readonly read: BiasSymbol;
}

export const sotBias: readonly BiasRow[] = [
  { line: 'WWL', title: 'write word line', writeZero: 'V_DD', writeOne: 'V_DD', read: '0' },
  { line: 'RWL', title: 'read word line', writeZero: '0', writeOne: '0', read: 'V_DD' },
  { line: 'RBL', title: 'read bit line', writeZero: '0', writeOne: '0', read: 'I_read' },
  { line: 'WBL', title: 'write bit line', writeZero: 'V_WN', writeOne: 'V_WP', read: '0' },
  { line: 'SL', title: 'source line', writeZero: '0', writeOne: '0', read: '0' },
];

const pdk = rows('published', 'FreePDK45, nominal supply');
const spice = rows('measured', 'ngspice, FreePDK45 NMOS VTG of 120 nm, heavy metal of 889 ohm');

/** What the symbols stand for. Paper 1 gives none of the voltages. */
export const sotBiasValues: Readonly<Record<Exclude<BiasSymbol, '0' | 'I_read'>, Sourced>> = {
  V_DD: pdk(1, 'V'),
  V_WP: spice(1, 'V', '119.4 uA with the word line boosted to 1.2 V, 91.6 uA at 1.0 V'),
  V_WN: spice(-1, 'V', '141.4 uA when the other end is driven to 1 V instead, with the word line at 1.2 V'),
};
