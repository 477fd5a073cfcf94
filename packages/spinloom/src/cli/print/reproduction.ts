/** Exhibits for the terminal: one table each, and a count of how many quantities came how close. */
import pc from 'picocolors';
import { engineering, percent } from '../../quantity/index.ts';
import type { Reproduced, RunExhibit } from '../../reproduction/index.ts';
import { heading, table } from './table.ts';

export function reproductionText(run: readonly RunExhibit[]): string {
  return [...run.map(exhibitText), run.length > 1 ? summary(run.flatMap(({ records }) => records)) : ''].join('');
}

function exhibitText({ exhibit, records }: RunExhibit): string {
  const notes = [...new Set(records.map(({ note }) => note))];
  const mark = (note: string): string => (notes.length === 1 ? '' : String(notes.indexOf(note) + 1));
  const some = (of: 'literal' | 'calibrated'): boolean => records.some((record) => record[of] !== null);
  const optional = (['literal', 'calibrated'] as const).filter(some);
  return [
    heading(`Paper ${exhibit.paper}, ${exhibit.item}: ${exhibit.title}  (${exhibit.id})`),
    `  ${pc.dim(`Convention: ${exhibit.convention}.`)}\n`,
    table(
      ['quantity', '>published', '>physical', '>deviation', ...optional.map((name) => `>${name}`), 'trust', ...(notes.length === 1 ? [] : ['note'])],
      records.map((record) => [
        record.network === null ? record.quantity : `${record.network}: ${record.quantity}`,
        shown(record.published, record.unit),
        shown(record.physical, record.unit),
        record.deviation === null ? '' : deviationText(record.deviation),
        ...optional.map((name) => shown(record[name], record.unit)),
        record.trust,
        ...(notes.length === 1 ? [] : [mark(record.note)]),
      ]),
    ),
    ...notes.map((note) => `  ${notes.length === 1 ? '' : `${notes.indexOf(note) + 1}  `}${note}\n`),
  ].join('');
}

export function shown(value: number | null, unit: string): string {
  // A prefix before MiB would be two of them.
  if (unit === 'MiB' && value !== null) return `${Number(value.toPrecision(4))} MiB`;
  return value === null ? '' : engineering(value, unit);
}

export function deviationText(deviation: number): string {
  if (Math.abs(deviation) >= 9.995) return `x ${(deviation + 1).toPrecision(3)}`;
  const text = percent(Math.abs(deviation), 1);
  return `${deviation >= 0 || text === '0.0 %' ? '+' : '-'}${text}`;
}

/** How many of the published numbers were met, and how closely. */
function summary(records: readonly Reproduced[]): string {
  const found = records.filter(({ deviation }) => deviation !== null).map(({ deviation }) => Math.abs(deviation!));
  const within = (limit: number): number => found.filter((deviation) => deviation <= limit).length;
  const missing = records.filter(({ published, physical }) => published !== null && physical === null).length;
  return [
    heading('All in all'),
    `  ${records.length} quantities, ${found.length} of them published as numbers that can be compared (counts and inputs that follow from the papers among them): ${within(0.01)} within 1 %, ${within(0.1)} within 10 %, ${within(0.5)} within 50 %, ${found.length - within(0.5)} further off.\n`,
    missing === 0 ? '' : `  ${missing} published numbers stand alone: cited, or claims that nothing here comes to. The notes say which.\n`,
  ].join('');
}
