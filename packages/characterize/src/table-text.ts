/** JSON as it is committed: indented, with each list of numbers on one line. */
export function tableText(value: unknown): string {
  const text = JSON.stringify(value, null, 1).replace(/\[[-\d.,e+\s]*\]/g, (list) => list.replace(/\s+/g, '').replaceAll(',', ', '));
  return `${text}\n`;
}
