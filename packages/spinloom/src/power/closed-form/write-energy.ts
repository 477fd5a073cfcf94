/**
 * What a lower thermal barrier saves of the write energy, by the way in which it is lowered. Paper 2, IV claims at least 50 % from 40 to 30 kT without naming
 * a way; E ~ Delta^2.41 would be needed.
 *
 *   overdrive        Ic ~ Delta, same I / Ic and pulse: E ~ Delta^2
 *   overdrive-pulse  the pulse shrinks with Delta too: E ~ Delta^3
 *   current          same current, pulse ~ 1 / (I/Ic - 1) (the default: it is what a designer with a given driver can do)
 *   thickness        thinner layer with shape anisotropy: Delta ~ t^2, Ic ~ t: E ~ Delta
 *   anisotropy       lower Hk of an in-plane layer: Ic ~ Hk + Meff/2, Delta ~ Hk
 *
 * With `initialAngle` the pulse carries Sun's factor ln(pi / (2 theta0)), theta0 = (2 Delta)^(-1/2). The macrospin of `device retention` computes the same ways from
 * a layer's dimensions.
 */

import { refuse } from '../../refusal/index.ts';
import { positive } from '../checks.ts';

export interface BarrierChange {
  /** Default 40. */
  readonly from_kT?: number;
  /** Default 30. */
  readonly to_kT?: number;
  /** I / Ic at the start, above 1. Default 1.5. */
  readonly overdrive?: number;
  /** Hk / (Meff / 2) of the way `anisotropy`. Default 0.05. */
  readonly anisotropyShare?: number;
}

export interface WriteSavings {
  readonly overdrive: number;
  readonly overdriveInitialAngle: number;
  readonly overdrivePulse: number;
  readonly current: number;
  readonly currentInitialAngle: number;
  readonly thickness: number;
  readonly anisotropy: number;
  /** Exponent n of E ~ Delta^n that would halve the energy. */
  readonly exponentForHalf: number;
  /** Greatest I / Ic at which the way `current` saves half, without and with Sun's factor. */
  readonly overdriveForHalf: number;
  readonly overdriveForHalfInitialAngle: number;
}

/** Shares of the write energy that are saved (0.5: half). */
export function writeSavings({ from_kT = 40, to_kT = 30, overdrive = 1.5, anisotropyShare = 0.05 }: BarrierChange = {}): WriteSavings {
  const ratio = positive(to_kT, 'to') / positive(from_kT, 'from');
  if (!(overdrive > 1)) refuse(`overdrive: expected I / Ic above 1, found ${overdrive}`);
  positive(anisotropyShare, 'anisotropyShare');
  const angle = Math.log((Math.PI / 2) * Math.sqrt(2 * to_kT)) / Math.log((Math.PI / 2) * Math.sqrt(2 * from_kT));
  const pulse = (overdrive - 1) / (overdrive / ratio - 1);
  // (i - 1) factor = (i / ratio - 1) / 2, solved for i.
  const half = (factor: number): number => (factor - 0.5) / (factor - 0.5 / ratio);
  return {
    overdrive: 1 - ratio ** 2,
    overdriveInitialAngle: 1 - ratio ** 2 * angle,
    overdrivePulse: 1 - ratio ** 3,
    current: 1 - pulse,
    currentInitialAngle: 1 - pulse * angle,
    thickness: 1 - ratio,
    anisotropy: 1 - ((anisotropyShare * ratio + 1) / (anisotropyShare + 1)) ** 2,
    exponentForHalf: Math.log(0.5) / Math.log(ratio),
    overdriveForHalf: half(1),
    overdriveForHalfInitialAngle: half(angle),
  };
}
