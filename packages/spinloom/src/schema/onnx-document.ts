/** docs/onnx.md: which operators are read, from the registry; and how ONNX's own tests fare, from the list that the conformance test holds. */
import { newestOperatorSet, type OperatorSummary, operatorSummaries, unsupportedOperators } from '../network/index.ts';

/** What network/conformance.json holds. */
export interface Conformance {
  readonly source: string;
  readonly models: number;
  readonly run: number;
  readonly exceptions: Readonly<Record<string, string>>;
  readonly unsupported: Readonly<Record<string, readonly string[]>>;
}

const places: Readonly<Record<string, string>> = {
  array: 'array',
  thresholds: 'thresholds',
  quantiser: 'quantiser',
  names: 'names only',
  constant: 'constant',
  digital: 'digital',
};

/** The whole page. */
export function onnxDocument(conformance: Conformance): string {
  const operators = operatorSummaries();
  const others = unsupportedOperators();
  const advised = others.filter((other) => other.advice !== undefined);
  const silent = others.filter((other) => other.advice === undefined).map((other) => other.name);
  return `${[
    '# ONNX operators',
    "Made by `npm run schemas` from the registry in `network/operators/` and from the results of ONNX's own tests; do not edit it by hand. [Which networks are read](networks.md) says what becomes of a network.",
    '',
    `## What is read`,
    `${operators.length} operators, as operator sets 7 to ${newestOperatorSet} define them; older sets where nothing but their number differs. Constant nodes, in every numeric form, become initialisers. Any other operator, domain or attribute is refused with the name of its node.`,
    '',
    '**Element types**: float32, float64, float16, bfloat16, signed and unsigned integers of 4, 8, 16, 32 and 64 bits, bool. Activations are computed in float32 (sums in float64, rounded once), float64 and integers in float64: 64-bit integers are exact up to 2^53. Results are rounded, truncated or wrapped around as their type holds them.',
    '',
    '**Sizes** are known when a network is read: one image, whose batch is 1 or open. Shapes that a graph computes are folded. Tensors have any number of axes; convolution and pooling take maps of one or two.',
    '',
    'Where an operator may run:',
    '- *array*: an integer dot product in the sub-arrays, where weights and inputs are quantised.',
    '- *thresholds*: folds into the integer thresholds of the dot product before it, where it is monotone kernel by kernel and its other operands are constant, at most one number a channel.',
    '- *quantiser*: ends such a chain, or makes codes of activations and weights.',
    '- *names only*: where it moves no element.',
    '- *constant*: known once sizes are.',
    '- *digital*: float32 in the digital unit, and charged there. Every operator is folded where all its operands are constants.',
    '',
    '| operator | operator sets | runs | attributes | limits |',
    '|---|---|---|---|---|',
    ...operators.map(row),
    '',
    '## What is not read',
    '| operator | what to do |',
    '|---|---|',
    ...advised.map((other) => `| ${other.name} | ${other.advice} |`),
    '',
    `Neither are these operators of the standard: ${silent.join(', ')}. Control flow other than an If that sizes decide, sequences, optional values, strings (unless nothing needs them), sparse tensors and data in further files are not read.`,
    '',
    "## ONNX's own tests",
    `${conformance.source} holds ${conformance.models} models with inputs and expected outputs (onnx.backend.test). ${conformance.run} of them run and agree in types, shapes and numbers (1e-7 + 1e-3 of the number); \`network/conformance.test.ts\` runs them. The others are refused, for these reasons:`,
    '',
    '| models | reason |',
    '|---|---|',
    ...refusedRows(conformance),
    '',
    'Excepted:',
    ...Object.entries(conformance.exceptions).map(([model, why]) => `- \`${model}\` ${why}.`),
  ].join('\n')}\n`;
}

/** One row a reason; operators that are not read share one. */
function refusedRows({ unsupported }: Conformance): readonly string[] {
  const reasons = Object.entries(unsupported).map(([reason, models]) => ({ reason, count: models.length }));
  const operators = reasons.filter(({ reason }) => reason.startsWith('operator '));
  const total = operators.reduce((sum, { count }) => sum + count, 0);
  const listed = operators.map(({ reason, count }) => `${reason.slice('operator '.length)} (${count})`).join(', ');
  return [
    `| ${total} | operators that are not read: ${listed} |`,
    ...reasons.filter((entry) => !operators.includes(entry)).map(({ reason, count }) => `| ${count} | ${reason} |`),
  ];
}

function row({ name, domains, versions, places: own, attributes, limits }: OperatorSummary): string {
  const foreign = domains.filter((domain) => domain !== '');
  const sets = [versions.join(', '), foreign.map((domain) => `\`${domain}\``).join(', ')].filter((part) => part !== '').join('; ');
  return `| ${[name, sets, own.map((place) => places[place]).join(', '), attributes.join(', '), limits ?? ''].join(' | ')} |`;
}
