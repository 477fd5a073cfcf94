/** Figures opened: the tree of what there is, or one with its formula, parts, source and trust. */
import pc from 'picocolors';
import { engineering, type Figure } from '../../quantity/index.ts';
import { figureAt, tree } from '../../study/index.ts';
import { deliver, type JsonTarget } from '../output.ts';
import { table } from './table.ts';

type Figures = Readonly<Record<string, Figure>>;

/** The figure at `path`, or without one the tree down to `depth` levels. Refuses a path that is not there. */
export function deliverFigures(json: JsonTarget | undefined, roots: Figures, path: string | undefined, depth: number): void {
  if (path === undefined) {
    deliver(json, treeData(roots, depth), () => treeText(roots, depth));
    return;
  }
  const figure = figureAt(roots, path);
  deliver(json, figureData(path, figure), () => figureText(path, figure));
}

function treeText(roots: Figures, depth: number): string {
  const lines = [...tree(roots, depth)];
  return lines
    .map(({ depth: level, name, figure }) => `${'  '.repeat(level)}${name}  ${shown(figure)}  ${pc.dim(figure.explain().source.trust)}\n`)
    .join('');
}

function treeData(roots: Figures, depth: number): unknown {
  return [...tree(roots, depth)].map(({ path, figure }) => ({
    path,
    value: figure.value,
    unit: figure.unit,
    trust: figure.explain().source.trust,
  }));
}

function figureText(path: string, figure: Figure): string {
  const { formula, join, parts, source } = figure.explain();
  const names = Object.entries(parts);
  return [
    `${pc.bold(path)}\n`,
    `  ${shown(figure)}  (${figure.value}${figure.unit === '' ? '' : ` ${figure.unit}`})\n`,
    `  = ${formula}${names.length > 0 && join !== 'other' ? ` (${join} of its parts)` : ''}\n`,
    `  trust: ${source.trust}; source: ${source.cite}${source.where === undefined ? '' : `; ${source.where}`}\n`,
    names.length === 0
      ? ''
      : `\n${table(
          ['part', '>value', 'formula', 'trust', 'source'],
          names.map(([name, part]) => {
            const inner = part.explain();
            return [
              name,
              shown(part),
              inner.formula,
              inner.source.trust,
              Object.keys(inner.parts).length > 0 ? `open ${path}/${name}` : inner.source.cite,
            ];
          }),
        )}`,
  ].join('');
}

function figureData(path: string, figure: Figure): unknown {
  const { formula, join, parts, source } = figure.explain();
  return {
    path,
    value: figure.value,
    unit: figure.unit,
    formula,
    join,
    source,
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        { value: part.value, unit: part.unit, formula: part.explain().formula, source: part.explain().source },
      ]),
    ),
  };
}

function shown(figure: Figure): string {
  return engineering(figure.value, figure.unit);
}
