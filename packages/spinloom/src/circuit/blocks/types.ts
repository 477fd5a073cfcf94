/** What a digital block is, and a row of the table of figures: ports, a bit-exact function, the module of its RTL, and the operation that its energy is given for. */

/** Values of ports by name: unsigned numbers of the port's width, two's complement where the block is signed. */
export type Ports = Readonly<Record<string, bigint>>;

/** weight x product of bits; each bit by port and place. No bits: a constant. */
export interface Term {
  readonly weight: bigint;
  readonly bits: readonly (readonly [port: string, place: number])[];
}
export type Sum = readonly Term[];

export interface Sums {
  /** Ports by whose values the sums differ, a few bits in all; the words of the others are linear or nearly so. */
  readonly cases: readonly string[];
  /** For values of those ports: each output, and each further word of the state. */
  readonly words: (control: Ports) => Readonly<Record<string, Word>>;
}

export interface Word {
  readonly sum: Sum;
  readonly width: number;
  /** Low bits of the sum that are left out. Default 0. */
  readonly drop?: number;
}

interface Common {
  readonly id: string;
  readonly title: string;
  /** Paper and section, or why it is here. */
  readonly cite: string;
  /** Module of the RTL and its parameters. */
  readonly module: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Synthesised from gates, without the library's adder cells. */
  readonly onlyGates?: boolean;
  /** Widths of the ports, clock left out. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
  /** The function as sums of bits, where it is arithmetic over too many inputs for a truth table. */
  readonly sums?: Sums;
}

export interface CombinationalBlock extends Common {
  readonly kind: 'combinational';
  readonly evaluate: (inputs: Ports) => Ports;
}

export interface ClockedBlock extends Common {
  readonly kind: 'clocked';
  /** State after the clock edge; outputs are entries of the state. */
  readonly step: (state: Ports, inputs: Ports) => Ports;
  /** Inputs of a first clock that makes every state known. */
  readonly opening: Ports;
  /** What counts as one operation: so many clocks, with these inputs held at each of them; the others are random. */
  readonly operation: { readonly clocks: number; readonly what: string; readonly held: (clock: number) => Ports };
}

export type Block = CombinationalBlock | ClockedBlock;

export interface BlockRow {
  /** Cells of the mapped netlist by type. */
  readonly cells: Readonly<Record<string, number>>;
  readonly area_m2: number;
  /** Latest output after a change of inputs; of a clocked block, the least clock period. */
  readonly delay_s: number;
  /** Delay of the logic between flip-flops and adder cells as abc gives it, for comparison. */
  readonly abc_s: number;
  /** One operation: all inputs change at random, or what the block calls its operation. */
  readonly energy_J: number;
  readonly leakage_W: number;
  /** How RTL and function, netlist and RTL were held equal. */
  readonly proof: { readonly function: string; readonly netlist: string };
}

export interface BlockTable {
  readonly yosys: string;
  /** SHA-256 of RTL, cell library, script and block descriptions. */
  readonly inputs_sha256: string;
  readonly rows: Readonly<Record<string, BlockRow>>;
}

/** Bits of a word, least significant first. */
export function bitsOf(word: bigint, width: number): readonly (0 | 1)[] {
  return Array.from({ length: width }, (_, i) => Number((word >> BigInt(i)) & 1n) as 0 | 1);
}

/** A word cut to a width: what two's complement keeps. */
export const cut = (value: bigint, width: number): bigint => BigInt.asUintN(width, value);
/** A word read as two's complement. */
export const signed = (value: bigint, width: number): bigint => BigInt.asIntN(width, value);
