/**
 * The cells: what they compute, their transistors, and the area of the cell of that name in a published 45 nm library.
 *
 * Areas: Nangate 45 nm open cell library, X1 drive, as facts; the drawings, delays, energies and leakages are our own.
 */
import { clockedInverter, inner, inverter, parallel, series, stage, type Transistor, transmission } from './drawing.ts';
import { and, type Formula, not, or, pin, xor } from './formula.ts';

export interface Cell {
  readonly name: string;
  readonly area_um2: number;
  readonly inputs: readonly string[];
  readonly outputs: Readonly<Record<string, Formula>>;
  /** A flip-flop: Q takes D at the rising edge of CK; `reset`, where there is one, clears it while low. */
  readonly flipFlop?: { readonly reset?: string };
  readonly transistors: readonly Transistor[];
}

const [A, B, C, S, CI] = ['A', 'B', 'C', 'S', 'CI'].map(pin) as [Formula, Formula, Formula, Formula, Formula];
const cell = (name: string, area_um2: number, inputs: string, output: Formula, transistors: readonly Transistor[]): Cell => ({
  name,
  area_um2,
  inputs: inputs.split(' '),
  outputs: { Y: output },
  transistors,
});

// Majority is its own dual, so its pull-up mirrors its pull-down, and so does the sum that is made of it.
const majority = parallel(series('A', 'B'), series('CI', parallel('A', 'B')));
const sum = parallel(series('A', 'B', 'CI'), series('co_n', parallel('A', 'B', 'CI')));

/** Clock inverters, master and slave; with `reset`, a NOR in the master and a NAND in the slave hold zero while it is low. */
function flipFlop(reset: string | undefined): readonly Transistor[] {
  return [
    ...inverter('CK', 'ck_n', inner),
    ...inverter('ck_n', 'ck_p', inner),
    ...(reset === undefined ? [] : inverter(reset, 'clear', inner)),
    ...clockedInverter('D', 'm_n', 'ck_n', 'ck_p', inner),
    ...stage('m', reset === undefined ? 'm_n' : parallel('m_n', 'clear'), { size: inner }),
    ...clockedInverter('m', 'm_n', 'ck_p', 'ck_n', inner),
    ...transmission('m', 's', 'ck_p', 'ck_n', inner),
    ...stage('s_n', reset === undefined ? 's' : series('s', reset), { size: inner }),
    ...clockedInverter('s_n', 's', 'ck_n', 'ck_p', inner),
    ...inverter('s_n', 'Q'),
  ];
}

export const cells: readonly Cell[] = [
  cell('INV', 0.532, 'A', not(A), inverter('A', 'Y')),
  cell('BUF', 0.798, 'A', A, [...inverter('A', 'a_n', inner), ...inverter('a_n', 'Y')]),
  cell('NAND2', 0.798, 'A B', not(and(A, B)), stage('Y', series('A', 'B'))),
  cell('NOR2', 0.798, 'A B', not(or(A, B)), stage('Y', parallel('A', 'B'))),
  cell('NAND3', 1.064, 'A B C', not(and(A, B, C)), stage('Y', series('A', 'B', 'C'))),
  cell('NOR3', 1.064, 'A B C', not(or(A, B, C)), stage('Y', parallel('A', 'B', 'C'))),
  cell('AND2', 1.064, 'A B', and(A, B), [...stage('y_n', series('A', 'B'), { size: inner }), ...inverter('y_n', 'Y')]),
  cell('OR2', 1.064, 'A B', or(A, B), [...stage('y_n', parallel('A', 'B'), { size: inner }), ...inverter('y_n', 'Y')]),
  cell('AOI21', 1.064, 'A B C', not(or(and(A, B), C)), stage('Y', parallel(series('A', 'B'), 'C'))),
  cell('OAI21', 1.064, 'A B C', not(and(or(A, B), C)), stage('Y', series(parallel('A', 'B'), 'C'))),
  cell('XOR2', 1.596, 'A B', xor(A, B), [...stage('nor', parallel('A', 'B'), { size: inner }), ...stage('Y', parallel(series('A', 'B'), 'nor'))]),
  cell('XNOR2', 1.596, 'A B', not(xor(A, B)), [
    ...stage('nand', series('A', 'B'), { size: inner }),
    ...stage('Y', series(parallel('A', 'B'), 'nand')),
  ]),
  cell('MUX2', 1.862, 'A B S', or(and(not(S), A), and(S, B)), [
    ...inverter('S', 's_n', inner),
    ...stage('y_n', parallel(series('A', 's_n'), series('B', 'S')), { size: inner }),
    ...inverter('y_n', 'Y'),
  ]),
  {
    name: 'HA',
    area_um2: 2.66,
    inputs: ['A', 'B'],
    outputs: { CO: and(A, B), S: xor(A, B) },
    transistors: [
      ...stage('co_n', series('A', 'B'), { size: inner }),
      ...inverter('co_n', 'CO'),
      ...stage('sum_n', series(parallel('A', 'B'), 'co_n'), { size: inner }),
      ...inverter('sum_n', 'S'),
    ],
  },
  {
    name: 'FA',
    area_um2: 4.256,
    inputs: ['A', 'B', 'CI'],
    outputs: { CO: or(and(A, B), and(CI, or(A, B))), S: xor(A, B, CI) },
    transistors: [
      ...stage('co_n', majority, { size: inner, up: majority }),
      ...inverter('co_n', 'CO'),
      ...stage('sum_n', sum, { size: inner, up: sum }),
      ...inverter('sum_n', 'S'),
    ],
  },
  { name: 'DFF', area_um2: 4.522, inputs: ['D', 'CK'], outputs: { Q: pin('D') }, flipFlop: {}, transistors: flipFlop(undefined) },
  { name: 'DFFR', area_um2: 5.32, inputs: ['D', 'CK', 'RN'], outputs: { Q: pin('D') }, flipFlop: { reset: 'RN' }, transistors: flipFlop('RN') },
];
