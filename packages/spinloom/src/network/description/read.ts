/**
 * Reads a description: YAML 1.2, of which JSON is a part. Every refusal says file:line:column and the field.
 * A text cannot make the reader work for long: its length and the copies that aliases make are bounded.
 */
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { refuse, suggestion } from '../../refusal/index.ts';
import { type Place, positionOf, showPath } from './positions.ts';
import { type Description, descriptionSchema, knownKeys } from './schema.ts';

/** The description, and how to refuse what is wrong with it further on. */
export interface ReadDescription {
  readonly description: Description;
  readonly fault: Fault;
}

/** Refuses with the position of a field. Never returns. */
export type Fault = (path: readonly PropertyKey[], sentence: string) => never;

/** A network of 2,000 layers is written in 200 kB. */
const mostCharacters = 2 ** 20;
const mostAliases = 1000;

/** `file` opens every refusal. */
export function readDescription(text: string, file: string): ReadDescription {
  if (text.length > mostCharacters) refuse(`${file}: ${text.length} characters are no description of a network; expected at most ${mostCharacters}`);
  const lines = new LineCounter();
  const document = parsed(text, file, lines);
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    refuse(`${file}:${line}:${col}: no YAML or JSON: ${reason(error)}`);
  }
  const at = (place: Place): string => `${file}:${positionOf(document, lines, place)}`;
  const fault: Fault = (path, sentence) => refuse(`${at({ path })}: ${path.length === 0 ? '' : `${showPath(path)}: `}${sentence}`);
  const value = plain(document, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(`${file}: no description of a network: expected the keys ${knownKeys([]).join(', ')}`);
  const result = descriptionSchema.safeParse(value);
  if (result.success) return { description: result.data, fault };
  // A misspelt key is also a missing one: the spelling is what helps.
  const issues = result.error.issues.map((one) => deepest(one, value));
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    refuse(`${at({ path: issue.path, key })}: ${showPath([...issue.path, key])}: unknown key; ${suggestion(key, knownKeys(issue.path))}`);
  }
  return fault(issue.path, complaint(issue, value));
}

function parsed(text: string, file: string, lines: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  } catch (error) {
    return refuse(`${file}: no YAML or JSON: ${reason(error)}`);
  }
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return refuse(`${file}: ${reason(error)}; write the layers out`);
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  // A text of a thousand brackets runs out of stack.
  return message.includes('call stack') ? 'it is nested too deeply' : message;
}

/** What is wrong, in the words of the schema, without what the value found says again. */
function complaint({ path, message }: z.core.$ZodIssue, value: unknown): string {
  const there = valueAt(value, path);
  const words = message.replace(/^(Invalid input|Too big|Too small|Invalid option): /, '').replace(/, received \w+$/, '');
  if (there === undefined) return `missing; ${words}`;
  const text = isShallow(there) ? JSON.stringify(there) : '';
  return text === '' || text.length > 60 ? words : `${words}, found ${text}`;
}

/** A value without objects inside its objects: an alias may make an object hold itself. */
function isShallow(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.values(value).every((inner) => typeof inner !== 'object' || inner === null);
}

/** Of a value that may be a number or an object, the complaint about the object where it is one. */
function deepest(issue: z.core.$ZodIssue, value: unknown): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const there = valueAt(value, issue.path);
  if (typeof there !== 'object' || there === null || Array.isArray(there)) return issue;
  const inside = issue.errors.flat();
  const inner = inside.find(({ code }) => code === 'unrecognized_keys') ?? inside.find(({ path }) => path.length > 0);
  return inner === undefined ? issue : deepest({ ...inner, path: [...issue.path, ...inner.path] }, value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as Readonly<Record<PropertyKey, unknown>>)[step] : undefined;
  return at;
}
