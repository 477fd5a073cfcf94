/** What the papers claim about their digital blocks, answered from the synthesised figures. The sentences are made of the numbers; nothing is decided beforehand. */
import { paperOrganisation } from '../array/index.ts';
import { type DigitalFigures, digitalFigures } from '../circuit/index.ts';
import { type Expression, engineering, percent } from '../quantity/index.ts';
import { composeHardware } from './hardware.ts';
import { imce } from './imce/index.ts';

export interface BlockComparison {
  readonly id: string;
  /** As published, with its place. */
  readonly claim: string;
  readonly found: string;
  /** Header first; a leading '>' aligns to the right. */
  readonly rows: readonly (readonly string[])[];
  /** SI: area_m2, delay_s, energy_J of each row, or shares. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Row {
  readonly area_m2: number;
  readonly delay_s: number;
  readonly energy_J: number;
}

const plain = ({ area, delay, energy }: DigitalFigures): Row => ({ area_m2: area.value, delay_s: delay.value, energy_J: energy.value });
const figures = (id: string): Row => plain(digitalFigures(id));

export function compareBlocks(): readonly BlockComparison[] {
  return [counting(), gateForms(), shifting(), carryChain(), overhead()];
}

/** Ratio for reading: "3.42 times", "0.81 times". */
const times = (a: number, b: number): string => `${(a / b).toPrecision(3)} times`;

function compared(id: string, claim: string, found: string, what: string, values: Readonly<Record<string, Row>>): BlockComparison {
  const rows = Object.entries(values).map(([name, { area_m2, delay_s, energy_J }]) => [
    name,
    engineering(area_m2, 'm2'),
    engineering(delay_s, 's'),
    engineering(energy_J, 'J'),
  ]);
  return {
    id,
    claim,
    found,
    rows: [[what, '>area', '>time', '>energy'], ...rows],
    values: Object.fromEntries(Object.entries(values).map(([name, row]) => [name, { ...row }])),
  };
}

function counting(): BlockComparison {
  const [counter, merge, tree] = [figures('segment-counter-8'), figures('merge-tree-64'), figures('compressor-tree-512')];
  const serial: Row = {
    area_m2: 64 * counter.area_m2 + merge.area_m2,
    delay_s: 8 * counter.delay_s + merge.delay_s,
    energy_J: 64 * counter.energy_J + merge.energy_J,
  };
  return compared(
    'counting',
    'Paper 2, II.B.1: one clock of a 4:2 compressor instead of several of shifting gives considerable reductions in delay and energy.',
    `The tree takes ${times(tree.delay_s, serial.delay_s)} the time, ${times(tree.energy_J, serial.energy_J)} the energy and ${times(tree.area_m2, serial.area_m2)} the area.`,
    'ones of 512 columns',
    {
      '64 serial counters of 8 columns, merged': serial,
      '4:2 compressor tree': tree,
      'tree of ripple adders': figures('popcount-512'),
    },
  );
}

function gateForms(): BlockComparison {
  const [muxes, cells, gates] = [figures('compressor42-muxes'), figures('compressor42-adders'), figures('compressor42-adders-gates')];
  return compared(
    'gate-forms',
    'Paper 2, eq. 2: XORs and multiplexers in place of two full adders.',
    `Against two full adders of gates the XOR/MUX form takes ${times(muxes.delay_s, gates.delay_s)} the time, ${times(muxes.energy_J, gates.energy_J)} the energy and ${times(muxes.area_m2, gates.area_m2)} the area; against two full-adder cells ${times(muxes.delay_s, cells.delay_s)}, ${times(muxes.energy_J, cells.energy_J)} and ${times(muxes.area_m2, cells.area_m2)}.`,
    '4:2 compressor',
    { 'XORs and multiplexers': muxes, 'two full adders of gates': gates, 'two full-adder cells': cells },
  );
}

function shifting(): BlockComparison {
  const [register, tree] = [figures('adaptive-shift-register-4'), figures('shift-adder-tree-4')];
  const parts = { mux: 7, inverter: 3, nand: 4, 'flip-flop': 6 };
  const listed = Object.entries(parts).reduce((area, [id, count]) => area + count * digitalFigures(id).area.value, 0);
  return compared(
    'shifting',
    'Paper 2, II.B.2: multiplexers instead of an addition tree, for 4 bits 7 multiplexers, 3 inverters, 4 gates, 6 flip-flops.',
    `The register takes ${times(register.delay_s, tree.delay_s)} the time, ${times(register.energy_J, tree.energy_J)} the energy and ${times(register.area_m2, tree.area_m2)} the area of the tree. The parts that the paper lists come to ${engineering(listed, 'm2')}.`,
    '4 bits, shifts of 0 to 2',
    { 'adaptive shift register': register, 'addition tree': tree },
  );
}

function carryChain(): BlockComparison {
  const published = 58e-12;
  const widths = [2, 5, 8] as const;
  const periods = widths.map((width) => figures(`nv-ripple-adder-${width}`).delay_s);
  const slope = (periods[2]! - periods[0]!) / (widths[2] - widths[0]);
  const values = Object.fromEntries(widths.map((width, i) => [`m + n = ${width}`, { period_s: periods[i]!, published_s: width * published }]));
  return {
    id: 'carry-chain',
    claim: 'Paper 2, II.B.3: an addition takes (m + n) x 58 ps.',
    found: `Each full adder adds ${engineering(slope, 's')} to the clock period; the flip-flops add ${engineering(periods[0]! - 2 * slope, 's')} once. The full-adder cell alone takes ${engineering(figures('full-adder').delay_s, 's')}.`,
    rows: [
      ['chain', '>least clock period', '>(m + n) x 58 ps'],
      ...Object.entries(values).map(([name, value]) => [name, engineering(value.period_s, 's'), engineering(value.published_s, 's')]),
    ],
    values,
  };
}

function overhead(): BlockComparison {
  const { parts } = imce.instantiate(
    {},
    composeHardware({ technology: '45nm', organisation: paperOrganisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 } }),
  ).matArea;
  const area = (name: string): number => (parts[name] as Expression).value;
  const array = area('array');
  const names = ['decoder', 'references', 'bit-count', 'shift', 'sum'] as const;
  const total = names.reduce((sum, name) => sum + area(name), 0);
  const values = Object.fromEntries(names.map((name) => [name, { area_m2: area(name), ofArray: area(name) / array, ofAddOns: area(name) / total }]));
  return {
    id: 'overhead',
    claim: 'Paper 1, V.D: the add-ons of IMCE take 15.4 % of the memory chip; modified decoder and Sum unit are more than 60 % of that.',
    found: `The add-ons come to ${engineering(total, 'm2')}, ${percent(total / array)} of a plain mat, which takes ${engineering(array, 'm2')}; decoder and Sum unit are ${percent((area('decoder') + area('sum')) / total)} of them.`,
    rows: [
      ['add-on', '>area', '>of the mat', '>of the add-ons'],
      ...names.map((name) => [name, engineering(area(name), 'm2'), percent(area(name) / array), percent(area(name) / total)]),
    ],
    values,
  };
}
