/** Test help: the fixtures, written by numpy, scipy and PIL (fixtures/make.py), and what those libraries read in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Images } from './types.ts';

const folder = new URL('./fixtures/', import.meta.url);

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export const fixtureNames: readonly string[] = readdirSync(folder).filter((name) => !/\.(py|json)$/.test(name));

const values: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(new URL('values.json', folder), 'utf8'));

export function numbers(name: string): readonly number[] {
  return values[name] as readonly number[];
}

export function value(name: string): unknown {
  return values[name];
}

/** Every range that the pixels can be read in gives what reading them at once gives. */
export function expectPixels(images: Images, expected: readonly number[]): void {
  const size = images.channels * images.height * images.width;
  expect([...images.read(0, images.count)]).toEqual(expected);
  for (let from = images.count; from >= 0; from--)
    for (let to = from; to <= images.count; to++) expect([...images.read(from, to)]).toEqual(expected.slice(from * size, to * size));
}
