/**
 * RTL as arithmetic: which bits are logic of other bits, and which obey an equation of integers: adders, multipliers, comparators and the modules of full adder, half
 * adder and 4:2 compressor (each proven by its own truth table).
 */
import { refuse } from 'spinloom';
import { boundsOf, combined, constantOf, multiplied, type Polynomial, variable } from './polynomial.ts';

type Bit = number | string;

/** A module as Yosys writes it. */
export interface Module {
  readonly ports: Readonly<Record<string, { readonly direction: string; readonly bits: readonly Bit[] }>>;
  readonly netnames: Readonly<Record<string, { readonly bits: readonly Bit[] }>>;
  readonly cells: Readonly<Record<string, Cell>>;
}
interface Cell {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly connections: Readonly<Record<string, readonly Bit[]>>;
}

/** sum of weight x output = value; exact, or where `modulus` is given up to a multiple of it. */
export interface Equation {
  readonly outputs: readonly { readonly bit: number; readonly weight: bigint }[];
  readonly value: Polynomial;
  readonly modulus?: bigint;
}

export interface Network {
  /** A bit in terms of inputs, of flip-flops and of outputs of equations. */
  readonly bit: (bit: Bit) => Polynomial;
  /** Each after those that it depends on. */
  readonly equations: readonly Equation[];
  /** What a flip-flop takes at the next clock, by its output. */
  readonly next: ReadonlyMap<Bit, Bit>;
}

/** Modules that keep their name, with inputs that add up to sum + 2 (all other outputs). */
export const leaves: Readonly<Record<string, { readonly inputs: readonly string[]; readonly doubles: readonly string[] }>> = {
  half_adder: { inputs: ['a', 'b'], doubles: ['cout'] },
  full_adder: { inputs: ['a', 'b', 'cin'], doubles: ['cout'] },
  compressor42_xm: { inputs: ['x1', 'x2', 'x3', 'x4', 'cin'], doubles: ['carry', 'cout'] },
};

/**
 * The network with some bits held at constants. Refuses cells that are neither logic nor arithmetic known here, and flip-flops that do not take the rising edge of the
 * port clk, and loops without a flip-flop. That each bit has one driver is for Yosys's `check` to say.
 */
export function networkOf(module: Module, held: ReadonlyMap<Bit, bigint>): Network {
  const drivers = new Map<Bit, readonly [cell: Cell, port: string, place: number]>();
  const next = new Map<Bit, Bit>();
  for (const cell of Object.values(module.cells)) {
    if (cell.type === '$dff') {
      if (cell.parameters.CLK_POLARITY !== undefined && !isSet(cell, 'CLK_POLARITY')) refuse('a flip-flop of the RTL takes the falling edge');
      if (cell.connections.CLK![0] !== module.ports.clk?.bits[0]) refuse("a flip-flop of the RTL is clocked by another signal than the port 'clk'");
      for (const [i, q] of cell.connections.Q!.entries()) next.set(q, cell.connections.D![i]!);
    } else for (const port of outputsOf(cell)) for (const [i, bit] of wired(cell, port).entries()) drivers.set(bit, [cell, port, i]);
  }
  const known = new Map<Bit, Polynomial>();
  const solved = new Set<Cell>();
  /** Bits and cells whose operands are being followed. */
  const pending = new Set<Bit | Cell>();
  const equations: Equation[] = [];
  let fresh = -1;

  const bit = (which: Bit): Polynomial => {
    const found = known.get(which);
    if (found !== undefined) return found;
    const made = followed(which, () => derived(which));
    known.set(which, made);
    return made;
  };
  const derived = (which: Bit): Polynomial => {
    if (typeof which === 'string') return which === '0' || which === '1' ? constantOf(BigInt(which)) : refuse(`the RTL holds a bit '${which}'`);
    const value = held.get(which);
    if (value !== undefined) return constantOf(value);
    const driver = drivers.get(which);
    if (driver === undefined) return variable(which);
    const [cell, , place] = driver;
    const gate = logic[cell.type];
    if (gate !== undefined) return gate({ place, at: (port, i) => bit(operandBit(cell, port, i)), word: (port) => word(cell, port) });
    if (!solved.has(cell)) {
      equations.push(...followed(cell, () => equationsOf(cell)));
      solved.add(cell);
    }
    return variable(which);
  };
  const followed = <T>(what: Bit | Cell, follow: () => T): T => {
    if (pending.has(what)) refuse('the RTL holds a loop without a flip-flop');
    pending.add(what);
    const result = follow();
    pending.delete(what);
    return result;
  };
  const word = (cell: Cell, port: string): Polynomial => {
    const bits = cell.connections[port]!;
    const negative = isSet(cell, `${port}_SIGNED`);
    return combined(bits.map((each, i) => [bit(each), negative && i === bits.length - 1 ? -(1n << BigInt(i)) : 1n << BigInt(i)]));
  };
  const equationsOf = (cell: Cell): Equation[] => {
    const leaf = leaves[cell.type];
    if (leaf !== undefined) {
      const value = combined(leaf.inputs.map((port) => [bit(wired(cell, port)[0]!), 1n]));
      const outputs = [['sum', 1n] as const, ...leaf.doubles.map((port) => [port, 2n] as const)];
      return [{ outputs: outputs.map(([port, weight]) => ({ bit: cell.connections[port]![0] as number, weight })), value }];
    }
    const y = cell.connections.Y as readonly number[];
    if (cell.type === '$fa') return y.map((each, i) => rowEquation(cell, each, i));
    if (cell.type === '$alu') return [sumEquation(y, aluValue(cell))];
    const value = arithmetic[cell.type]?.(word(cell, 'A'), word(cell, 'B')) ?? refuse(`a cell '${cell.type}' of the RTL is no arithmetic known here`);
    if (cell.type === '$ge' || cell.type === '$le') {
      const { least, most } = boundsOf(value);
      let width = 1;
      while (1n << BigInt(width) <= most || -(1n << BigInt(width)) > least) width++;
      const rest = Array.from({ length: width }, (_, i) => ({ bit: fresh--, weight: 1n << BigInt(i) }));
      return [
        {
          outputs: [...rest, { bit: y[0]!, weight: 1n << BigInt(width) }],
          value: combined([
            [value, 1n],
            [constantOf(1n << BigInt(width)), 1n],
          ]),
        },
      ];
    }
    return [sumEquation(y, value)];
  };
  /** One place of a row of full adders: Y + 2 X = A + B + C. */
  const rowEquation = ({ connections }: Cell, y: number, i: number): Equation => ({
    outputs: [
      { bit: y, weight: 1n },
      { bit: connections.X![i] as number, weight: 2n },
    ],
    value: combined(['A', 'B', 'C'].map((port) => [bit(connections[port]![i]!), 1n])),
  });
  /** A + B + CI, or A + not B + CI. */
  const aluValue = (cell: Cell): Polynomial => {
    const inverted = heldValue(bit(cell.connections.BI![0]!)) ?? refuse('an adder of the RTL adds or subtracts as a bit says');
    const width = cell.connections.Y!.length;
    const b = Array.from({ length: width }, (_, i) => {
      const each = bit(operandBit(cell, 'B', i));
      return [inverted === 0n ? each : not(each), 1n << BigInt(i)] as const;
    });
    return combined([[word(cell, 'A'), 1n], ...b, [bit(cell.connections.CI![0]!), 1n]]);
  };
  // Every arithmetic cell comes after what its operands hang on.
  for (const cell of Object.values(module.cells))
    if (logic[cell.type] === undefined && cell.type !== '$dff' && cell.type !== '$scopeinfo')
      for (const each of outputsOf(cell).flatMap((port) => cell.connections[port]!)) bit(each);
  return { bit, equations, next };
}

