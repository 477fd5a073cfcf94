/** NVSim's `.cell` files: a memory cell, in NVSim's keys and units. */
import { refuse } from '../../refusal/index.ts';
import {
  type AccessKind,
  type CellKind,
  type CellResistance,
  type DriveMode,
  defaultMinSense_V,
  type MemoryCell,
  type WriteOperation,
} from '../model/memory-cell.ts';
import { type Entry, type KeyTable, numberOf, readEntries, required, wordOf } from './entries.ts';

const states = ['On', 'Off'] as const;
const occasions = ['', 'AtReadVoltage', 'AtHalfReadVoltage', 'AtSetVoltage', 'AtResetVoltage', 'AtHalfResetVoltage'] as const;
const modes: readonly DriveMode[] = ['current', 'voltage'];
const drives = ['Reset', 'Set'] as const;

const keys: KeyTable = {
  MemCellType: '',
  ProcessNode: 'nm',
  CellArea: 'F^2',
  CellAspectRatio: '',
  ...Object.fromEntries(states.flatMap((state) => occasions.map((occasion) => [`Resistance${state}${occasion}`, 'ohm']))),
  CapacitanceOn: 'F',
  CapacitanceOff: 'F',
  ReadMode: '',
  ReadVoltage: 'V',
  ReadCurrent: 'uA',
  ReadPower: 'uW',
  // Of older files; NVSim no longer reads it.
  ReadEnergy: 'pJ',
  MinSenseVoltage: 'mV',
  ReadFloating: '',
  WordlineBoostRatio: '',
  ...Object.fromEntries(
    drives.flatMap((drive) => [
      [`${drive}Mode`, ''],
      [`${drive}Voltage`, 'V'],
      [`${drive}Current`, 'uA'],
      [`${drive}Pulse`, 'ns'],
      [`${drive}Energy`, 'pJ'],
    ]),
  ),
  AccessType: '',
  AccessCMOSWidth: 'F',
  VoltageDropAccessDevice: 'V',
  LeakageCurrentAccessDevice: 'uA',
  SRAMCellNMOSWidth: 'F',
  SRAMCellPMOSWidth: 'F',
};

const kinds: readonly CellKind[] = ['SRAM', 'MRAM', 'PCRAM', 'memristor'];
// Kinds that NVSim's files name and that are not modelled here.
const otherKinds = ['DRAM', 'eDRAM', 'FBRAM', 'SLCNAND', 'MLCNAND', 'CAPACITOR'] as const;
const accesses: readonly (AccessKind | 'BJT')[] = ['CMOS', 'BJT', 'diode', 'None'];

/** `file` names the text in refusals. */
export function readCell(text: string, file: string): MemoryCell {
  const entries = readEntries(text, file, keys);
  const kind = kindOf(entries, file);
  const access = required(wordOf(entries, 'AccessType', accesses), file, 'AccessType');
  if (access === 'BJT') return refuse(`${entries.get('AccessType')!.where}: bipolar access devices are not modelled; expected CMOS, diode or None`);
  if (kind === 'SRAM' && access !== 'CMOS') refuse(`${file}: an SRAM cell has AccessType CMOS, found ${access}`);
  const accessWidth = numberOf(entries, 'AccessCMOSWidth');
  const read = {
    mode: required(wordOf(entries, 'ReadMode', modes), file, 'ReadMode'),
    ...optional('voltage_V', numberOf(entries, 'ReadVoltage')),
    ...optional('current_A', numberOf(entries, 'ReadCurrent'), 1e-6),
    ...optional('power_W', numberOf(entries, 'ReadPower'), 1e-6),
    minSense_V: (numberOf(entries, 'MinSenseVoltage') ?? defaultMinSense_V * 1e3) * 1e-3,
  };
  if (kind !== 'SRAM' && read.voltage_V === undefined && read.current_A === undefined) refuse(`${file}: a read needs ReadVoltage or ReadCurrent`);
  return {
    kind,
    area_F2: required(numberOf(entries, 'CellArea'), file, 'CellArea'),
    aspectRatio: required(numberOf(entries, 'CellAspectRatio'), file, 'CellAspectRatio'),
    access,
    accessWidth_F: access === 'CMOS' ? required(accessWidth, file, 'AccessCMOSWidth') : 0,
    accessDrop_V: numberOf(entries, 'VoltageDropAccessDevice', { from: 0 }) ?? 0,
    accessLeakage_A: (numberOf(entries, 'LeakageCurrentAccessDevice', { from: 0 }) ?? 0) * 1e-6,
    read,
    ...(kind === 'SRAM' ? { sram: latchOf(entries) } : nonVolatile(entries, file)),
  };
}

