/** Thresholds and converter of a storage, checked, as energies. */

import { refuse } from '../../refusal/index.ts';
import { notNegative, positive } from '../checks.ts';
import { type Capacitor, energyOf } from '../closed-form/index.ts';
import { type Booster, checkBooster, idealBooster } from './booster.ts';

export interface StorageOptions {
  /** Default 10e-6. */
  readonly capacitance_F?: number;
  /** Turns on at or above. Default 3.0. */
  readonly von_V?: number;
  /** Loses power below. Default 1.8. */
  readonly voff_V?: number;
  /** Full. Default: `von_V`. */
  readonly vmax_V?: number;
  /** At the start. Default 0. */
  readonly start_V?: number;
  /** Across the storage. Default Infinity. */
  readonly leak_ohm?: number;
  /** Default: ideal. */
  readonly booster?: Booster;
}

export interface StorageModel {
  readonly capacitor: Capacitor;
  readonly on_J: number;
  readonly off_J: number;
  readonly full_J: number;
  readonly start_J: number;
  /** Below it the converter is in cold start; 0: never. */
  readonly cold_J: number;
  readonly booster: Booster;
  readonly voltages: { readonly von_V: number; readonly voff_V: number; readonly vmax_V: number };
}

/** Refuses a capacitor of zero, Von not above Voff, Vmax below Von. */
export function storageModel(options: StorageOptions = {}): StorageModel {
  const {
    capacitance_F = 10e-6,
    von_V = 3.0,
    voff_V = 1.8,
    vmax_V = von_V,
    start_V = 0,
    leak_ohm = Number.POSITIVE_INFINITY,
    booster = idealBooster,
  } = options;
  positive(capacitance_F, 'capacitor (farad)');
  positive(von_V, 'Von (volt)');
  notNegative(voff_V, 'Voff (volt)');
  if (!(von_V > voff_V))
    refuse(`Von is ${von_V} V and Voff ${voff_V} V: expected Von above Voff, or power would never last; raise Von or lower Voff`);
  if (!(vmax_V >= von_V)) refuse(`Vmax is ${vmax_V} V and Von ${von_V} V: expected Vmax of at least Von, or power would never come on`);
  if (!(leak_ohm > 0)) refuse(`leak is ${leak_ohm} ohm: expected a resistance above 0`);
  if (notNegative(start_V, 'voltage at the start') > vmax_V) refuse(`the voltage at the start is ${start_V} V: expected at most Vmax, ${vmax_V} V`);
  checkBooster(booster);
  const energy = (voltage: number): number => energyOf(capacitance_F, voltage);
  return {
    capacitor: { capacitance_F, leak_ohm },
    on_J: energy(von_V),
    off_J: energy(voff_V),
    full_J: energy(vmax_V),
    start_J: energy(start_V),
    cold_J: booster.coldStart === undefined ? 0 : energy(booster.coldStart.below_V),
    booster,
    voltages: { von_V, voff_V, vmax_V },
  };
}
