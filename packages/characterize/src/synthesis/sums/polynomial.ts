/** Polynomials in bits with integer coefficients: a bit is its own square. Keys are the variables of a monomial in rising order. */

export type Polynomial = ReadonlyMap<string, bigint>;

export const constantOf = (value: bigint): Polynomial => new Map(value === 0n ? [] : [['', value]]);
export const variable = (id: number): Polynomial => new Map([[String(id), 1n]]);

export const variablesOf = (key: string): readonly number[] => (key === '' ? [] : key.split(',').map(Number));
export const keyOf = (variables: readonly number[]): string => [...new Set(variables)].sort((a, b) => a - b).join(',');

/** Sum of polynomials, each times a factor. */
export function combined(parts: readonly (readonly [Polynomial, bigint])[]): Polynomial {
  const sum = new Map<string, bigint>();
  for (const [part, factor] of parts) for (const [key, weight] of part) addTo(sum, key, weight * factor);
  return sum;
}

export function multiplied(a: Polynomial, b: Polynomial): Polynomial {
  const result = new Map<string, bigint>();
  for (const [left, x] of a) for (const [right, y] of b) addTo(result, keyOf([...variablesOf(left), ...variablesOf(right)]), x * y);
  return result;
}

/** Bounds over all values of the bits: those of the monomials taken alone. */
export function boundsOf(polynomial: Polynomial): { readonly least: bigint; readonly most: bigint } {
  let [least, most] = [polynomial.get('') ?? 0n, polynomial.get('') ?? 0n];
  for (const [key, weight] of polynomial) {
    if (key === '') continue;
    if (weight > 0n) most += weight;
    else least += weight;
  }
  return { least, most };
}

function addTo(sum: Map<string, bigint>, key: string, weight: bigint): void {
  const now = (sum.get(key) ?? 0n) + weight;
  if (now === 0n) sum.delete(key);
  else sum.set(key, now);
}
