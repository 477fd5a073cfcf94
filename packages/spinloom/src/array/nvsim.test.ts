/**
 * Against NVSim's own figures: eleven memories, and eight that it rejects.
 *
 * `fixtures/nvsim.json` holds what counts of them. The complete files, with every intermediate, lie beside the repository, or in $SPINLOOM_REFERENCE.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ArrayNumbers, computeArray, onlyConfiguration, readCfg } from './index.ts';

interface Case {
  readonly name: string;
  readonly cfg: string;
  readonly cell: string;
}

/** Figures as they lie in a file: numbers in trees. */
type Figures = number | { readonly [part: string]: Figures };

interface Reference {
  readonly name: string;
  readonly input: { readonly cfgText: string; readonly cellText: string };
  readonly output: Figures;
}

interface Fixture {
  readonly cases: readonly (Case & { readonly output: Figures })[];
  readonly rejected: readonly (Case & { readonly rule: string })[];
}

function read<Held>(url: URL | string): Held {
  return JSON.parse(readFileSync(url, 'utf8')) as Held;
}

function compute({ name, cfg, cell }: Case): ArrayNumbers {
  const request = readCfg(cfg, `${name}.cfg`, () => cell);
  return computeArray(onlyConfiguration(request.space)!, request.cell);
}

/** Paths whose figures differ by more than `limit`, relative. */
function deviations(found: unknown, expected: Figures, limit: number, path = ''): readonly string[] {
  if (typeof expected !== 'number') {
    const parts = (found ?? {}) as Readonly<Record<string, unknown>>;
    return Object.entries(expected).flatMap(([key, part]) => deviations(parts[key], part, limit, `${path}/${key}`));
  }
  const near = typeof found === 'number' && Math.abs(found - expected) <= limit * Math.abs(expected);
  return near ? [] : [`${path}: ${found} instead of ${expected}`];
}

const figures = (value: Figures): number =>
  typeof value === 'number' ? 1 : Object.values(value).reduce<number>((sum, one) => sum + figures(one), 0);

describe('the array model', () => {
  const fixture = read<Fixture>(new URL('./fixtures/nvsim.json', import.meta.url));

  // NVSim printed ten digits.
  it.each(fixture.cases)('agrees with NVSim on $name to 1e-9', (one) => {
    expect(figures(one.output)).toBeGreaterThanOrEqual(6);
    expect(deviations(compute(one), one.output, 1e-9)).toEqual([]);
  });

  it.each(fixture.rejected)('refuses $name as NVSim does, and names the rule', (one) => {
    expect(() => compute(one)).toThrow(new RegExp(`this memory cannot be built: .*${one.rule}`));
  });
});

const folder = process.env.SPINLOOM_REFERENCE ?? fileURLToPath(new URL('../../../../../shared/reference', import.meta.url));
const reference = join(folder, 'nvsim-examples.json');
const absent = existsSync(reference) ? '' : ` (skipped: there is no ${reference}; $SPINLOOM_REFERENCE names its folder)`;

describe.skipIf(absent !== '')(`the array model and the complete reference${absent}`, () => {
  it('agrees on every intermediate to 1e-9', () => {
    const { cases } = read<{ readonly cases: readonly Reference[] }>(reference);
    expect(cases).toHaveLength(11);
    for (const { name, input, output } of cases) {
      expect(figures(output)).toBeGreaterThan(200);
      expect({ name, deviations: deviations(compute({ name, cfg: input.cfgText, cell: input.cellText }), output, 1e-9) }).toEqual({
        name,
        deviations: [],
      });
    }
  });
});
