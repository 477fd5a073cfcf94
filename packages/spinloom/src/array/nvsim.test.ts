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

const read = (url: URL | string): any => JSON.parse(readFileSync(url, 'utf8'));

function compute({ name, cfg, cell }: Case): ArrayNumbers {
  const request = readCfg(cfg, `${name}.cfg`, () => cell);
  return computeArray(onlyConfiguration(request.space)!, request.cell);
}

/** Paths whose figures differ by more than `limit`, relative. */
function deviations(found: any, expected: any, limit: number, path = ''): readonly string[] {
  if (typeof expected !== 'number') return Object.keys(expected).flatMap((key) => deviations(found?.[key], expected[key], limit, `${path}/${key}`));
  const near = expected === 0 ? found === 0 : Math.abs(found - expected) <= limit * Math.abs(expected);
  return near ? [] : [`${path}: ${found} instead of ${expected}`];
}

const figures = (value: any): number => (typeof value === 'number' ? 1 : Object.values(value).reduce((sum: number, one) => sum + figures(one), 0));

describe('the array model', () => {
  const fixture = read(new URL('./fixtures/nvsim.json', import.meta.url));

  // NVSim printed ten digits.
  it.each(fixture.cases as (Case & { output: any })[])('agrees with NVSim on $name to 1e-9', (one) => {
    expect(deviations(compute(one), one.output, 1e-9)).toEqual([]);
  });

  it.each(fixture.rejected as (Case & { rule: string })[])('refuses $name as NVSim does, and names the rule', (one) => {
    expect(() => compute(one)).toThrow(new RegExp(`this memory cannot be built: .*${one.rule}`));
  });
});

const folder = process.env.SPINLOOM_REFERENCE ?? fileURLToPath(new URL('../../../../../shared/reference', import.meta.url));
const reference = join(folder, 'nvsim-examples.json');
const absent = existsSync(reference) ? '' : ` (skipped: there is no ${reference}; $SPINLOOM_REFERENCE names its folder)`;

describe.skipIf(absent !== '')(`the array model and the complete reference${absent}`, () => {
  it('agrees on every intermediate to 1e-9', () => {
    const { cases } = read(reference);
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
