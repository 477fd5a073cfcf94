/** Lines that the netlists share: head, transistors, junctions with bias-dependent resistance, a free layer that obeys the LLG equation. */
import { gyromagneticRatio, type JunctionFit, type MacrospinFields, type MacrospinParameters, vacuumPermeability } from 'spinloom';

/** Title, card and temperature; `lines` and the end. Threshold flavour VTG, nominal corner, everywhere. */
export function netlist(title: string, lines: readonly string[], temperature_C = 27): string {
  return [`* ${title}`, '.include modelcard.FreePDK45', `.temp ${temperature_C}`, ...lines, '.end', ''].join('\n');
}

/** An n transistor of 50 nm length: drain, gate, source, bulk at ground. */
export function nmos(name: string, drain: string, gate: string, source: string, width_um: number, extra = ''): string {
  return `mn${name} ${drain} ${gate} ${source} 0 PDK45NVTG w=${width_um}u l=0.05u${extra}`;
}

/** A p transistor of 50 nm length, its bulk at `bulk`. */
export function pmos(name: string, drain: string, gate: string, source: string, width_um: number, bulk = 'vdd', length_um = 0.05): string {
  return `mp${name} ${drain} ${gate} ${source} ${bulk} PDK45PVTG w=${width_um}u l=${length_um}u`;
}

/** A pulse from 0 to `high_V`; it starts to rise at `from_ns` and has fallen a ramp after `to_ns`. */
export function pulse(
  name: string,
  node: string,
  high_V: number,
  from_ns: number,
  to_ns: number,
  { ramp_ps = 20, low_V = 0 }: { readonly ramp_ps?: number; readonly low_V?: number } = {},
): string {
  return `v${name} ${node} 0 pwl(0 ${low_V} ${from_ns}n ${low_V} ${text(from_ns + ramp_ps / 1000)}n ${high_V} ${to_ns}n ${high_V} ${text(to_ns + ramp_ps / 1000)}n ${low_V})`;
}

/** Resistance of a junction: R_P (1 + ones TMR / (1 + (V / Vh)^2)), `ones` from 0 (parallel) to 1 (antiparallel). */
export interface JunctionResistance {
  readonly parallel_ohm: number;
  /** At no bias, a ratio. */
  readonly tmr: number;
  /** Bias at which half of the TMR is left; absent: no fall. */
  readonly halfBias_V?: number;
}

/** A junction as a current source between two nodes. `ones` is a number or an expression over nodes. */
export function junctionLine(
  name: string,
  from: string,
  to: string,
  { parallel_ohm, tmr, halfBias_V }: JunctionResistance,
  ones: number | string,
): string {
  const voltage = `v(${from},${to})`;
  const ratio = halfBias_V === undefined ? text(tmr) : `${text(tmr)}/(1+(${voltage}/${text(halfBias_V)})^2)`;
  return `b${name} ${from} ${to} i = ${voltage}/(${text(parallel_ohm)}*(1+(${ones})*${ratio}))`;
}

/** The junction of a fit on an ellipse. */
export function fittedJunction({ RA_P_ohm_m2, tmr, halfBias_V }: JunctionFit, area_m2: number): JunctionResistance {
  return { parallel_ohm: RA_P_ohm_m2 / area_m2, tmr, halfBias_V };
}

/**
 * A free layer as three integrators: nodes NAMEx, NAMEy, NAMEz are the components of m; `current` is an expression in amperes (positive drives to +x).
 *
 *   dm/dt = -g' [m x H + alpha m x (m x H)],  H = K m + aDL (m x p),  p = x, no thermal field: as in the macrospin model of spinloom
 *
 * A term along m, which is no torque, holds |m| at 1 against the error of the time steps. A stiffer one holds it closer where the engine's tolerance is tight, and
 * less close where it is not.
 */
export function freeLayerLines(name: string, layer: FreeLayer, current: string, [mx, my, mz]: readonly [number, number, number]): string[] {
  const { parameters: p, fields, radial_per_s = 1e12 } = layer;
  const ms = p.saturationMagnetisation_A_per_m;
  const [nx, ny, nz] = fields.demagnetisation;
  const rate = (gyromagneticRatio * vacuumPermeability) / (1 + p.damping ** 2);
  const m = (axis: string): string => `v(${name}${axis})`;
  const c = (axis: string): string => `v(${name}c${axis})`;
  const h = (axis: string): string => `v(${name}h${axis})`;
  const drive = `${text(fields.spinHallField_per_A)}*(${current})`;
  const cross = (a: (axis: string) => string, b: (axis: string) => string, [u, v]: readonly [string, string]): string =>
    `${a(u)}*${b(v)}-${a(v)}*${b(u)}`;
  const axes = [
    ['x', ['y', 'z'], mx],
    ['y', ['z', 'x'], my],
    ['z', ['x', 'y'], mz],
  ] as const;
  // Femtofarads and currents of microamperes keep the integrators within the engine's tolerances.
  const scale = text(-rate * 1e-15);
  const excess = `(${m('x')}^2+${m('y')}^2+${m('z')}^2-1)`;
  return [
    `b${name}hx ${name}hx 0 v = ${text(p.extraAnisotropy_A_per_m - ms * nx)}*${m('x')}`,
    `b${name}hy ${name}hy 0 v = ${text(-ms * ny)}*${m('y')}+${drive}*${m('z')}`,
    `b${name}hz ${name}hz 0 v = ${text(-ms * nz)}*${m('z')}-${drive}*${m('y')}`,
    ...axes.map(([axis, others]) => `b${name}c${axis} ${name}c${axis} 0 v = ${cross(m, h, others)}`),
    ...axes.map(
      ([axis, others]) =>
        `b${name}i${axis} 0 ${name}${axis} i = ${scale}*(${c(axis)}+${text(p.damping)}*(${cross(m, c, others)}))-${text(radial_per_s * 1e-15)}*${excess}*${m(axis)}`,
    ),
    ...axes.map(([axis, , start]) => `c${name}${axis} ${name}${axis} 0 1f ic=${text(start)}`),
    `.ic ${axes.map(([axis, , start]) => `v(${name}${axis})=${text(start)}`).join(' ')}`,
  ];
}

export interface FreeLayer {
  readonly parameters: MacrospinParameters;
  readonly fields: MacrospinFields;
  /** Rate of the term along m. Default 1e12. */
  readonly radial_per_s?: number;
}

/** A number as SPICE reads it, to nine digits. */
export const text = (value: number): string => String(Number(value.toPrecision(9)));
