/**
 * A non-volatile flip-flop: the flip-flop of the cell library as the CMOS half, and two junctions on heavy metals in series that keep its bit.
 *
 * Backup: two drivers push a current from Q to its complement through both heavy metals, opposite ways, so that one junction turns parallel and the other
 * antiparallel. Restore: while the supply rises, each side of the slave latch is tied through a junction to ground; the side of the parallel junction
 * falls behind. The free layers obey the LLG equation in the circuit; nothing else remembers while the supply is away.
 * Paper 2 (II.B.3) gives the function and no circuit: this drawing is our own.
 */
import { macrospinFields, macrospinPreset } from 'spinloom';
import { cellNetlist } from '../library/index.ts';
import { integral, type SpiceEngine, valueAt, vector, type Waveforms } from '../spice/index.ts';
import { freeLayerLines, junctionLine, netlist, nmos, pmos } from './parts.ts';
import { defaultJunction } from './sense.ts';

export interface NvFlipFlopOptions {
  /** Default true. */
  readonly backup?: boolean;
}

export interface NvFlipFlopFigures {
  readonly stored: boolean;
  /** Q before backup and after restore. */
  readonly before: boolean;
  readonly restored: boolean;
  /** Highest voltage of any transistor's node at the end of the time without supply. */
  readonly residue_V: number;
  /** Through the heavy metals 1.5 ns into the backup. */
  readonly backupCurrent_A: number;
  /** From the supply and the control lines. */
  readonly backup_J: number;
  readonly restore_J: number;
  readonly waveforms: Waveforms;
}

/** In ns. The restore starts before the supply rises and drains the latch through the junctions. */
const at = { clock: 1, backup: 2, backupEnd: 5, off: 5.5, restore: 14.5, on: 15.5, restoreEnd: 17.5, end: 18 };
const [control_V, driver_um] = [1.2, 0.4];

/** `backup: false` leaves the junctions as they were before: at the opposite bit. */
export function nvFlipFlopNetlist(stored: boolean, { backup = true }: NvFlipFlopOptions = {}): string {
  const { parameters } = macrospinPreset('A');
  const layer = { parameters, fields: macrospinFields(parameters) };
  const metal_ohm = layer.fields.heavyMetalResistance_ohm;
  // Both junctions hold the opposite bit before the backup.
  const start = (sign: number): readonly [number, number, number] => [sign * Math.cos(0.1), Math.sin(0.1), 0];
  const before = stored ? -1 : 1;
  return netlist(`non-volatile flip-flop, ${Number(stored)}`, [
    cellNetlist('INV'),
    `vdd vdd 0 pwl(0 0 0.2n 1 ${at.off}n 1 ${at.off + 0.5}n 0 ${at.on}n 0 ${at.on + 1}n 1)`,
    `vd d 0 pwl(0 0 0.2n ${Number(stored)} ${at.backup}n ${Number(stored)} ${at.backup + 0.1}n 0)`,
    `vck ck 0 pwl(0 0 ${at.clock}n 0 ${at.clock + 0.02}n 1 ${at.clock + 0.5}n 1 ${at.clock + 0.52}n 0)`,
    `vbk bk 0 pwl(0 0 ${at.backup}n 0 ${at.backup + 0.05}n ${backup ? control_V : 0} ${at.backupEnd}n ${backup ? control_V : 0} ${at.backupEnd + 0.05}n 0)`,
    `vre re 0 pwl(0 0 ${at.restore}n 0 ${at.restore + 0.2}n 1 ${at.restoreEnd}n 1 ${at.restoreEnd + 0.05}n 0)`,
    ...latchLines(),
    // Drivers of the backup: inverters behind boosted switches at either end of the two heavy metals.
    ...['q', 'qb'].flatMap((side) => [
      pmos(`d${side}`, `w${side}`, side, 'vdd', 2 * driver_um),
      nmos(`d${side}`, `w${side}`, side, '0', driver_um),
      nmos(`b${side}`, `w${side}`, 'bk', `h${side}`, driver_um),
    ]),
    `rhq hq tap ${metal_ohm}`,
    'vhm tap mid 0',
    `rhqb mid hqb ${metal_ohm}`,
    // The current that writes towards the antiparallel state of the one writes towards the parallel state of the other.
    ...freeLayerLines('a', layer, '-i(vhm)', start(before)),
    ...freeLayerLines('b', layer, 'i(vhm)', start(-before)),
    ...(['a', 'b'] as const).flatMap((name, i) => {
      const side = i === 0 ? 's' : 'sb';
      return [nmos(`r${name}`, side, 're', `j${name}`, 0.24), junctionLine(name, `j${name}`, 'jground', defaultJunction(), `(1+v(${name}x))/2`)];
    }),
    'rjground jground 0 1',
    `.tran 4p ${at.end}n`,
  ]);
}

