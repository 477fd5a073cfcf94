/** Where in a YAML or JSON text a value stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';

export interface Place {
  /** From the document's root. */
  readonly path: readonly PropertyKey[];
  /** The key itself rather than its value. */
  readonly key?: string;
}

/** 'line:column' of the deepest node on the path that is there. */
export function positionOf(document: Document, lines: LineCounter, { path, key }: Place): string {
  let node: Node | null | undefined = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of key === undefined ? path : [...path, key]) {
    const pair = entry(document, node, step);
    if (pair === undefined) break;
    const isLast = key !== undefined && step === key;
    offset = startOf(isLast ? pair.key : (pair.value ?? pair.key)) ?? offset;
    node = pair.value;
  }
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

/** "layers[2].conv.kernels" */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`), '');
}

function entry(
  document: Document,
  node: Node | null | undefined,
  step: PropertyKey,
): { readonly key: Node | null; readonly value: Node | null } | undefined {
  const real = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(real)) {
    const item = real.items[Number(step)] as Node | undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(real)) return undefined;
  const found = (real.items as readonly Pair<Node, Node | null>[]).find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return found === undefined ? undefined : { key: found.key, value: found.value };
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