function kindOf(entries: ReadonlyMap<string, Entry>, file: string): CellKind {
  const kind = required(wordOf(entries, 'MemCellType', [...kinds, ...otherKinds]), file, 'MemCellType');
  const known = kinds.find((candidate) => candidate === kind);
  return known ?? refuse(`${entries.get('MemCellType')!.where}: cells of type ${kind} are not modelled; there are: ${kinds.join(', ')}`);
}

/** NVSim's defaults. */
const sramWidths = { nmos_F: 2.08, pmos_F: 1.23 };

function latchOf(entries: ReadonlyMap<string, Entry>): NonNullable<MemoryCell['sram']> {
  return {
    nmos_F: numberOf(entries, 'SRAMCellNMOSWidth') ?? sramWidths.nmos_F,
    pmos_F: numberOf(entries, 'SRAMCellPMOSWidth') ?? sramWidths.pmos_F,
  };
}

function nonVolatile(entries: ReadonlyMap<string, Entry>, file: string): Pick<MemoryCell, 'resistance' | 'reset' | 'set'> {
  return { resistance: resistanceOf(entries, file), reset: driveOf(entries, file, 'Reset'), set: driveOf(entries, file, 'Set') };
}

function resistanceOf(entries: ReadonlyMap<string, Entry>, file: string): CellResistance {
  const at = (key: string): number | undefined => numberOf(entries, key);
  const on = required(at('ResistanceOnAtReadVoltage') ?? at('ResistanceOn'), file, 'ResistanceOn');
  const off = required(at('ResistanceOffAtReadVoltage') ?? at('ResistanceOff'), file, 'ResistanceOff');
  if (off < on) refuse(`${file}: ResistanceOff is ${off} ohm, below ResistanceOn (${on} ohm): exchange them`);
  const onAtReset = at('ResistanceOnAtResetVoltage') ?? on;
  return {
    on_ohm: on,
    off_ohm: off,
    onAtReset_ohm: onAtReset,
    onAtSet_ohm: at('ResistanceOnAtSetVoltage') ?? on,
    onAtHalfReset_ohm: at('ResistanceOnAtHalfResetVoltage') ?? onAtReset,
    capOn_F: numberOf(entries, 'CapacitanceOn', { from: 0 }) ?? 0,
    capOff_F: numberOf(entries, 'CapacitanceOff', { from: 0 }) ?? 0,
  };
}

function driveOf(entries: ReadonlyMap<string, Entry>, file: string, which: (typeof drives)[number]): WriteOperation {
  const mode = required(wordOf(entries, `${which}Mode`, modes), file, `${which}Mode`);
  const voltage = numberOf(entries, `${which}Voltage`, { from: Number.NEGATIVE_INFINITY });
  const current = numberOf(entries, `${which}Current`);
  const energy = numberOf(entries, `${which}Energy`);
  if (energy === undefined && (mode === 'current' ? current : voltage) === undefined) {
    refuse(`${file}: ${which} in ${mode} mode needs ${which}${mode === 'current' ? 'Current' : 'Voltage'}, or its ${which}Energy`);
  }
  return {
    mode,
    pulse_s: required(numberOf(entries, `${which}Pulse`, { from: 0 }), file, `${which}Pulse`) * 1e-9,
    ...optional('voltage_V', voltage),
    ...optional('current_A', current, 1e-6),
    ...optional('energy_J', energy, 1e-12),
  };
}

function optional<K extends string>(key: K, value: number | undefined, factor = 1): { readonly [key in K]?: number } {
  return value === undefined ? {} : ({ [key]: value * factor } as { readonly [key in K]: number });
}
