/** The registry in words, for docs/onnx.md. */
import { unsupported } from './operators/advice.ts';
import { registered } from './operators/index.ts';
import type { Operator } from './operators/operator.ts';
import { ownDomain } from './operators/quantize-dequantize.ts';
import { standardOperators } from './operators/standard.ts';
import { compositeOperators } from './rewrite/index.ts';

export interface OperatorSummary {
  readonly name: string;
  /** Domains in which it is known; '' is the standard one. */
  readonly domains: readonly string[];
  /** Operator sets of the standard that define it anew, from set 7 on. Empty for an operator of another domain. */
  readonly versions: readonly number[];
  /** Where it may run: 'array', 'thresholds', 'quantiser', 'names', 'constant', 'digital'. */
  readonly places: readonly string[];
  readonly attributes: readonly string[];
  /** How far it goes short of the standard. */
  readonly limits?: string;
}

/** Parts of quantisers that rewriting joins (rewrite/). */
const fused: ReadonlySet<string> = new Set(['DequantizeLinear', 'QuantizeLinear', 'Where']);

/** Every operator that is read, by name. */
export function operatorSummaries(): readonly OperatorSummary[] {
  const own = registered()
    .filter(([, operator]) => operator.domains?.includes(ownDomain) !== true)
    .map(([name, operator]) => ({
      name,
      domains: [...(Object.hasOwn(standardOperators, name) ? [''] : []), ...(operator.domains ?? [])],
      versions: standardOperators[name] ?? [],
      places: fused.has(name) ? ['quantiser', ...placesOf(operator)] : placesOf(operator),
      attributes: operator.attributes,
      ...(operator.limits !== undefined && { limits: operator.limits }),
    }));
  const composite = compositeOperators.map(({ operator, domain, core }) => ({
    name: operator,
    domains: [domain],
    versions: domain === '' ? (standardOperators[operator] ?? []) : [],
    places: registered().some(([name, { dot }]) => name === core && dot !== undefined) ? ['array', 'digital'] : ['digital'],
    attributes: [],
    limits:
      domain === 'ai.onnx.ml'
        ? `read as Sub and ${core}`
        : `read as DequantizeLinear, ${core} and ${operator.endsWith('Integer') ? 'Cast' : 'QuantizeLinear'}`,
  }));
  return [...own, ...composite].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** Operators that are not read: those of the standard, and others that exports hold, with what to do about them where that is known. */
export function unsupportedOperators(): readonly { readonly name: string; readonly advice?: string }[] {
  // Constant nodes become initialisers as a file is read.
  const known = new Set(['Constant', ...operatorSummaries().map(({ name }) => name)]);
  const advised = new Map(unsupported().filter(([name]) => !known.has(name)));
  const names = [...new Set([...Object.keys(standardOperators).filter((name) => !known.has(name)), ...advised.keys()])];
  return names
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map((name) => ({ name, ...(advised.has(name) && { advice: advised.get(name)! }) }));
}

function placesOf(operator: Operator): readonly string[] {
  if (operator.ofShape === true) return ['constant'];
  const places = [
    ...(operator.dot ? ['array'] : []),
    ...(operator.link ? ['thresholds'] : []),
    ...(operator.quantiser ? ['quantiser'] : []),
    ...(operator.alias || operator.view ? ['names'] : []),
  ];
  return [...places, 'digital'];
}