/** Master and slave; the slave keeps s = Q and sb, and its loop is closed while the clock is low. */
function latchLines(): string[] {
  return [
    'xck1 ck ckn vdd 0 INV',
    'xck2 ckn ckp vdd 0 INV',
    ...gate('d', 'm', 'ckn', 'ckp'),
    'xm m mb vdd 0 INV',
    ...gate('mb', 'm2', 'ckp', 'ckn', 'm'),
    ...pass('mb', 's', 'ckp', 'ckn'),
    // Both halves of the slave have equal drive and load, so that the junctions alone decide at a restore.
    ...gate('s', 'sb2', 'vdd', '0', 'sb'),
    ...gate('sb', 's2', 'ckn', 'ckp', 's'),
    'xq sb q vdd 0 INV',
    'xqb s qb vdd 0 INV',
  ];
}

function gate(input: string, name: string, on: string, off: string, output: string = name): string[] {
  return [
    pmos(`${name}t`, `${name}p`, input, 'vdd', 0.32),
    pmos(`${name}u`, output, off, `${name}p`, 0.32),
    nmos(`${name}u`, output, on, `${name}n`, 0.21),
    nmos(`${name}t`, `${name}n`, input, '0', 0.21),
  ];
}

function pass(from: string, to: string, on: string, off: string): string[] {
  return [nmos(`${to}pass`, to, on, from, 0.21), pmos(`${to}pass`, to, off, from, 0.32)];
}

/** Runs the life of one bit: clocked in, backed up, without supply for 9.5 ns, restored. */
export async function measureNvFlipFlop(engine: SpiceEngine, stored: boolean, options: NvFlipFlopOptions = {}): Promise<NvFlipFlopFigures> {
  const waveforms = await engine.simulate(nvFlipFlopNetlist(stored, options));
  const volts = (node: string, ns: number): number => valueAt(waveforms, `v(${node})`, ns * 1e-9);
  const energy = (from: number, to: number): number =>
    ['vdd', 'vbk', 'vre', 'vck', 'vd'].reduce((total, source) => total + supplied(waveforms, source, from * 1e-9, to * 1e-9), 0);
  const nodes = ['q', 'qb', 's', 'sb', 'm', 'mb', 'wq', 'wqb', 'hq', 'hqb'];
  return {
    stored,
    before: volts('q', at.backup) > 0.5,
    restored: volts('q', at.end) > 0.5,
    residue_V: Math.max(...nodes.map((node) => Math.abs(volts(node, at.on)))),
    backupCurrent_A: valueAt(waveforms, 'i(vhm)', (at.backup + 1.5) * 1e-9),
    backup_J: energy(at.backup, at.backupEnd + 0.1),
    restore_J: energy(at.restore, at.end),
    waveforms,
  };
}

function supplied(run: Waveforms, source: string, from_s: number, to_s: number): number {
  const node = vector(run, `v(${source === 'vdd' ? 'vdd' : source.slice(1)})`);
  const power = { vectors: new Map([...run.vectors, ['p', vector(run, `i(${source})`).map((amperes, i) => -amperes * node[i]!)]]) };
  return integral(power, 'p', from_s, to_s);
}
