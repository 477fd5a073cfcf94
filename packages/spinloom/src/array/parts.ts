/** A memory by its parts: each figure split over blocks that do not contain one another, so that the parts of a figure add up to it. */
import type { BlockNumbers } from './model/block.ts';
import type { ArrayNumbers } from './model/compute.ts';
import type { ArrayConfiguration } from './model/configuration.ts';
import { predecodersIn } from './model/mat.ts';
import { type MemoryCell, resetsThenSets, writePasses } from './model/memory-cell.ts';

export const arrayPartNames = [
  'H-tree',
  'predecoders',
  'row decoder',
  'column decoders',
  'bit lines',
  'cells',
  'multiplexers',
  'sense amplifiers',
  'precharger',
  'between blocks',
] as const;

export type ArrayPart = (typeof arrayPartNames)[number];

/** One figure over the parts; a part that is not named has none of it. */
export type Split = Readonly<Partial<Record<ArrayPart, number>>>;

export type ArrayFigure = 'area_m2' | 'readEnergy_J' | 'writeEnergy_J' | 'leakage_W' | 'readLatency_s' | 'writeLatency_s';

/**
 * The six figures of a bank (m2, J, W, s) by part. Energies are those of the parts that an access activates, area and leakage those of all.
 * A latency counts what lies on the slower path: of row and column decoders one is zero. 'between blocks' is the floor that no block covers; negative where NVSim's blocks overlap, which in
 * small sub-arrays they do.
 */
export function arrayParts(
  { bank, mat, subarray: s }: ArrayNumbers,
  { organisation: o }: ArrayConfiguration,
  cell: MemoryCell,
): Record<ArrayFigure, Split> {
  const mats = o.bankRows * o.bankColumns;
  const subarrays = mats * mat.numSubarray;
  const activeMats = o.activeMatsPerColumn * o.activeMatsPerRow;
  const active = activeMats * mat.numActiveSubarray;
  const columnDecoders = [s.bitlineMuxDecoder, s.muxLev1Decoder, s.muxLev2Decoder];
  const muxes = [s.bitlineMux, s.muxLev1, s.muxLev2];
  const predecoders = predecodersIn(mat);
  const each = (of: readonly BlockNumbers[], figure: 'area_m2' | 'readEnergy_J' | 'readLatency_s' | 'leakage_W'): number =>
    of.reduce((sum, block) => sum + block[figure], 0);

  const covered: Split = {
    'H-tree': bank.area_m2 - mats * mat.area_m2,
    predecoders: mats * each(predecoders, 'area_m2'),
    'row decoder': subarrays * s.rowDecoder.area_m2,
    'column decoders': subarrays * each(columnDecoders, 'area_m2'),
    cells: subarrays * s.lenWordline_m * s.lenBitline_m,
    multiplexers: subarrays * each(muxes, 'area_m2'),
    'sense amplifiers': subarrays * s.senseAmp.area_m2,
    precharger: subarrays * s.precharger.area_m2,
  };
  const selected = s.numColumn / (o.muxSenseAmp * o.muxOutput1 * o.muxOutput2);
  const sram = cell.kind === 'SRAM';
  const access: Split = {
    'H-tree': bank.htreeEnergy_J,
    predecoders: activeMats * mat.predecoderEnergy_J,
    'row decoder': active * s.rowDecoder.readEnergy_J,
    'column decoders': active * each(columnDecoders, 'readEnergy_J'),
  };
  const muxEnergy = active * each(muxes, 'readEnergy_J');
  const rowFirst = s.rowDecoder.readLatency_s >= s.columnDecoderLatency_s;
  const readLatency_s: Split = {
    'H-tree': bank.htreeReadLatency_s,
    predecoders: mat.predecoderLatency_s,
    'row decoder': rowFirst ? s.rowDecoder.readLatency_s : 0,
    'column decoders': rowFirst ? 0 : s.columnDecoderLatency_s,
    'bit lines': s.bitlineDelay_s,
    'sense amplifiers': s.senseAmp.readLatency_s,
    multiplexers: each(muxes, 'readLatency_s'),
  };
  return {
    area_m2: { ...covered, 'between blocks': bank.area_m2 - splitTotal(covered) },
    readEnergy_J: {
      ...access,
      'bit lines': active * s.bitlineEnergy_J,
      cells: active * s.cellReadEnergy_J,
      multiplexers: muxEnergy,
      'sense amplifiers': active * s.senseAmp.readEnergy_J,
      precharger: active * s.precharger.readEnergy_J,
    },
    writeEnergy_J: {
      ...access,
      // An SRAM cell is written by its bit lines.
      'bit lines': sram ? (active * s.bitlineEnergy_J * selected) / s.numColumn : 0,
      cells: sram ? 0 : active * Math.max(s.cellSetEnergy_J, s.cellResetEnergy_J),
      multiplexers: writePasses(cell) * muxEnergy,
    },
    leakage_W: {
      'H-tree': bank.htreeLeakage_W,
      predecoders: mats * each(predecoders, 'leakage_W'),
      'row decoder': subarrays * s.rowDecoder.leakage_W,
      'column decoders': subarrays * each(columnDecoders, 'leakage_W'),
      cells: subarrays * s.cellLeakage_W,
      'sense amplifiers': subarrays * s.senseAmp.leakage_W,
      precharger: subarrays * s.precharger.leakage_W,
    },
    readLatency_s,
    writeLatency_s: {
      ...(cell.set === undefined || cell.reset === undefined
        ? readLatency_s
        : writePath(s, cell.set.pulse_s, cell.reset.pulse_s, resetsThenSets(cell))),
      'H-tree': bank.htreeWriteLatency_s,
      predecoders: mat.predecoderLatency_s,
    },
  };
}

/** What of a write lies in the sub-array: the slower of opening the row and of charging the bit lines, then the pulse. */
function writePath(s: ArrayNumbers['subarray'], set_s: number, reset_s: number, twice: boolean): Split {
  const rowFirst = s.rowDecoder.readLatency_s >= s.columnDecoderLatency_s + s.chargeLatency_s;
  return {
    'row decoder': rowFirst ? s.rowDecoder.readLatency_s : 0,
    'column decoders': rowFirst ? 0 : s.columnDecoderLatency_s,
    'bit lines': (rowFirst ? 0 : s.chargeLatency_s) + (twice ? s.chargeLatency_s : 0),
    cells: twice ? set_s + reset_s : Math.max(set_s, reset_s),
  };
}

export function splitTotal(split: Readonly<Record<string, number>>): number {
  return Object.values(split).reduce((sum, value) => sum + value, 0);
}
