/** Preprocessing that travels in a file's metadata under `spinloom.preprocessing`. */
import { refuse } from '../../refusal/index.ts';
import type { Preprocessing } from '../types.ts';

const preprocessingKey = 'spinloom.preprocessing';

/** Parses {scale, mean, std}; mean and std may be one number for all channels. Undefined where the file says nothing. */
export function preprocessingOf(metadata: Readonly<Record<string, string>>, file: string): Preprocessing | undefined {
  const text = metadata[preprocessingKey];
  if (text === undefined) return undefined;
  const fields = parse(text, file);
  const scale = numbersOf(fields, 'scale', [1], file);
  const mean = numbersOf(fields, 'mean', [0], file);
  const std = numbersOf(fields, 'std', [1], file);
  if (scale.length !== 1) refuse(`${file}: metadata ${preprocessingKey}.scale should be one number`);
  if (std.some((value) => value === 0)) refuse(`${file}: metadata ${preprocessingKey}.std holds 0; pixels would be divided by it`);
  return { scale: scale[0]!, mean, std };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Refused below, in words.
  }
  return refuse(`${file}: metadata ${preprocessingKey} is not a JSON object {scale, mean, std}; found ${JSON.stringify(text.slice(0, 40))}`);
}

function numbersOf(fields: Readonly<Record<string, unknown>>, key: string, otherwise: readonly number[], file: string): readonly number[] {
  const value = fields[key] ?? otherwise;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const numbers = list.filter((entry): entry is number => typeof entry === 'number' && Number.isFinite(entry));
  if (numbers.length !== list.length || numbers.length === 0)
    refuse(`${file}: metadata ${preprocessingKey}.${key} should be a number or a list of numbers`);
  return numbers;
}
