// Draws the output of a command as an SVG of terminal text: node tools/picture.mjs OUT.svg spinloom ARGUMENTS
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [target, name, ...args] = process.argv.slice(2);
const command = fileURLToPath(new URL('../packages/spinloom/bin/spinloom.js', import.meta.url));
const { stdout } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1' } });

const lines = [`$ ${[name, ...args].join(' ')}`, '', ...stdout.trimEnd().split('\n')];
const [cell, height, margin] = [7.25, 16, 16];
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal styles start with an escape
const style = /\u001b\[(\d+)m/;
const plain = (line) => line.replace(new RegExp(style, 'g'), '');
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Bold (1) and dim (2) become classes; each run of text is placed by its column, so that the font's own width does not matter. */
function spans(line) {
  const parts = line.split(style);
  let column = 0;
  let look = '';
  return parts
    .map((part, i) => {
      if (i % 2 === 1) {
        look = part === '1' ? 'b' : part === '2' ? 'd' : part === '22' || part === '0' ? '' : look;
        return '';
      }
      const runs = [...part.matchAll(/\S+(?: \S+)*/g)].map(
        (run) => `<tspan x="${(margin + (column + run.index) * cell).toFixed(1)}"${look === '' ? '' : ` class="${look}"`}>${escaped(run[0])}</tspan>`,
      );
      column += part.length;
      return runs.join('');
    })
    .join('');
}

const width = Math.ceil(Math.max(...lines.map((line) => plain(line).length)) * cell + 2 * margin);
const total = lines.length * height + 2 * margin;
const text = lines.map((line, i) => `<text y="${margin + (i + 0.8) * height}">${spans(line)}</text>`).join('\n');
writeFileSync(
  target,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" role="img" aria-label="Output of ${escaped([name, ...args].join(' '))}">
<style>text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328;white-space:pre}.b{font-weight:700}.d{fill:#6e7781}</style>
<rect width="100%" height="100%" rx="8" fill="#f6f8fa"/>
${text}
</svg>
`,
);
