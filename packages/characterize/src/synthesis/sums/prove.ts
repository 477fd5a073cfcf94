/**
 * Proof of an arithmetic block by linear algebra: its RTL is a network of adders, whose equations, put into each other from the outputs back, must give the sum that the
 * block's function is. Exact, for all inputs and states, in time that grows with the number of adders.
 *
 * A word of W bits that leaves F low bits out: 2^F word + rest = sum mod 2^(W + F), where the rest is made of distinct bits of weight 2^0 to 2^(F - 1), says
 * word = floor(sum / 2^F) mod 2^W.
 */
import { type Block, type Ports, refuse, type Sum, type Sums, type Word } from 'spinloom';
import { portsOf } from '../check.ts';
import { type Equation, type Module, type Network, networkOf } from './network.ts';
import { combined, constantOf, keyOf, multiplied, type Polynomial, variablesOf } from './polynomial.ts';

type Bit = number | string;

/** Proves a module equal to the sums of a block; refuses with the word that does not add up. */
export function proveSums(block: Block, module: Module): void {
  const sums: Sums = block.sums ?? refuse(`block '${block.id}' has no sums to be proven equal to`);
  const control = Object.fromEntries(sums.cases.map((port) => [port, block.inputs[port]!]));
  const bits = Object.values(control).reduce((total, width) => total + width, 0);
  for (let row = 0; row < 2 ** bits; row++) {
    const given = portsOf(BigInt(row), control);
    const network = networkOf(module, heldBits(module, given, control));
    for (const [name, word] of Object.entries(sums.words(given))) {
      const found = wordBits(block, module, network, name);
      const expected = polynomialOf(word.sum, module, network);
      // A carry into the lowest bit makes an adder wider below by one bit that is left out.
      if (![0, 1].some((extra) => addsUp(found, expected, word, network, extra)))
        refuse(`RTL of '${block.id}': the equations of its adders do not make '${name}' the sum that its function is${where(given)}`);
    }
  }
}

function where(given: Ports): string {
  const cases = Object.entries(given).map(([port, value]) => `${port} = ${value}`);
  return cases.length === 0 ? '' : ` at ${cases.join(', ')}`;
}

function heldBits(module: Module, given: Ports, control: Readonly<Record<string, number>>): ReadonlyMap<Bit, bigint> {
  return new Map(Object.keys(control).flatMap((port) => module.ports[port]!.bits.map((bit, i) => [bit, (given[port]! >> BigInt(i)) & 1n] as const)));
}

/** Bits of a port, or of a register of its name. */
function bitsNamed(module: Module, name: string): readonly Bit[] {
  const net = module.ports[name] ?? module.netnames[name] ?? module.netnames[`${name}_`];
  return (net ?? refuse(`RTL: there is no word '${name}'`)).bits;
}

/** A word of the result: an output, or what its flip-flops take next. */
function wordBits(block: Block, module: Module, { bit, next }: Network, name: string): readonly Polynomial[] {
  return bitsNamed(module, name).map((each) =>
    bit(block.kind === 'combinational' ? each : (next.get(each) ?? refuse(`RTL: '${name}' is no register`))),
  );
}

function polynomialOf(sum: Sum, module: Module, { bit }: Network): Polynomial {
  return combined(
    sum.map(({ weight, bits }) => {
      const factors = bits.map(([port, place]) => bit(bitsNamed(module, port)[place] ?? refuse(`RTL: '${port}' has no bit ${place}`)));
      return [factors.reduce(multiplied, constantOf(1n)), weight] as const;
    }),
  );
}

/** Whether 2^extra times the sum, and a constant below 2^extra, is what the equations give for the word. */
function addsUp(found: readonly Polynomial[], expected: Polynomial, { width, drop = 0 }: Word, { equations }: Network, extra: number): boolean {
  if (found.length !== width) return false;
  const low = drop + extra;
  const modulus = 1n << BigInt(width + low);
  const open = openSum(modulus);
  for (const [i, bit] of found.entries()) open.add(bit, 1n << BigInt(i + low));
  open.add(expected, -(1n << BigInt(extra)));
  const rest: bigint[] = [];
  for (const equation of [...equations].reverse()) {
    const missing = substituted(open, equation, modulus);
    if (missing === undefined) return false;
    rest.push(...missing);
  }
  const distinct =
    new Set(rest).size === rest.length && rest.every((share) => (share & (share - 1n)) === 0n && share > 0n && share < 1n << BigInt(low));
  const left = open.value();
  return distinct && (left.size === 0 || (left.size === 1 && (left.get('') ?? modulus) < 1n << BigInt(extra)));
}

