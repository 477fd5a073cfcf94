/**
 * The 2T1R SOT-MRAM cell of paper 1 (Fig. 3b): a write transistor to the heavy metal, a read transistor to the junction on it.
 *
 * 69 F² is what the published area of a sub-array allows; a layout with FreePDK45's design rules takes 184 F², with a write transistor of 540 nm.
 */
import { type CellPreset, rows } from './preset.ts';

const paper1 = rows('published', 'paper 1');
const assumed = rows(
  'assumed',
  '2T1R SOT-MRAM cell of 69 F²; 256 x 512 such cells are 0.0183 mm², the sub-array area published for LeNet-5 (ISVLSI 2019)',
);
const layout = rows('measured', 'boundary of sot_mram_small.gds of OpenNVRAM (FreePDK45): 0.56 um x 0.665 um');
const junction = rows(
  'assumed',
  'NEGF of 1.2 nm MgO at 300 K: 13.81 ohm um² and a TMR of 168.5 %, over an ellipse of 60 nm x 40 nm (the papers give no size)',
);
const metal = rows('assumed', 'tungsten of 200 uohm cm, 80 nm long, 60 nm wide, 3 nm thick');
const pulse = rows('assumed', 'macrospin at 300 K and 120 uA: 1.5 ns switch with probability 0.9995');

export const sot2t1r: CellPreset = {
  id: 'sot-2t1r',
  title: '2T1R SOT-MRAM',
  device: 'sot',
  transistors: 2,
  area_F2: assumed(69, 'F²'),
  resistanceLow: junction(7327, 'ohm', 'R_P'),
  resistanceHigh: junction(19_673, 'ohm', 'R_P x 2.685'),
  writeCurrent: paper1(120e-6, 'A', 'III.B, memory write'),
  writePulse: pulse(1.5e-9, 's'),
  writeResistance: metal(888.9, 'ohm', 'resistivity x length / (width x thickness)'),
};

export const sot2t1rLayout: CellPreset = {
  ...sot2t1r,
  id: 'sot-2t1r-layout',
  title: '2T1R SOT-MRAM, as laid out in FreePDK45',
  area_F2: layout(184, 'F²'),
};
