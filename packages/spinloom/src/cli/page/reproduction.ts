/** The exhibits as one self-contained page: no script, no file beside it. */
import type { Lab, RunExhibit } from '../../reproduction/index.ts';
import { version } from '../../study/index.ts';
import { exhibitPlot } from '../plots/exhibit.ts';
import { deviationText, shown } from '../print/reproduction.ts';

export async function reproductionPage(run: readonly RunExhibit[], lab: Lab): Promise<string> {
  const sections: string[] = [];
  for (const one of run) sections.push(await sectionOf(one, lab));
  const titles = run.map(({ exhibit: { id, paper, item, title } }) => `<li><a href="#${id}">Paper ${paper}, ${text(item)}</a>: ${text(title)}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Both papers, table by table</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Both papers, table by table</h1>
<p>What is printed in IMCE (paper 1, ASP-DAC 2018) and in the AND-Accumulation accelerator (paper 2, ISQED 2019), what Spinloom ${text(version)} computes, and why they differ. No constant of <em>physical</em> is fitted; <em>calibrated</em> is the preset that discloses its two. A deviation is physical / published - 1.</p>
<nav><ol>${titles.join('\n')}</ol></nav>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

async function sectionOf({ exhibit, rows, records }: RunExhibit, lab: Lab): Promise<string> {
  const { id, paper, item, title, convention, chart } = exhibit;
  const drawn = chart?.(rows, lab);
  const figure = drawn === undefined || drawn.points.length === 0 ? '' : `<figure>${await exhibitPlot(`${item}: ${title}`, drawn)}</figure>`;
  const notes = [...new Set(records.map(({ note }) => note))];
  const body = records.map(({ network, quantity, unit, published, physical, deviation, literal, calibrated, trust, note }) =>
    row('td', [
      `${network === null ? '' : `<small>${text(network)}</small> `}${text(quantity)}`,
      ...[
        shown(published, unit),
        shown(physical, unit),
        deviation === null ? '' : deviationText(deviation),
        shown(literal, unit),
        shown(calibrated, unit),
      ].map(text),
      trust,
      notes.length === 1 ? '' : String(notes.indexOf(note) + 1),
    ]),
  );
  return `<section id="${id}">
<h2>Paper ${paper}, ${text(item)}: ${text(title)}</h2>
<p class="convention">Convention: ${text(convention)}.</p>
${figure}
<div class="wide"><table>
<thead>${row('th', ['quantity', 'published', 'physical', 'deviation', 'literal', 'calibrated', 'trust', ''])}</thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>
<ol class="notes">${notes.map((note) => `<li>${text(note)}</li>`).join('')}</ol>
</section>`;
}

function row(tag: 'td' | 'th', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
}

function text(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; margin: 0; }
main { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid #d0d7de; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: right; padding: 0.2rem 0.6rem; border-bottom: 1px solid #eaeef2; }
th + th, td + td { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
small, .convention, .notes { color: #57606a; }
figure { margin: 1rem 0; }
figure, .wide { overflow-x: auto; }
.convention, h2, li { overflow-wrap: anywhere; }
`;
