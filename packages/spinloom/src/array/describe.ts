/** Figures of a memory that open: each of a bank's six goes to its parts, and each part says how it comes about and from what. Views of plain numbers. */
import { derived, type Figure, leaf, type Source } from '../quantity/index.ts';
import type { ArrayNumbers } from './model/compute.ts';
import type { ArrayConfiguration } from './model/configuration.ts';
import type { MemoryCell } from './model/memory-cell.ts';
import { type ArrayFigure, type ArrayPart, arrayPartNames, arrayParts } from './parts.ts';

const model: Source = { trust: 'published', cite: "NVSim's equations and tables (Dong et al., IEEE TCAD 31(7), 2012), docs/array.md" };

const wholes: Readonly<Record<ArrayFigure, readonly [unit: string, formula: string]>> = {
  area_m2: ['m2', 'floor of a bank, by the blocks on it'],
  readEnergy_J: ['J', 'what a read of a word spends'],
  writeEnergy_J: ['J', 'what a write of a word spends'],
  leakage_W: ['W', 'all sub-arrays, whether they are active or not'],
  readLatency_s: ['s', 'one after another, down the tree and up again'],
  writeLatency_s: ['s', 'one after another, down the tree'],
};

const energies: Readonly<Record<ArrayPart, string>> = {
  'H-tree': 'levels x (wire capacitance x Vdd², or energy of repeated wire) x wires that switch',
  predecoders: 'NANDs and drivers of the address blocks, each kind once',
  'row decoder': 'NAND, driver chain and word line: capacitance x Vdd²',
  'column decoders': 'select lines of three levels, there even where a level has nothing to select',
  'bit lines': 'capacitance x the square of what they swing by',
  cells: 'power of cell and reference x time of the amplifier; or the write of the cells',
  multiplexers: 'drains and next stage x Vdd x (Vdd - Vth)',
  'sense amplifiers': 'latch capacitance x Vdd², and the converter of current sensing',
  precharger: 'gates and driver of the precharge devices x Vdd²',
  'between blocks': 'nothing',
};

const latencies: Readonly<Record<ArrayPart, string>> = {
  'H-tree': 'RC of the wires, or delay of repeated wire; a read goes both ways',
  predecoders: 'the slowest of them (Horowitz)',
  'row decoder': 'NAND and driver chain into the word line (Horowitz), where it is slower than the column decoders',
  'column decoders': 'NAND and driver chain into the select lines (Horowitz), where they are slower than the row decoder',
  'bit lines': 'RC until the amplifier sees its sense voltage',
  cells: 'write pulses',
  multiplexers: 'RC of the pass transistors',
  'sense amplifiers': 'capacitance / transconductance x ln(Vdd / sense voltage), and the converter of current sensing',
  precharger: 'beside the access',
  'between blocks': 'nothing',
};

const areas: Readonly<Record<ArrayPart, string>> = {
  'H-tree': 'rows of repeaters between the mats',
  predecoders: 'gates of the address blocks, folded to 40 F',
  'row decoder': 'a NAND and a driver a row, folded to 40 F',
  'column decoders': 'a NAND and a driver a select line',
  'bit lines': 'above the cells',
  cells: 'rows x columns x cell',
  multiplexers: 'pass transistors along the columns',
  'sense amplifiers': 'latches at the pitch of their columns; 50,000 F² a converter where currents are sensed',
  precharger: 'three P devices and an inverter a column, or the driver where it is wider',
  'between blocks': 'floor of a bank less its blocks; negative where they overlap',
};

const formulas: Readonly<Record<ArrayFigure, Readonly<Record<ArrayPart, string>>>> = {
  area_m2: areas,
  readEnergy_J: energies,
  writeEnergy_J: energies,
  leakage_W: Object.fromEntries(arrayPartNames.map((part) => [part, 'off-currents of its devices x Vdd'])) as Record<ArrayPart, string>,
  readLatency_s: latencies,
  writeLatency_s: latencies,
};

