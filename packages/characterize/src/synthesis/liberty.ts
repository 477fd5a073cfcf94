/**
 * Reader of Liberty cell libraries, as far as characterisation needs them: areas, leakage, pins and their functions, delay, slew, setup and internal energy tables.
 *
 * Source of the syntax: Liberty reference manual 2017.06. Range: combinational cells and edge-triggered flip-flops; other groups are kept unread.
 */
import { refuse } from 'spinloom';
import { type Logic, parseLogic } from './logic.ts';

/** A group of the file: `name (args) { attributes, groups }`. */
interface Group {
  readonly name: string;
  readonly args: readonly string[];
  readonly attributes: Map<string, readonly string[]>;
  readonly groups: Group[];
}

/** A look-up table over up to two axes, SI. Values row by row of the first axis. */
export interface Table {
  /** Seconds: transition of the input (or of the related pin of a constraint). */
  readonly slews: readonly number[];
  /** Farads of load, or seconds of the constrained pin. One entry: constant. */
  readonly loads: readonly number[];
  readonly values: readonly number[];
}

export interface Arc {
  readonly from: string;
  readonly sense: 'positive_unate' | 'negative_unate' | 'non_unate';
  readonly type: string;
  readonly tables: Readonly<Record<string, Table>>;
}

export interface Pin {
  readonly name: string;
  readonly direction: 'input' | 'output';
  readonly capacitance_F: number;
  readonly clock: boolean;
  readonly function?: Logic;
  readonly arcs: readonly Arc[];
  /** Internal energies, J: `rise_power` and `fall_power` by related pin ('' for the pin alone). */
  readonly energies: readonly Arc[];
}

export interface Cell {
  readonly name: string;
  readonly area_m2: number;
  readonly leakage_W: number;
  readonly pins: readonly Pin[];
  /** Of a flip-flop: names of state and clock, and what the state becomes. */
  readonly flipFlop?: { readonly state: string; readonly inverse: string; readonly next: Logic; readonly clock: string };
}

