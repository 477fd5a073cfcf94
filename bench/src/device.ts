/**
 * The device floor: steps a second of the macrospin beside the same loop in C, and the time of one point of the junction.
 *
 * The C program (device-loop.ts) is compiled at run time by the system's cc at -O3; both must find the same switching time before they are timed.
 */
import { junction, macrospinFields, macrospinPreset, stream, switchingOutcomes } from 'spinloom';
import type { Comparison, Timing } from './case.ts';
import { besideC } from './compiled.ts';
import { loopInC } from './device-loop.ts';
import { compare, type Rates, times } from './measure.ts';

const steps = 4_000_000;
const step_s = 1e-12;
const temperature_K = 300;
const current_A = 120e-6;

const macrospinCase: Comparison = { name: 'macrospin', unit: 'steps', peer: 'c-o3', run: () => besideC(loopInC, againstC) };

function againstC(run: (args: readonly string[]) => string): Rates {
  const ours = (): number => switchingOutcomes({ pulse_s: steps * step_s, relaxBefore_s: 0, relaxAfter_s: 0 }, 0, 1).time_s[0]!;
  const inC = (): number => Number(run(argumentsOfC())) * step_s;
  const [a, b] = [ours(), inC()];
  if (!(Math.abs(a / b - 1) < 1e-9)) throw new Error(`macrospin switches after ${a} s, its C version after ${b} s: they are not the same loop`);
  return times(compare(ours, inC), steps);
}

/** What device/macrospin makes of preset A at its defaults, written out a second time from the formulas of its docs. */
function argumentsOfC(): readonly string[] {
  const { parameters: p } = macrospinPreset('A');
  const { demagnetisation, volume_m3, spinHallField_per_A } = macrospinFields(p);
  const ms = p.saturationMagnetisation_A_per_m;
  const mu0 = 1.25663706212e-6;
  const gamma = 1.760859644e11 * mu0;
  const sigma = Math.sqrt((2 * p.damping * 1.380649e-23 * temperature_K) / (gamma * mu0 * ms * volume_m3 * step_s));
  const key = stream(1, 'thermal field').child('trial', 0);
  const factors = demagnetisation.map((n, axis) => (axis === 0 ? p.extraAnisotropy_A_per_m : 0) - ms * n);
  const advance = (gamma / (1 + p.damping * p.damping)) * step_s;
  return [steps, key.uint32(0), key.uint32(1), advance, p.damping, ...factors, spinHallField_per_A * current_A, sigma].map(String);
}

const junctionCase: Timing = {
  name: 'negf point',
  limit_ms: 20,
  run: () => {
    const times_ms = Array.from({ length: 60 }, () => {
      const start = performance.now();
      junction({ bias_V: 0.1 });
      return performance.now() - start;
    });
    // The first runs warm the compiler up.
    const counted = times_ms.slice(20).sort((a, b) => a - b);
    return { took_ms: counted[counted.length >> 1]! };
  },
};

export const deviceCases: readonly (Comparison | Timing)[] = [macrospinCase, junctionCase];
