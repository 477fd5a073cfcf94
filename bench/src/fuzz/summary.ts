/** What came of all cases, in a page. */
import type { Found } from './run.ts';

/** `sentences`: every refusal in full. */
export function summary(found: readonly Found[], sentences: boolean): string {
  const lines: string[] = [];
  const ended = found.flatMap(({ index, answer, fault }) => (answer?.kind === 'ended' && fault === undefined ? [{ index, answer }] : []));
  const absent = new Map<string, number>();
  for (const { answer } of found) if (answer?.kind === 'absent') count(absent, answer.why);
  const reached = new Map<string, number>();
  const refusals = new Map<string, number>();
  for (const { answer } of ended) {
    count(reached, answer.reached);
    for (const { stage, sentence } of answer.refusals) {
      if (sentences) lines.push(`${stage}: ${sentence}`);
      count(refusals, `${stage}: ${kindOf(sentence)}`);
    }
  }
  lines.push(`${found.length} cases, ${ended.length} ended well, ${found.filter(({ fault }) => fault !== undefined).length} faults`);
  for (const [why, times] of absent) lines.push(`${times} left out: ${why}`);
  lines.push(
    `last stage with a result: ${sorted(reached)
      .map(([stage, times]) => `${stage} ${times}`)
      .join(', ')}`,
  );
  lines.push(
    `${refusals.size} kinds of refusal; the most frequent:`,
    ...sorted(refusals)
      .slice(0, 25)
      .map(([kind, times]) => `${String(times).padStart(7)} ${kind}`),
  );
  const slowest = ended.toSorted((a, b) => b.answer.took_ms - a.answer.took_ms)[0];
  const largest = ended.toSorted((a, b) => b.answer.peak_bytes - a.answer.peak_bytes)[0];
  if (slowest !== undefined) lines.push(`slowest: case ${slowest.index}, ${Math.round(slowest.answer.took_ms)} ms (${slowest.answer.base})`);
  if (largest !== undefined)
    lines.push(`largest: case ${largest.index}, ${Math.round(largest.answer.peak_bytes / 1e6)} MB at the most (${largest.answer.base})`);
  return `${lines.join('\n')}\n`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A sentence without what is of one file: names, numbers, shapes. */
function kindOf(sentence: string): string {
  return sentence
    .replace(/'.*?'/g, "'…'")
    .replace(/\[[^\]]*\]/g, '[…]')
    .replace(/-?\d[\d.e+]*/g, 'n')
    .slice(0, 110);
}
