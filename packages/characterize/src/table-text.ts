import type { RecordedCircuits } from 'spinloom';

/** JSON as it is committed: indented, with each list of numbers on one line. */
export function tableText(value: unknown): string {
  const text = JSON.stringify(value, null, 1).replace(/\[[-\d.,e+\s]*\]/g, (list) => list.replace(/\s+/g, '').replaceAll(',', ', '));
  return `${text}\n`;
}

/** The figures of the circuits as a module: a page can read it too. */
export function recordedText(figures: RecordedCircuits): string {
  return `/** Written by \`npm run characterize\`; do not edit. */
import type { RecordedCircuits } from '../characterizer.ts';

export const recordedCircuits: RecordedCircuits = ${JSON.stringify(figures, null, 1)};
`;
}
