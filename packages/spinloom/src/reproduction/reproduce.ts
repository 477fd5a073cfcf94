/** `reproduce`: exhibits run, as the records that `--json` writes. */
import { z } from 'zod';
import type { Trust } from '../quantity/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import { exhibits } from './exhibits/index.ts';
import type { Lab } from './lab.ts';
import type { Exhibit, Row } from './types.ts';

/** One quantity of one exhibit; null where there is no value. */
export interface Reproduced {
  readonly id: string;
  readonly paper: 1 | 2;
  readonly item: string;
  readonly network: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly published: number | null;
  readonly physical: number | null;
  readonly literal: number | null;
  readonly calibrated: number | null;
  readonly deviation: number | null;
  readonly convention: string;
  readonly trust: Trust;
  readonly note: string;
}

const value = z.number().nullable();

export const reproductionSchema: z.ZodType<readonly Reproduced[]> = z.array(
  z.strictObject({
    id: z.string().describe('Of the exhibit'),
    paper: z.union([z.literal(1), z.literal(2)]),
    item: z.string().describe("Begins with the paper's label"),
    network: z.string().nullable(),
    quantity: z.string(),
    unit: z.string().describe("SI, MiB of storage, bit, or '' for a pure number"),
    published: value.describe('As printed; null where no number survives'),
    physical: value.describe('Under the preset physical and the convention'),
    literal: value.describe("The paper's words taken literally, where the convention reads more into them"),
    calibrated: value.describe('Under the preset paper-calibrated'),
    deviation: value.describe('physical / published - 1'),
    convention: z.string(),
    trust: z.enum(['derived', 'measured', 'published', 'assumed']),
    note: z.string().describe('Why it differs'),
  }),
);

/** An exhibit with what its rows came to. */
export interface RunExhibit {
  readonly exhibit: Exhibit;
  readonly rows: readonly Row[];
  readonly records: readonly Reproduced[];
}

/** Exhibits by id, or by what is no id but the beginning of some ('p2-fig'); all without any. Refuses what names none. */
export function chosenExhibits(ids: readonly string[]): readonly Exhibit[] {
  if (ids.length === 0) return exhibits;
  for (const id of ids) {
    if (id === '') refuse("the name of an exhibit is empty; leave it out for all of them, or give one such as 'p2-table-2'");
    if (!exhibits.some((exhibit) => exhibit.id.startsWith(id))) {
      refuse(
        `there is no exhibit '${id}'; ${suggestion(
          id,
          exhibits.map((exhibit) => exhibit.id),
        )}`,
      );
    }
  }
  // A whole name means that one alone: 'p1-fig-1' is not the beginning of 'p1-fig-10a'.
  const whole = (id: string): boolean => exhibits.some((exhibit) => exhibit.id === id);
  return exhibits.filter((exhibit) => ids.some((id) => (whole(id) ? exhibit.id === id : exhibit.id.startsWith(id))));
}

export function runExhibit(exhibit: Exhibit, lab: Lab): RunExhibit {
  const rows = exhibit.rows(lab);
  return { exhibit, rows, records: rows.map((row) => recordOf(exhibit, row)) };
}

function recordOf({ id, paper, item, convention, trust, note }: Exhibit, row: Row): Reproduced {
  const { network = null, quantity, unit, published = null, physical = null, literal = null, calibrated = null } = row;
  return {
    id,
    paper,
    item,
    network,
    quantity,
    unit,
    published,
    physical,
    literal,
    calibrated,
    deviation: published === null || physical === null || published === 0 ? null : physical / published - 1,
    convention,
    trust: row.trust ?? trust,
    note: row.note ?? note,
  };
}
