/**
 * A whole column of the papers' sub-array of 256 x 512: both selected cells at one end of the bit line, 254 unselected cells as load, word line with its
 * driver, gates of 512 cells and the column at its far end; references on columns of their own. And the write at the far end of its bit line.
 *
 * The read current drops about 14 mV along the bit line, as much as the margin of OR. So the branch of a reference hangs in the middle of its line: rows at
 * either end are half of the drop away from it. With the branch at the near end, OR and XOR of two far parallel cells are decided wrongly.
 *
 * One word line stands for both rows: they are equal. The source line is at ground; neighbouring columns act through the capacitance of the wires alone.
 */
import { macrospinFields, macrospinPreset } from 'spinloom';
import { cellNetlist } from '../library/index.ts';
import { crossing, type SpiceEngine, valueAt, vector, type Waveforms } from '../spice/index.ts';
import { columnGeometry, columns, gateLines, ladderLines, rows, sections, unselectedLines } from './ladder.ts';
import { netlist, nmos, pmos, pulse } from './parts.ts';
import { cellLines, complete, decisions, figuresOf, frameLines, type SenseFigures, type SenseOptions, supply_V } from './sense.ts';

const times = { clock_ns: 6, end_ns: 8 };
const decode_ns = 0.1;

export interface ColumnFigures extends SenseFigures {
  /** From the input of the word line driver to half of the supply at its far end. */
  readonly wordLine_s: number;
  /** From then until the distance of bit line and reference stays within 10 % of its last value before the latch. */
  readonly settling_s: number;
}

export interface ColumnOptions extends SenseOptions {
  /** Where the selected rows lie: in the last or in the first section from the amplifier. Default far. */
  readonly row?: 'near' | 'far';
}

export function columnNetlist({ row = 'far', ...options }: ColumnOptions): string {
  const { operation, stored, ...cell } = complete(options);
  const { wire, cellWidth_m, cellHeight_m } = columnGeometry();
  const behind_ohm = cell.junction.parallel_ohm + cell.halfMetal_ohm;
  const bitLine = (name: string, near: string, missing: number): string[] => [
    ...ladderLines(name, near, rows * cellHeight_m, wire),
    ...unselectedLines(name, rows, missing, cell.width_um, behind_ohm),
  ];
  return netlist(`column of ${rows} cells, ${operation.toUpperCase()} of ${stored.map(Number).join('')} at its ${row} end`, [
    ...frameLines(options, times, (reference) => `rf${reference}${sections / 2}`),
    pulse('dec', 'dec', supply_V, decode_ns, times.end_ns),
    ...driverLines('w', 'dec', 'rwl0', 2),
    ...ladderLines('rwl', 'rwl0', columns * cellWidth_m, wire),
    ...gateLines('rwl', 1, cell.width_um),
    // Amplifier and currents sit at the near end of the lines.
    ...bitLine('bl', 'bl', stored.length),
    ...decisions[operation].flatMap((reference) => bitLine(`rf${reference}`, `rf_${reference}`, 0)),
    ...stored.flatMap((bit, i) => cellLines(`c${i}`, `bl${row === 'far' ? sections : 1}`, `rwl${sections}`, bit, cell)),
    `.tran 10p ${times.end_ns}n`,
  ]);
}

/** Runs one operation of a column. */
export async function measureColumn(engine: SpiceEngine, options: ColumnOptions): Promise<ColumnFigures> {
  const waveforms = await engine.simulate(columnNetlist(options));
  const wordLine = crossing(waveforms, `v(rwl${sections})`, { level: supply_V / 2, direction: 'rise' })!;
  const start = crossing(waveforms, 'v(dec)', { level: supply_V / 2, direction: 'rise' })!;
  const settled = Math.max(...decisions[options.operation].map((reference) => settling(waveforms, `v(rf_${reference})`)));
  return { ...figuresOf(waveforms, options, times), wordLine_s: wordLine - start, settling_s: settled - start };
}

/** The last time before the latch at which the distance of line and reference was more than 10 % off. */
function settling(waveforms: Waveforms, reference: string): number {
  const [time, line, other] = [vector(waveforms, 'time'), vector(waveforms, 'v(bl)'), vector(waveforms, reference)];
  const sample_s = (times.clock_ns - 0.05) * 1e-9;
  const final = valueAt(waveforms, 'v(bl)', sample_s) - valueAt(waveforms, reference, sample_s);
  let last = 0;
  for (let i = 0; i < time.length && time[i]! < sample_s; i++) if (Math.abs(line[i]! - other[i]! - final) > 0.1 * Math.abs(final)) last = time[i]!;
  return last;
}

export interface ColumnWriteOptions {
  /** Of the write transistors. Default 0.12. */
  readonly width_um?: number;
  /** Default 1.2. */
  readonly wordLine_V?: number;
  /** Of the bit line driver. Default 1.0. */
  readonly drive_V?: number;
}

/** The write through driver and line into the cell at the far end; the word line is up. */
export function columnWriteNetlist({ width_um = 0.12, wordLine_V = 1.2, drive_V = 1 }: ColumnWriteOptions = {}): string {
  const { wire, cellHeight_m } = columnGeometry();
  const metal_ohm = macrospinFields(macrospinPreset('A').parameters).heavyMetalResistance_ohm;
  return netlist(`write at the far end of a column of ${rows}`, [
    cellNetlist('INV'),
    `vdd vdd 0 ${drive_V}`,
    pulse('dec', 'dec', drive_V, 0.2, 4.9),
    ...driverLines('w', 'dec', 'wbl0', 8),
    ...ladderLines('wbl', 'wbl0', rows * cellHeight_m, wire),
    ...unselectedLines('wbl', rows, 1, width_um, metal_ohm),
    `vwl wwl 0 ${wordLine_V}`,
    nmos('write', `wbl${sections}`, 'wwl', 'hm', width_um),
    `rhm hm tap ${metal_ohm}`,
    'vhm tap 0 0',
    '.tran 5p 5n',
  ]);
}

/** Current at the far end at 1.5 ns, in amperes. */
export async function measureColumnWrite(engine: SpiceEngine, options: ColumnWriteOptions = {}): Promise<number> {
  return valueAt(await engine.simulate(columnWriteNetlist(options)), 'i(vhm)', 1.5e-9);
}

/** Two inverters, the second `size` times larger than the first. */
function driverLines(name: string, input: string, output: string, size: number): string[] {
  return [
    `x${name} ${input} ${name}mid vdd 0 INV m=2`,
    pmos(name, output, `${name}mid`, 'vdd', 4 * size),
    nmos(name, output, `${name}mid`, '0', 2 * size),
  ];
}
