/**
 * The voltage-mode sense amplifier: a mirrored current into the bit line and into each reference branch, and a StrongARM latch with p inputs, which suits
 * lines of 0.05 to 0.35 V. The higher line lets its latch output rise: a high resistance reads as 1.
 */
import { nmos, pmos } from './parts.ts';

/** Enable of the currents, active low. */
export const enable = 'enb';

/** The reference current and the diode that mirrors copy; its gate is node `pg`. */
export function biasLines(current_A: number): string[] {
  return [`iref pg 0 ${current_A * 1e6}u`, mirror('0', 'pg', 'vdd')];
}

/** A copy of the current into a line, on while `enb` is low. Long channels: the copy depends little on the voltage of the line. */
export function sourceLines(name: string, line: string): string[] {
  return [mirror(name, `src_${name}`, 'vdd'), pmos(`e${name}`, line, enable, `src_${name}`, 4)];
}

/**
 * A latch on two lines; its sides NAMEq and NAMEn are both low until the clock `clockb` falls. An inverter on each side keeps
 * their loads equal, which the decision depends on; NAMEqb and NAMEnb are buffered q and n. Takes the subcircuit INV of the cell library.
 */
export function latchLines(name: string, line: string, reference: string, clockb: string): string[] {
  const [q, n, tail, left, right] = ['q', 'n', 't', 'l', 'r'].map((part) => `${name}${part}`) as [string, string, string, string, string];
  return [
    pmos(`${name}t`, tail, clockb, 'vdd', 2),
    pmos(`${name}a`, left, line, tail, 1),
    pmos(`${name}b`, right, reference, tail, 1),
    // The line with the lower voltage turns its side on first.
    pmos(`${name}c`, n, q, left, 0.5),
    pmos(`${name}d`, q, n, right, 0.5),
    nmos(`${name}c`, n, q, '0', 0.25),
    nmos(`${name}d`, q, n, '0', 0.25),
    ...[q, n, left, right].map((node, i) => nmos(`${name}z${i}`, node, clockb, '0', 0.25)),
    `x${name}q ${q} ${name}nb vdd 0 INV`,
    `x${name}n ${n} ${name}qb vdd 0 INV`,
  ];
}

function mirror(name: string, drain: string, source: string): string {
  return pmos(`m${name}`, drain, 'pg', source, 1, 'vdd', 0.2);
}
