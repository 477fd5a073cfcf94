/** Tables of the terminal: thin rules, numbers to the right. */
import Table from 'cli-table3';
import pc from 'picocolors';

/** Columns whose header starts with '>' are aligned to the right. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: headers.map((header) => pc.bold(header.replace(/^>/, ''))),
    colAligns: headers.map((header) => (header.startsWith('>') ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: ' ',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: ' ',
    },
  });
  for (const row of rows) made.push([...row]);
  return `${made.toString()}\n`;
}

export function heading(text: string): string {
  return `\n${pc.bold(pc.underline(text))}\n`;
}

/** Aligned 'name  value' lines. */
export function facts(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
}
