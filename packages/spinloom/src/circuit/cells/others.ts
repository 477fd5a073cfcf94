/** Cells to compare with: STT-MRAM, ReRAM and SRAM as NVSim ships them, and a one-transistor ReRAM variant. */
import { type CellPreset, rows } from './preset.ts';

const stt = rows('published', 'NVSim (SEAL-UCSB/NVSim, 6334d00), STT_sample cell file');
const reram = rows('published', 'NVSim (SEAL-UCSB/NVSim, 6334d00), RRAM_sample cell file');
const variant = rows('assumed', '1T1R variant of the NVSim ReRAM cell, made for comparison');
const sram = rows('published', 'NVSim (SEAL-UCSB/NVSim, 6334d00), SRAM_sample cell file');

export const stt1t1r: CellPreset = {
  id: 'stt-1t1r',
  title: '1T1R STT-MRAM',
  device: 'stt',
  transistors: 1,
  area_F2: stt(54, 'F²', 'CellArea'),
  resistanceLow: stt(3000, 'ohm', 'ResistanceOn'),
  resistanceHigh: stt(6000, 'ohm', 'ResistanceOff'),
  writeCurrent: stt(80e-6, 'A', 'SetCurrent, ResetCurrent'),
  writePulse: stt(10e-9, 's', 'SetPulse, ResetPulse'),
  writeEnergy: stt(1e-12, 'J', 'SetEnergy, ResetEnergy'),
};

export const reramCrosspoint: CellPreset = {
  id: 'reram-crosspoint',
  title: 'cross-point ReRAM without selector',
  device: 'reram',
  transistors: 0,
  area_F2: reram(4, 'F²', 'CellArea'),
  resistanceLow: reram(1e6, 'ohm', 'ResistanceOnAtReadVoltage'),
  resistanceHigh: reram(1e7, 'ohm', 'ResistanceOffAtReadVoltage'),
  writePulse: reram(10e-9, 's', 'SetPulse, ResetPulse, at 2 V'),
  writeEnergy: reram(0.6e-12, 'J', 'SetEnergy, ResetEnergy'),
};

export const reram1t1r: CellPreset = {
  id: 'reram-1t1r',
  title: '1T1R ReRAM',
  device: 'reram',
  transistors: 1,
  area_F2: variant(20, 'F²'),
  resistanceLow: variant(1e4, 'ohm'),
  resistanceHigh: variant(2e5, 'ohm'),
  writeCurrent: variant(60e-6, 'A'),
  writePulse: variant(10e-9, 's'),
};

export const sram6t: CellPreset = {
  id: 'sram-6t',
  title: '6T SRAM',
  device: 'sram',
  transistors: 6,
  area_F2: sram(146, 'F²', 'CellArea'),
};
