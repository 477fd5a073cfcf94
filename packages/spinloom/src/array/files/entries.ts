/** Lines of NVSim's text files: `-Key (unit): value`. Empty lines and those that start with // or # are comments. */
import { refuse, suggestion } from '../../refusal/index.ts';

/** The unit in which a key is written, '' for none, or several with their factors to the first. */
export type KeyTable = Readonly<Record<string, string | readonly string[]>>;

export interface Entry {
  /** 'FILE, line N'. */
  readonly where: string;
  readonly key: string;
  readonly unit: string;
  readonly value: string;
}

const line = /^-\s*([A-Za-z][\w ]*?)\s*(?:\(([^)]*)\))?\s*:\s*(.*?)\s*$/;

/** `keys` are matched without regard to case, as is their unit. A key that stands twice is refused. */
export function readEntries(text: string, file: string, keys: KeyTable): ReadonlyMap<string, Entry> {
  const names = Object.keys(keys);
  const entries = new Map<string, Entry>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('//') || content.startsWith('#')) continue;
    const where = `${file}, line ${index + 1}`;
    const match = line.exec(content.replace(/\s+\/\/.*$/, ''));
    if (match === null) return refuse(`${where}: expected '-Key (unit): value' or a comment that starts with //, found '${content.slice(0, 60)}'`);
    const [, found = '', unit, value = ''] = match;
    const key = names.find((name) => name.toLowerCase() === found.toLowerCase());
    if (key === undefined) return refuse(`${where}: unknown key '${found}'; ${suggestion(found, names)}`);
    const before = entries.get(key);
    if (before !== undefined) refuse(`${where}: '${key}' stands a second time, after ${before.where}; remove one of them`);
    if (value === '') refuse(`${where}: '${key}' has no value`);
    entries.set(key, { where, key, unit: unitOf(where, key, keys[key]!, unit), value });
  }
  return entries;
}

function unitOf(where: string, key: string, known: string | readonly string[], unit: string | undefined): string {
  const units = typeof known === 'string' ? [known] : known;
  if (unit === undefined) {
    if (units.length === 1) return units[0]!;
    return refuse(`${where}: '${key}' needs its unit, one of ${units.join(', ')}, such as '-${key} (${units[0]}): ...'`);
  }
  const match = units.find((candidate) => candidate.toLowerCase() === unit.trim().toLowerCase());
  if (match !== undefined) return match;
  if (units.length === 1 && units[0] === '') return refuse(`${where}: '${key}' has no unit, found '(${unit})'`);
  return refuse(`${where}: unknown unit '${unit}' of '${key}'; expected ${units.join(', ')}`);
}

export interface NumberRange {
  /** Smallest value that is allowed; default: any above 0. */
  readonly from?: number;
}

/** The number of an entry, or undefined where the key is absent. */
export function numberOf(entries: ReadonlyMap<string, Entry>, key: string, { from }: NumberRange = {}): number | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  const value = Number(entry.value);
  if (!Number.isFinite(value)) return refuse(`${entry.where}: '${key}' must be a number, found '${entry.value}'`);
  if (from === undefined ? value <= 0 : value < from) {
    return refuse(`${entry.where}: '${key}' must be ${from === undefined ? 'above 0' : `at least ${from}`}, found ${entry.value}`);
  }
  return value;
}

/** One of some words, whatever the case; undefined where the key is absent. */
export function wordOf<T extends string>(entries: ReadonlyMap<string, Entry>, key: string, words: readonly T[]): T | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  const found = words.find((word) => word.toLowerCase() === entry.value.toLowerCase());
  return found ?? refuse(`${entry.where}: unknown value '${entry.value}' of '${key}'; ${suggestion(entry.value, words)}`);
}

/** Refuses a file that lacks a key. */
export function required<T>(value: T | undefined, file: string, key: string): T {
  return value ?? refuse(`${file}: the key '${key}' is missing`);
}
