/**
 * F8: a capacitor under constant net power P or constant current I, with a resistor R across it (infinite: no leak). No time step.
 *
 *   power    E(t) = Einf + (E0 - Einf) e^(-2t/RC), Einf = P R C / 2; crossing at t = -(RC/2) ln((Et - Einf) / (E0 - Einf))
 *   current  V(t) = I R + (V0 - I R) e^(-t/RC)
 *
 * Energies are formed from differences (expm1, log1p), so that a leak that is tiny beside the power costs no digits.
 */
export interface Capacitor {
  readonly capacitance_F: number;
  /** Infinity: no leak. */
  readonly leak_ohm: number;
}

export function energyOf(capacitance_F: number, voltage_V: number): number {
  return 0.5 * capacitance_F * voltage_V * voltage_V;
}

export function voltageOf(capacitance_F: number, energy_J: number): number {
  return Math.sqrt((2 * Math.max(0, energy_J)) / capacitance_F);
}

/** Energy after t seconds of net power P, from `energy_J`. Not bounded below: a caller stops at its threshold. */
export function energyAfter({ capacitance_F, leak_ohm }: Capacitor, energy_J: number, power_W: number, t_s: number): number {
  if (leak_ohm === Number.POSITIVE_INFINITY) return energy_J + power_W * t_s;
  const x = (2 * t_s) / (leak_ohm * capacitance_F);
  const settled = (power_W * leak_ohm * capacitance_F) / 2;
  return energy_J + (settled - energy_J) * -Math.expm1(-x);
}

/** Energy that the leak takes in t seconds: the integral of 2 E / (R C). */
export function leakedEnergy({ capacitance_F, leak_ohm }: Capacitor, energy_J: number, power_W: number, t_s: number): number {
  if (leak_ohm === Number.POSITIVE_INFINITY) return 0;
  const x = (2 * t_s) / (leak_ohm * capacitance_F);
  const settled = (power_W * leak_ohm * capacitance_F) / 2;
  return settled * lag(x) + energy_J * -Math.expm1(-x);
}

/** x - 1 + e^-x, by its series where x is small. */
function lag(x: number): number {
  if (x > 0.1) return x + Math.expm1(-x);
  let sum = 0;
  for (let n = 14; n >= 2; n--) sum = (1 - x * sum) / n;
  return x * sum * x;
}

/** Seconds until the energy is `target_J`; Infinity where it never is. 0 where it already is. */
export function crossingTime({ capacitance_F, leak_ohm }: Capacitor, energy_J: number, power_W: number, target_J: number): number {
  if (target_J === energy_J) return 0;
  if (leak_ohm === Number.POSITIVE_INFINITY) {
    const t = (target_J - energy_J) / power_W;
    return t > 0 ? t : Number.POSITIVE_INFINITY;
  }
  const settled = (power_W * leak_ohm * capacitance_F) / 2;
  const inside = (target_J - energy_J) / (energy_J - settled);
  // Beyond the level at which it settles, or on the other side.
  if (!(inside > -1) || inside >= 0) return Number.POSITIVE_INFINITY;
  return (-(leak_ohm * capacitance_F) / 2) * Math.log1p(inside);
}

/** Voltage after t seconds of constant current. */
export function voltageAfter({ capacitance_F, leak_ohm }: Capacitor, voltage_V: number, current_A: number, t_s: number): number {
  if (leak_ohm === Number.POSITIVE_INFINITY) return voltage_V + (current_A * t_s) / capacitance_F;
  return voltage_V + (current_A * leak_ohm - voltage_V) * -Math.expm1(-t_s / (leak_ohm * capacitance_F));
}
