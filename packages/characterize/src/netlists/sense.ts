/**
 * Sensing of a column: one cell (READ) or two in parallel (AND, OR, XOR) against reference branches, decided by the amplifier. XOR takes two decisions,
 * OR and then AND, and a NOR gate. The latches of XOR fire 0.5 ns apart: together, their kicks on the one bit line exceed the margin of OR.
 *
 * Each cell is the read transistor, the junction and half of the heavy metal; a reference branch has the same transistors and metal with a resistor that
 * stands at the midpoint of the neighbouring levels (paper 1, III.B). The current comes on at 0.2 ns, the latch decides from 2 ns, lines are taken at 1.95 ns.
 */
import { fitJunction, macrospinFields, macrospinPreset, refuse } from 'spinloom';
import { cellNetlist } from '../library/index.ts';
import { crossing, integral, type SpiceEngine, valueAt, type Waveforms } from '../spice/index.ts';
import { biasLines, enable, latchLines, sourceLines } from './amplifier.ts';
import { fittedJunction, type JunctionResistance, junctionLine, netlist, nmos, pulse } from './parts.ts';

export type SenseOperation = 'read' | 'and' | 'or' | 'xor';
export const senseOperations: readonly SenseOperation[] = ['read', 'and', 'or', 'xor'];

export interface SenseOptions {
  readonly operation: SenseOperation;
  /** Stored bits: one for a read, two else. 1 is the antiparallel state. */
  readonly stored: readonly boolean[];
  /** Default: preset N1 on the ellipse of free layer A, with its fall of the TMR with the bias. */
  readonly junction?: JunctionResistance;
  /** In each branch. Default 20. */
  readonly current_uA?: number;
  /** Half of the heavy metal, in series with the junction. Default: of free layer A, 444 ohm. */
  readonly halfMetal_ohm?: number;
  /** Of the read transistors. Default 0.24. */
  readonly width_um?: number;
}

export interface SenseFigures {
  readonly operation: SenseOperation;
  readonly stored: readonly boolean[];
  readonly result: boolean;
  /** Bit line at 1.95 ns. */
  readonly line_V: number;
  /** Reference lines then, by decision: 'read', 'and', 'or'. */
  readonly reference_V: Readonly<Record<string, number>>;
  /** Smallest distance of the line to a reference. */
  readonly margin_V: number;
  /** From the middle of the first latch clock until the last decision passes half of the supply; the second clock of XOR comes 0.5 ns later. */
  readonly decision_s: number;
  /** From the supply until 3.5 ns: currents, latches and gate. */
  readonly energy_J: number;
  readonly waveforms: Waveforms;
}

export const supply_V = 1;
const apart_ns = 0.5;

/** When the first latch fires and when the run ends; results are taken half a nanosecond before the end. */
export interface SenseTimes {
  readonly clock_ns: number;
  readonly end_ns: number;
}
const shortTimes: SenseTimes = { clock_ns: 2, end_ns: 4 };

/** What each operation compares with. */
export const decisions: Readonly<Record<SenseOperation, readonly Reference[]>> = { read: ['read'], and: ['and'], or: ['or'], xor: ['or', 'and'] };
type Reference = 'read' | 'and' | 'or';

export function senseNetlist(options: SenseOptions): string {
  const { operation, stored, ...cell } = complete(options);
  const title = `${operation.toUpperCase()} of ${stored.map(Number).join('')}`;
  return netlist(title, [
    ...frameLines(options, shortTimes),
    pulse('rwl', 'rwl', supply_V, 0.1, shortTimes.end_ns),
    ...stored.flatMap((bit, i) => cellLines(`c${i}`, 'bl', 'rwl', bit, cell)),
    'cbl bl 0 5f',
    `.tran 5p ${shortTimes.end_ns}n`,
  ]);
}

/**
 * Supply, clocks, currents, references, latches and gate around a bit line `bl`. `branchAt`: the node at which the branch of a reference hangs; its latch and
 * current are at `rf_REFERENCE`.
 */
export function frameLines(
  options: SenseOptions,
  { clock_ns, end_ns }: SenseTimes,
  branchAt: (reference: string) => string = (reference) => `rf_${reference}`,
): string[] {
  const { operation, stored, junction, width_um, halfMetal_ohm, current_uA } = complete(options);
  const references = decisions[operation].flatMap((reference, i) => [
    ...sourceLines(reference, `rf_${reference}`),
    nmos(`ref_${reference}`, branchAt(reference), 'vdd', `rr_${reference}`, width_um, ` m=${stored.length}`),
    `r_${reference} rr_${reference} 0 ${referenceResistance(reference, junction, current_uA * 1e-6) + halfMetal_ohm / stored.length}`,
    `c_${reference} rf_${reference} 0 5f`,
    ...latchLines(reference, 'bl', `rf_${reference}`, `clk${i}`),
    pulse(`clk${i}`, `clk${i}`, 0, clock_ns + i * apart_ns, end_ns, { low_V: supply_V }),
  ]);
  return [
    cellNetlist('INV'),
    ...(operation === 'xor' ? [cellNetlist('NOR2'), 'xgate andqb ornb xor vdd 0 NOR2', 'cxor xor 0 1f'] : []),
    `vdd vdd 0 ${supply_V}`,
    pulse('enb', enable, 0, 0.2, end_ns, { low_V: supply_V }),
    ...biasLines(current_uA * 1e-6),
    ...sourceLines('bl', 'bl'),
    ...references,
  ];
}