export interface Library {
  readonly name: string;
  readonly voltage_V: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** The library in a Liberty text. Refuses text that is no Liberty, with the line. */
export function readLiberty(text: string): Library {
  const library = parse(text);
  if (library.name !== 'library') refuse(`cell library: line 1 opens '${library.name}'; a Liberty file opens 'library (NAME) {'`);
  const time = unitOf(library, 'time_unit', 1e-9);
  const capacitance = capacitanceUnit(library);
  const leakage = unitOf(library, 'leakage_power_unit', 1e-9);
  const voltage_V = number(library, 'nom_voltage') ?? refuse(`cell library '${library.args[0]}': nom_voltage is missing`);
  const templates = new Map(library.groups.filter((group) => /template$/.test(group.name)).map((group) => [group.args[0]!, group]));
  const scale: Scale = { time, capacitance, energy: capacitance, templates };
  const cells = new Map<string, Cell>();
  for (const group of library.groups) if (group.name === 'cell') cells.set(group.args[0]!, readCell(group, scale, leakage));
  return { name: library.args[0] ?? '', voltage_V, cells };
}

interface Scale {
  readonly time: number;
  readonly capacitance: number;
  readonly energy: number;
  readonly templates: ReadonlyMap<string, Group>;
}

function readCell(group: Group, scale: Scale, leakage: number): Cell {
  const name = group.args[0]!;
  const area = number(group, 'area') ?? refuse(`cell library: cell '${name}' has no area`);
  const byState = group.groups.filter((each) => each.name === 'leakage_power').map((each) => number(each, 'value') ?? 0);
  const mean = byState.length === 0 ? 0 : byState.reduce((sum, value) => sum + value, 0) / byState.length;
  const ff = group.groups.find((each) => each.name === 'ff');
  const next = ff?.attributes.get('next_state')?.[0];
  const clocked = ff?.attributes.get('clocked_on')?.[0];
  const flipFlop =
    ff === undefined || next === undefined || clocked === undefined
      ? undefined
      : { state: ff.args[0]!, inverse: ff.args[1] ?? '', next: parseLogic(next), clock: clocked.replace(/[\s()]/g, '') };
  return {
    name,
    area_m2: area * 1e-12,
    leakage_W: (number(group, 'cell_leakage_power') ?? mean) * leakage,
    pins: group.groups.filter((each) => each.name === 'pin').map((pin) => readPin(pin, scale)),
    ...(flipFlop === undefined ? {} : { flipFlop }),
  };
}

function readPin(group: Group, scale: Scale): Pin {
  const text = group.attributes.get('function')?.[0];
  const arcs = (name: string, unit: number): Arc[] =>
    group.groups
      .filter((each) => each.name === name)
      .flatMap((each) =>
        (each.attributes.get('related_pin')?.[0] ?? '').split(/\s+/).map((from) => ({
          from,
          sense: (each.attributes.get('timing_sense')?.[0] ?? 'non_unate') as Arc['sense'],
          type: each.attributes.get('timing_type')?.[0] ?? 'combinational',
          tables: Object.fromEntries(each.groups.map((table) => [table.name, readTable(table, scale, unit)])),
        })),
      );
  return {
    name: group.args[0]!,
    direction: group.attributes.get('direction')?.[0] === 'output' ? 'output' : 'input',
    capacitance_F: (number(group, 'capacitance') ?? 0) * scale.capacitance,
    clock: group.attributes.get('clock')?.[0] === 'true',
    ...(text === undefined ? {} : { function: parseLogic(text) }),
    arcs: arcs('timing', scale.time),
    energies: arcs('internal_power', scale.energy),
  };
}

/** Axes are brought into the order (slew, load), whatever the template's. */
function readTable(group: Group, scale: Scale, unit: number): Table {
  const template = scale.templates.get(group.args[0] ?? '');
  const variables = [1, 2].map((axis) => template?.attributes.get(`variable_${axis}`)?.[0]);
  const axes = [1, 2].map((axis, at) => {
    const listed = numbers(group.attributes.get(`index_${axis}`) ?? template?.attributes.get(`index_${axis}`) ?? []);
    return listed.map((value) => value * (variables[at] === 'total_output_net_capacitance' ? scale.capacitance : scale.time));
  });
  const values = numbers(group.attributes.get('values') ?? []).map((value) => value * unit);
  const [first = [], second = []] = axes;
  const loadFirst = variables[0] === 'total_output_net_capacitance';
  if (!loadFirst) return { slews: first.length === 0 ? [0] : first, loads: second.length === 0 ? [0] : second, values };
  if (second.length === 0) return { slews: [0], loads: first, values };
  return { slews: second, loads: first, values: second.flatMap((_, i) => first.map((__, j) => values[j * second.length + i]!)) };
}

/** Value of a table by linear interpolation, and extrapolation from its last two points. */
export function lookUp({ slews, loads, values }: Table, slew: number, load: number): number {
  const [i, u] = place(slews, slew);
  const [j, v] = place(loads, load);
  const at = (a: number, b: number): number => values[Math.min(a, slews.length - 1) * loads.length + Math.min(b, loads.length - 1)]!;
  return (1 - u) * ((1 - v) * at(i, j) + v * at(i, j + 1)) + u * ((1 - v) * at(i + 1, j) + v * at(i + 1, j + 1));
}

function place(axis: readonly number[], x: number): readonly [index: number, share: number] {
  if (axis.length < 2) return [0, 0];
  let i = 0;
  while (i < axis.length - 2 && x > axis[i + 1]!) i++;
  return [i, (x - axis[i]!) / (axis[i + 1]! - axis[i]!)];
}

const prefixes: Readonly<Record<string, number>> = { f: 1e-15, p: 1e-12, n: 1e-9, u: 1e-6, m: 1e-3, '': 1 };

function unitOf(group: Group, attribute: string, standard: number): number {
  const text = group.attributes.get(attribute)?.[0];
  if (text === undefined) return standard;
  const [, size, prefix] = /^([\d.]+)\s*([fpnum]?)[sW]$/.exec(text) ?? refuse(`cell library: ${attribute} is '${text}'; give it like 1ns or 1nW`);
  return Number(size) * prefixes[prefix!]!;
}

function capacitanceUnit(group: Group): number {
  const [size = '1', unit = 'pf'] = group.attributes.get('capacitive_load_unit') ?? [];
  return Number(size) * prefixes[unit.toLowerCase().replace(/f$/, '')]!;
}

function number(group: Group, attribute: string): number | undefined {
  const text = group.attributes.get(attribute)?.[0];
  return text === undefined ? undefined : Number(text);
}

const numbers = (texts: readonly string[]): number[] =>
  texts
    .join(',')
    .split(/[\s,]+/)
    .filter((text) => text !== '')
    .map(Number);

/** The tree of groups. */
function parse(text: string): Group {
  const clean = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/\\\r?\n/g, ' \n');
  const tokens = [...clean.matchAll(/"([^"]*)"|[A-Za-z0-9_.+\-!'*/[\]]+|[(){}:;,]/g)];
  let at = 0;
  const fail = (what: string): never => {
    const index = tokens[at]?.index ?? clean.length;
    return refuse(`cell library: line ${clean.slice(0, index).split('\n').length}: ${what}`);
  };
  const next = (): string => {
    const token = tokens[at++] ?? fail('the file ends within a group');
    return token[1] ?? token[0];
  };
  const args = (): string[] => {
    const list: string[] = [];
    for (let token = next(); token !== ')'; token = next()) if (token !== ',') list.push(token);
    return list;
  };
  const body = (name: string, given: string[]): Group => {
    const group: Group = { name, args: given, attributes: new Map(), groups: [] };
    while (tokens[at]?.[0] !== '}') {
      if (tokens[at]?.[0] === ';') {
        at++;
        continue;
      }
      const key = next();
      const sign = next();
      if (sign === ':') {
        group.attributes.set(key, [next()]);
        // A value of several words, e.g. 1.1 * 2, is none that is read here.
        while (tokens[at]?.[0] !== ';' && tokens[at]?.[0] !== '}' && tokens[at + 1]?.[0] !== ':' && tokens[at + 1]?.[0] !== '(') at++;
      } else if (sign === '(') {
        const list = args();
        if (tokens[at]?.[0] === '{') {
          at++;
          group.groups.push(body(key, list));
        } else group.attributes.set(key, list);
      } else fail(`expected ':' or '(' after '${key}', found '${sign}'`);
    }
    at++;
    return group;
  };
  const name = next();
  if (next() !== '(') fail(`expected '(' after '${name}'`);
  const list = args();
  if (next() !== '{') fail(`expected '{' after '${name} (...)'`);
  return body(name, list);
}
