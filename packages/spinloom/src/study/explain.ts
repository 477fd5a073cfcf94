/** `explain`: a figure opened by its path, and the tree of what can be opened. */
import type { Figure } from '../quantity/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';

/** The figure at a path of keys joined by '/'. Refuses a path that is not there and offers the nearest key. */
export function figureAt(roots: Readonly<Record<string, Figure>>, path: string): Figure {
  const keys = path.split('/').filter((key) => key !== '');
  if (keys.length === 0) return refuse(`the path is empty; ${suggestion('', Object.keys(roots))}`);
  let parts: Readonly<Record<string, Figure>> = roots;
  let figure: Figure | undefined;
  for (let i = 0; i < keys.length; ) {
    // Layer names may hold slashes themselves: take as many keys as make a name.
    let length = keys.length - i;
    while (length > 0 && !Object.hasOwn(parts, keys.slice(i, i + length).join('/'))) length--;
    if (length === 0) {
      const where = i === 0 ? 'the result' : `'${keys.slice(0, i).join('/')}'`;
      const names = Object.keys(parts);
      return refuse(`${where} has no part '${keys[i]}'; ${names.length === 0 ? 'it has no parts' : suggestion(keys[i]!, names)}`);
    }
    figure = parts[keys.slice(i, i + length).join('/')]!;
    parts = figure.explain().parts;
    i += length;
  }
  return figure!;
}

export interface TreeLine {
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  readonly figure: Figure;
}

/** Figures below `roots` in depth-first order, down to `depth` levels. */
export function* tree(roots: Readonly<Record<string, Figure>>, depth: number, prefix = '', level = 0): Generator<TreeLine> {
  for (const [name, figure] of Object.entries(roots)) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    yield { path, depth: level, name, figure };
    if (level + 1 < depth) yield* tree(figure.explain().parts, depth, path, level + 1);
  }
}