/** The six figures of a bank by name. */
export function describeArray(numbers: ArrayNumbers, configuration: ArrayConfiguration, cell: MemoryCell): Readonly<Record<ArrayFigure, Figure>> {
  const parts = arrayParts(numbers, configuration, cell);
  const whole = (name: ArrayFigure): Figure => {
    const [unit, formula] = wholes[name];
    const split = Object.entries(parts[name]).filter(([, value]) => value !== 0) as readonly (readonly [ArrayPart, number])[];
    return derived(numbers.bank[name], unit, formula, 'sum', () =>
      Object.fromEntries(split.map(([part, value]) => [part, partFigure(value, unit, formulas[name][part], inputs(part, numbers, cell))])),
    );
  };
  return Object.fromEntries((Object.keys(wholes) as ArrayFigure[]).map((name) => [name, whole(name)])) as Record<ArrayFigure, Figure>;
}

type Inputs = Readonly<Record<string, readonly [value: number, unit: string, formula: string]>>;

function partFigure(value: number, unit: string, formula: string, of: Inputs): Figure {
  if (Object.keys(of).length === 0) return leaf(value, unit, formula, model);
  return derived(value, unit, formula, 'other', () =>
    Object.fromEntries(Object.entries(of).map(([name, [input, inputUnit, what]]) => [name, leaf(input, inputUnit, what, model)])),
  );
}

/** What a part is computed from, as far as it is a number of its own. */
function inputs(part: ArrayPart, { bank, mat, subarray: s, technology, globalWire }: ArrayNumbers, cell: MemoryCell): Inputs {
  const supply = [technology.vdd_V, 'V', 'supply'] as const;
  switch (part) {
    case 'H-tree': {
      const levels = [...bank.htreeHorizontal, ...bank.htreeVertical];
      const length = levels.reduce((sum, level) => sum + level.length_m, 0);
      return {
        length: [length, 'm', 'from the root to a mat'],
        capacitance: [globalWire.C_F_per_m, 'F/m', 'global wire'],
        resistance: [globalWire.R_ohm_per_m, 'ohm/m', 'global wire'],
        supply,
      };
    }
    case 'predecoders':
      return {
        'row block 1': [mat.rowPredecoder1.readEnergy_J, 'J', 'an access'],
        'row block 2': [mat.rowPredecoder2.readEnergy_J, 'J', 'an access'],
      };
    case 'row decoder':
      return {
        rows: [s.numRow, '', 'rows of a sub-array'],
        'word line': [s.capWordline_F, 'F', 'gates of the access devices + wire'],
        wire: [s.resWordline_ohm, 'ohm', 'resistance of the word line'],
        supply,
      };
    case 'bit lines':
      return {
        'bit line': [s.capBitline_F, 'F', 'drains of the access devices + wire'],
        wire: [s.resBitline_ohm, 'ohm', 'resistance of the bit line'],
        access: [s.resCellAccess_ohm, 'ohm', 'access device'],
        sense: [s.senseVoltage_V, 'V', 'what the amplifier must see'],
      };
    case 'cells':
      return {
        area: [cell.area_F2, '', 'of a cell, F²'],
        ...(cell.resistance === undefined
          ? {}
          : { low: [cell.resistance.on_ohm, 'ohm', 'low state'] as const, high: [cell.resistance.off_ohm, 'ohm', 'high state'] as const }),
        ...(cell.reset === undefined || cell.set === undefined
          ? {}
          : { reset: [cell.reset.pulse_s, 's', 'pulse'] as const, set: [cell.set.pulse_s, 's', 'pulse'] as const }),
      };
    case 'sense amplifiers':
      return { amplifiers: [s.numSenseAmp, '', 'of a sub-array'], latch: [s.senseAmp_capLoad_F, 'F', 'gates and drains'], supply };
    case 'column decoders':
    case 'multiplexers':
    case 'precharger':
    case 'between blocks':
      return {};
  }
}