/** An equation of a word: exact where the value fits it, as an unsigned number or in two's complement. */
function sumEquation(y: readonly number[], value: Polynomial): Equation {
  const full = 1n << BigInt(y.length);
  const outputs = y.map((bit, i) => ({ bit, weight: 1n << BigInt(i) }));
  const { least, most } = boundsOf(value);
  if (least >= 0n && most < full) return { outputs, value };
  if (least >= -full / 2n && most < full / 2n)
    return { outputs: outputs.map((each, i) => (i === y.length - 1 ? { ...each, weight: -each.weight } : each)), value };
  return { outputs, value, modulus: full };
}

const arithmetic: Readonly<Record<string, (a: Polynomial, b: Polynomial) => Polynomial>> = {
  $add: (a, b) =>
    combined([
      [a, 1n],
      [b, 1n],
    ]),
  $sub: (a, b) =>
    combined([
      [a, 1n],
      [b, -1n],
    ]),
  $mul: multiplied,
  $ge: (a, b) =>
    combined([
      [a, 1n],
      [b, -1n],
    ]),
  $le: (a, b) =>
    combined([
      [b, 1n],
      [a, -1n],
    ]),
};

interface Operands {
  /** Place of the result's bit. */
  readonly place: number;
  readonly at: (port: string, place: number) => Polynomial;
  readonly word: (port: string) => Polynomial;
}
const not = (a: Polynomial): Polynomial =>
  combined([
    [constantOf(1n), 1n],
    [a, -1n],
  ]);
const logic: Readonly<Record<string, (operands: Operands) => Polynomial>> = {
  $not: ({ at, place }) => not(at('A', place)),
  $and: ({ at, place }) => multiplied(at('A', place), at('B', place)),
  $xor: ({ at, place }) =>
    combined([
      [at('A', place), 1n],
      [at('B', place), 1n],
      [multiplied(at('A', place), at('B', place)), -2n],
    ]),
  $mux: ({ at, place }) => {
    const select = heldValue(at('S', 0));
    // A held select leaves one side, and what stands on the other is not looked at.
    if (select !== undefined) return at(select === 0n ? 'A' : 'B', place);
    return combined([
      [multiplied(not(at('S', 0)), at('A', place)), 1n],
      [multiplied(at('S', 0), at('B', place)), 1n],
    ]);
  },
  $shl: ({ at, place, word }) => {
    const by = heldValue(word('B')) ?? refuse('the RTL shifts by a word that is not held');
    return BigInt(place) < by ? constantOf(0n) : at('A', place - Number(by));
  },
};

function heldValue(polynomial: Polynomial): bigint | undefined {
  if (polynomial.size === 0) return 0n;
  return polynomial.size === 1 ? polynomial.get('') : undefined;
}

/** The bit of an operand that meets a place of the result. */
function operandBit(cell: Cell, port: string, place: number): Bit {
  const bits = cell.connections[port]!;
  return bits[place] ?? (isSet(cell, `${port}_SIGNED`) ? bits.at(-1)! : '0');
}

/** Outputs that are looked at; a bit that another output drives counts as free. */
function outputsOf({ type }: Cell): readonly string[] {
  const leaf = leaves[type];
  if (leaf !== undefined) return ['sum', ...leaf.doubles];
  if (type === '$scopeinfo') return [];
  return type === '$fa' ? ['Y', 'X'] : ['Y'];
}
/** What a port is connected to. */
function wired({ type, connections }: Cell, port: string): readonly Bit[] {
  const bits = connections[port] ?? [];
  return bits.length > 0 ? bits : refuse(`a cell '${type}' of the RTL has nothing at its port '${port}'`);
}
const isSet = ({ parameters }: Cell, name: string): boolean => /1/.test(parameters[name] ?? '0');