/** Puts the value of an equation in place of its outputs. Gives the weights of outputs that the sum lacks; undefined where the sum holds no multiple of the others. */
function substituted(open: OpenSum, { outputs, value, modulus: known }: Equation, modulus: bigint): bigint[] | undefined {
  const factors = outputs.map(({ bit }) => open.factorOf(bit));
  const at = factors.findIndex((factor) => factor.size > 0);
  if (at < 0) return [];
  const quotient = divided(factors[at]!, outputs[at]!.weight);
  if (quotient === undefined) return undefined;
  // What is known only up to a multiple must vanish with the modulus of the word.
  if (known !== undefined && [...quotient.values()].some((weight) => (weight * known) % modulus !== 0n)) return undefined;
  const own = new Set(outputs.map(({ bit }) => bit));
  if ([...quotient.keys()].some((key) => variablesOf(key).some((id) => own.has(id)))) return undefined;
  const missing: bigint[] = [];
  for (const [i, { weight }] of outputs.entries()) {
    const wanted = reduced(combined([[quotient, weight]]), modulus);
    if (same(factors[i]!, wanted)) continue;
    if (factors[i]!.size > 0 || wanted.size !== 1) return undefined;
    missing.push(wanted.get('') ?? 0n);
  }
  for (const id of own) open.drop(id);
  open.add(multiplied(quotient, value), 1n);
  return missing;
}

interface OpenSum {
  readonly add: (polynomial: Polynomial, factor: bigint) => void;
  /** What a bit is multiplied by; weights from 0 to the modulus. */
  readonly factorOf: (bit: number) => Polynomial;
  readonly drop: (bit: number) => void;
  readonly value: () => Polynomial;
}

/** A sum modulo a power of two, whose monomials are found by their bits. */
function openSum(modulus: bigint): OpenSum {
  const sum = new Map<string, bigint>();
  const holders = new Map<number, Set<string>>();
  const add = (polynomial: Polynomial, factor: bigint): void => {
    for (const [key, weight] of polynomial) {
      const now = positive((sum.get(key) ?? 0n) + weight * factor, modulus);
      if (now === 0n) {
        sum.delete(key);
        for (const id of variablesOf(key)) holders.get(id)?.delete(key);
        continue;
      }
      sum.set(key, now);
      for (const id of variablesOf(key)) {
        const keys = holders.get(id) ?? new Set();
        holders.set(id, keys.add(key));
      }
    }
  };
  const keysOf = (bit: number): string[] => [...(holders.get(bit) ?? [])];
  return {
    add,
    factorOf: (bit) => new Map(keysOf(bit).map((key) => [keyOf(variablesOf(key).filter((id) => id !== bit)), sum.get(key)!])),
    drop: (bit) => {
      for (const key of keysOf(bit)) add(new Map([[key, sum.get(key)!]]), -1n);
    },
    value: () => sum,
  };
}

const positive = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

function reduced(polynomial: Polynomial, modulus: bigint): Polynomial {
  return new Map([...polynomial].map(([key, weight]) => [key, positive(weight, modulus)] as const).filter(([, weight]) => weight !== 0n));
}

function same(a: Polynomial, b: Polynomial): boolean {
  return a.size === b.size && [...a].every(([key, weight]) => b.get(key) === weight);
}

/** Weights by a weight, where it divides all of them. */
function divided(polynomial: Polynomial, by: bigint): Polynomial | undefined {
  const parts = [...polynomial].map(([key, weight]) => [key, weight % by === 0n ? weight / by : undefined] as const);
  return parts.some(([, weight]) => weight === undefined) ? undefined : (new Map(parts) as Polynomial);
}
