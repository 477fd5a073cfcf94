/**
 * Write error rate in closed form, for loops in which trials would be too slow.
 *
 *   WER(t) = 1 - exp(-(pi² / 4) Delta (i - 1) / (i exp(2 (i - 1) t / tau) - 1)),  i = I / Ic0,  1 / tau = gamma mu0 alpha (Hk + Meff) / 2
 *
 * Source: Butler et al., IEEE Trans. Magn. 48, 4684 (2012), as in Khvalkovskiy et al., J. Phys. D 46, 074001 (2013), for a layer with one anisotropy;
 * here with the decay rate of a layer in the plane. It ignores the ellipticity of the precession: against 20,000 trials of preset A at 120 µA
 * (i = 4.19) it is within 0.01 of the probability from 0.8 ns on, of preset B (i = 2.12) within 0.04 from 2 ns on. Only for i > 1.
 */
import { positive } from '../checks.ts';
import { relaxationRate_per_s, thermalStability } from './fields.ts';
import { type MacrospinOptions, setUp } from './setup.ts';

/** Probability that the state is still the old one after a pulse of `pulse_s`; 1 at or below the critical current. 300 K where the options say 0 K. */
export function writeErrorRate(options: MacrospinOptions, pulse_s: number): number {
  const { fields, conditions, overdrive } = setUp({ ...options, pulse_s: positive(pulse_s, 'pulse_s') });
  if (overdrive <= 1) return 1;
  const stability = thermalStability(fields, conditions.temperature_K === 0 ? 300 : conditions.temperature_K);
  const growth = Math.exp(2 * (overdrive - 1) * relaxationRate_per_s(fields) * pulse_s);
  return -Math.expm1((-(Math.PI * Math.PI) / 4) * ((stability * (overdrive - 1)) / (overdrive * growth - 1)));
}
