/** Plots as stand-alone SVG files: Observable Plot on a document without a browser. Loaded only when a plot is asked for. */
import type { Markish, ScaleOptions } from '@observablehq/plot';

export interface PlotSpec {
  readonly title: string;
  /** What lies on the axis, with its unit: 'sense voltage (I R_P)'. */
  readonly x: ScaleOptions & { readonly label: string };
  readonly y: ScaleOptions & { readonly label: string };
  readonly marks: (plot: typeof import('@observablehq/plot')) => readonly Markish[];
  /** Names of the series, where there are several. */
  readonly series?: readonly string[];
  /** Names and colours of areas, where the marks bring their own colours. */
  readonly key?: readonly Swatch[];
  /** Room for the labels of the vertical axis; default 64. */
  readonly marginLeft?: number;
  /** Room for the title and for an axis above the plot; default 48. */
  readonly marginTop?: number;
  /** Default 760. */
  readonly width?: number;
  /** Default 460. */
  readonly height?: number;
}

interface Swatch {
  readonly name: string;
  readonly fill: string;
}

/** The SVG text of a plot with title, axes, units and a legend. */
export async function svgOf(spec: PlotSpec): Promise<string> {
  const { title, x, y, marks, series, marginLeft = 64, marginTop = 48, width = 760, height = 460 } = spec;
  const key = spec.key ?? series?.map((name, i) => ({ name, fill: palette[i % palette.length]! })) ?? [];
  const Plot = await import('@observablehq/plot');
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML('<html><body></body></html>');
  const figure = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginTop,
    marginBottom: 44,
    marginLeft,
    marginRight: key.length === 0 ? 24 : 150,
    style: { fontSize: '12px', background: 'white', color: '#1f2328' },
    x: { ...x, labelAnchor: 'center' },
    y: { grid: true, labelAnchor: 'center', ...y },
    ...(series === undefined ? {} : { color: { domain: [...series], range: palette.slice(0, series.length) } }),
    marks: [...marks(Plot)],
  });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  figure.setAttribute('role', 'img');
  figure.setAttribute('aria-label', title);
  // A label on a bare group is read by no one and is forbidden by ARIA.
  for (const group of figure.querySelectorAll('g[aria-label]')) group.setAttribute('role', 'img');
  const text = figure.outerHTML;
  const end = text.lastIndexOf('</svg>');
  return `${text.slice(0, end)}${titleText(title)}${legend(key, width)}</svg>\n`;
}

// Okabe and Ito's colours: told apart with any colour vision.
const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

function titleText(title: string): string {
  return `<text x="64" y="20" text-anchor="start" font-size="15" font-weight="600">${escaped(title)}</text>`;
}

function legend(key: readonly Swatch[], width: number): string {
  return key
    .map(({ name, fill }, i) => {
      const y = 60 + i * 20;
      return `<g text-anchor="start"><rect x="${width - 138}" y="${y - 9}" width="11" height="11" fill="${fill}" stroke="#1f2328" stroke-width="0.5"/><text x="${width - 121}" y="${y + 1}">${escaped(name)}</text></g>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
