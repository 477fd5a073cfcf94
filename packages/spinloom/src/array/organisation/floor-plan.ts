/**
 * Where the floor and the leakage of the papers' memory go: NVSim's sub-array, wider by the second and the write row decoder, higher by write drivers,
 * references and the amplifiers of XOR.
 *
 * A reference is a row of cells; there is one for each of READ, AND and OR.
 */
import { type BankCore, computeBank } from '../model/bank.ts';
import { type BlockNumbers, type Broken, isBroken } from '../model/block.ts';
import { type ArrayNumbers, surroundings } from '../model/compute.ts';
import type { ArrayConfiguration } from '../model/configuration.ts';
import { computeTree } from '../model/h-tree.ts';
import { predecodersIn } from '../model/mat.ts';
import { cellSize, type MemoryCell } from '../model/memory-cell.ts';
import type { RowSelect } from './row-select.ts';
import type { WritePath } from './write-path.ts';

export const memoryPartNames = [
  'H-tree',
  'predecoders',
  'row decoder',
  'second row decoder',
  'write row decoder',
  'column decoders',
  'cells',
  'references',
  'sense amplifiers',
  'amplifiers of XOR',
  'precharger',
  'write drivers',
  'between blocks',
] as const;
export type MemoryPart = (typeof memoryPartNames)[number];
export type MemorySplit = Readonly<Record<MemoryPart, number>>;

const referenceRows = 3;

export interface FloorPlan {
  /** Width and height of a bank of the papers, in metres. */
  readonly bankWidth_m: number;
  readonly bankHeight_m: number;
  /** A group of the papers: its H-tree, area and leakage of repeaters. */
  readonly group: BankCore;
  /** Of a bank of the papers by part; the H-tree is the group's share. */
  readonly area_m2: MemorySplit;
  readonly leakage_W: MemorySplit;
}

export function floorPlan(
  configuration: ArrayConfiguration,
  cell: MemoryCell,
  nvsim: ArrayNumbers,
  select: RowSelect,
  write: WritePath,
): FloorPlan | Broken {
  const { process, global } = surroundings(configuration);
  const { mat, subarray: s } = nvsim;
  const { organisation: o } = configuration;
  const mats = o.matRows * o.matColumns;
  const banks = o.bankRows * o.bankColumns;
  const { width_m, height_m } = cellSize(cell, process.featureSize_m);
  const references = referenceRows * s.numColumn * width_m * height_m;
  const second = { area_m2: select.area_m2 - select.single.area_m2, leakage_W: select.leakage_W - select.single.leakage_W };
  const besides = second.area_m2 + write.decoder.area_m2;
  const below = write.drivers.area_m2 + references + s.senseAmp.area_m2;
  const width = o.matColumns * (s.width_m + besides / s.lenBitline_m);
  const height = o.matRows * (s.height_m + below / s.lenWordline_m);
  const predecoders = predecodersIn(mat);
  const each = (of: readonly BlockNumbers[], figure: 'area_m2' | 'leakage_W'): number => of.reduce((sum, block) => sum + block[figure], 0);
  // The second row address has predecoders of its own.
  const more = [...predecoders, mat.rowPredecoder1, mat.rowPredecoder2];
  const side = Math.sqrt(each(more, 'area_m2'));
  const bankWidth_m = width > height ? width + side : width;
  const bankHeight_m = width > height ? height : height + side;
  const tree = computeTree(o, Math.log2(configuration.capacity_bits / configuration.word_bits), configuration.word_bits);
  const group = computeBank(process, global, o, tree, { ...mat, width_m: bankWidth_m, height_m: bankHeight_m, leakage_W: 0 });
  if (isBroken(group)) return group;
  const columnDecoders = [s.bitlineMuxDecoder, s.muxLev1Decoder, s.muxLev2Decoder];
  const covered = {
    'H-tree': group.area_m2 / banks - bankWidth_m * bankHeight_m,
    predecoders: each(more, 'area_m2'),
    'row decoder': mats * select.single.area_m2,
    'second row decoder': mats * second.area_m2,
    'write row decoder': mats * write.decoder.area_m2,
    'column decoders': mats * each(columnDecoders, 'area_m2'),
    cells: mats * s.lenWordline_m * s.lenBitline_m,
    references: mats * references,
    'sense amplifiers': mats * s.senseAmp.area_m2,
    'amplifiers of XOR': mats * s.senseAmp.area_m2,
    precharger: mats * s.precharger.area_m2,
    'write drivers': mats * write.drivers.area_m2,
  };
  const floor = Object.values(covered).reduce((sum, part) => sum + part, 0);
  return {
    bankWidth_m,
    bankHeight_m,
    group,
    area_m2: { ...covered, 'between blocks': group.area_m2 / banks - floor },
    leakage_W: {
      'H-tree': group.leakage_W / banks,
      predecoders: each(more, 'leakage_W'),
      'row decoder': mats * select.single.leakage_W,
      'second row decoder': mats * second.leakage_W,
      'write row decoder': mats * write.decoder.leakage_W,
      'column decoders': mats * each(columnDecoders, 'leakage_W'),
      cells: mats * s.cellLeakage_W,
      references: 0,
      'sense amplifiers': mats * s.senseAmp.leakage_W,
      'amplifiers of XOR': mats * s.senseAmp.leakage_W,
      precharger: mats * s.precharger.leakage_W,
      'write drivers': mats * write.drivers.leakage_W,
      'between blocks': 0,
    },
  };
}

export function splitSum(split: MemorySplit): number {
  return memoryPartNames.reduce((sum, part) => sum + split[part], 0);
}
