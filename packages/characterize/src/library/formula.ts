/** Boolean formulas of the pins of a cell: their text in Liberty's syntax and their value. */

export interface Formula {
  readonly text: string;
  readonly value: (pins: Readonly<Record<string, boolean>>) => boolean;
}

export const pin = (name: string): Formula => ({ text: name, value: (pins) => pins[name]! });
export const not = (a: Formula): Formula => ({ text: `!${a.text}`, value: (pins) => !a.value(pins) });

type Join = (...terms: readonly Formula[]) => Formula;
const joined =
  (sign: string, of: (a: boolean, b: boolean) => boolean): Join =>
  (...terms) => ({
    text: `(${terms.map((term) => term.text).join(` ${sign} `)})`,
    value: (pins) => terms.map((term) => term.value(pins)).reduce(of),
  });
export const and: Join = joined('&', (a, b) => a && b);
export const or: Join = joined('|', (a, b) => a || b);
export const xor: Join = joined('^', (a, b) => a !== b);

/** All assignments of the pins, counting up with the first pin as the lowest bit. */
export function assignments(pins: readonly string[]): Readonly<Record<string, boolean>>[] {
  return Array.from({ length: 2 ** pins.length }, (_, code) => Object.fromEntries(pins.map((name, i) => [name, ((code >> i) & 1) === 1])));
}