/** A cell between the line and ground. */
export function cellLines(
  name: string,
  line: string,
  word: string,
  bit: boolean,
  cell: Pick<CompleteSense, 'junction' | 'width_um' | 'halfMetal_ohm'>,
): string[] {
  return [
    nmos(name, line, word, `${name}j`, cell.width_um),
    junctionLine(name, `${name}j`, `${name}h`, cell.junction, bit ? 1 : 0),
    `r${name} ${name}h 0 ${cell.halfMetal_ohm}`,
  ];
}

/** Runs one operation on stored bits; refuses an amplifier that does not decide. */
export async function measureSense(engine: SpiceEngine, options: SenseOptions): Promise<SenseFigures> {
  return figuresOf(await engine.simulate(senseNetlist(options)), options);
}

/** What the waveforms around `frameLines` say. */
export function figuresOf(waveforms: Waveforms, { operation, stored }: SenseOptions, times: SenseTimes = shortTimes): SenseFigures {
  const at = { sample_s: (times.clock_ns - 0.05) * 1e-9, clock_s: (times.clock_ns + 0.01) * 1e-9, settled_s: (times.end_ns - 0.5) * 1e-9 };
  const decided = decisions[operation].map((name, i) => ({
    name,
    ...decision(waveforms, name, operation, { ...at, clock_s: at.clock_s + i * apart_ns * 1e-9 }),
  }));
  const value = (name: string): boolean => decided.find((one) => one.name === name)!.value;
  const result = operation === 'xor' ? logicLevel(waveforms, 'v(xor)', operation, at.settled_s) : value(operation);
  const line_V = valueAt(waveforms, 'v(bl)', at.sample_s);
  const reference_V = Object.fromEntries(decided.map(({ name }) => [name, valueAt(waveforms, `v(rf_${name})`, at.sample_s)]));
  return {
    operation,
    stored,
    result,
    line_V,
    reference_V,
    margin_V: Math.min(...Object.values(reference_V).map((reference) => Math.abs(line_V - reference))),
    decision_s: Math.max(...decided.map(({ after_s }, i) => after_s + i * apart_ns * 1e-9)),
    energy_J: -integral(waveforms, 'i(vdd)', 0, at.settled_s) * supply_V,
    waveforms,
  };
}

function decision(
  waveforms: Waveforms,
  name: string,
  operation: SenseOperation,
  { clock_s, settled_s }: { readonly clock_s: number; readonly settled_s: number },
): { readonly value: boolean; readonly after_s: number } {
  const value = logicLevel(waveforms, `v(${name}q)`, operation, settled_s);
  const winner = value ? `v(${name}q)` : `v(${name}n)`;
  return { value, after_s: crossing(waveforms, winner, { level: supply_V / 2, direction: 'rise', after_s: clock_s })! - clock_s };
}

function logicLevel(waveforms: Waveforms, node: string, operation: SenseOperation, at_s: number): boolean {
  const volts = valueAt(waveforms, node, at_s);
  if (volts > 0.2 * supply_V && volts < 0.8 * supply_V)
    refuse(`the amplifier of ${operation} has not decided: ${node} is ${volts.toFixed(3)} V at the end; give it a larger margin`);
  return volts >= 0.8 * supply_V;
}

/** Midpoint of the neighbouring levels, each at the bias that the current gives it. */
function referenceResistance(reference: Reference, junction: JunctionResistance, current_A: number): number {
  const level = (cells: number, ones: number): number => levelResistance(junction, cells, ones, current_A);
  const [cells, below] = { read: [1, 0], and: [2, 1], or: [2, 0] }[reference] as [number, number];
  return (level(cells, below) + level(cells, below + 1)) / 2;
}

/** Resistance of junctions in parallel at the voltage that a current makes across them, by bisection: the voltage grows with the resistance. */
export function levelResistance({ parallel_ohm, tmr, halfBias_V }: JunctionResistance, cells: number, ones: number, current_A: number): number {
  const parallel = (volts: number): number => {
    const antiparallel = parallel_ohm * (1 + (halfBias_V === undefined ? tmr : tmr / (1 + (volts / halfBias_V) ** 2)));
    return 1 / ((cells - ones) / parallel_ohm + ones / antiparallel);
  };
  let [low, high] = [0, current_A * parallel(0)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (current_A * parallel(middle) > middle) low = middle;
    else high = middle;
  }
  return parallel(low);
}

let known: JunctionResistance | undefined;

/** Preset N1 on the ellipse of free layer A. */
export function defaultJunction(): JunctionResistance {
  known ??= fittedJunction(fitJunction(), macrospinFields(macrospinPreset('A').parameters).area_m2);
  return known;
}

/** The options with their defaults. */
export function complete(options: SenseOptions): CompleteSense {
  const { operation, stored } = options;
  const expected = operation === 'read' ? 1 : 2;
  if (stored.length !== expected) refuse(`${operation} senses ${expected} stored bit${expected === 1 ? '' : 's'}, found ${stored.length}`);
  return { junction: defaultJunction(), current_uA: 20, halfMetal_ohm: 444.4, width_um: 0.24, ...options };
}

export type CompleteSense = Required<SenseOptions>;

/** All stored values of an operation. */
export function storedValues(operation: SenseOperation): boolean[][] {
  const bits = [false, true];
  return operation === 'read' ? bits.map((bit) => [bit]) : bits.flatMap((a) => bits.map((b) => [a, b]));
}

/** What the operation must give. */
export function truth(operation: SenseOperation, stored: readonly boolean[]): boolean {
  const [a, b] = stored as [boolean, boolean];
  return { read: a, and: a && b, or: a || b, xor: a !== b }[operation];
}
