/** What a search is for. */
import type { BankCore } from '../model/bank.ts';

export type Target = 'ReadLatency' | 'WriteLatency' | 'ReadEnergy' | 'WriteEnergy' | 'ReadEDP' | 'WriteEDP' | 'Leakage' | 'Area';

export const targets: readonly Target[] = ['ReadLatency', 'WriteLatency', 'ReadEnergy', 'WriteEnergy', 'ReadEDP', 'WriteEDP', 'Leakage', 'Area'];

/** NVSim's own names for some of them. */
export const targetAliases: Readonly<Record<string, Target>> = {
  ReadDynamicEnergy: 'ReadEnergy',
  WriteDynamicEnergy: 'WriteEnergy',
  LeakagePower: 'Leakage',
};

/** What is minimised. */
export const measures: Readonly<Record<Target, (bank: BankCore) => number>> = {
  ReadLatency: (bank) => bank.readLatency_s,
  WriteLatency: (bank) => bank.writeLatency_s,
  ReadEnergy: (bank) => bank.readEnergy_J,
  WriteEnergy: (bank) => bank.writeEnergy_J,
  ReadEDP: (bank) => bank.readLatency_s * bank.readEnergy_J,
  WriteEDP: (bank) => bank.writeLatency_s * bank.writeEnergy_J,
  Leakage: (bank) => bank.leakage_W,
  Area: (bank) => bank.area_m2,
};
