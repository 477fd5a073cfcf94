/**
 * The crossbars as the array model has them: 64 sub-arrays of 2 x 2 mats of 256 x 256 cells, eight amplifiers a mat (paper 2, III.C), in the words of
 * NVSim 8 x 8 mats of 2 x 2 sub-arrays with a multiplexer of 32 columns. In memory mode they are the buffers.
 */
import { type ArrayNumbers, computeArray } from '../../array/index.ts';
import { type Expression, exact, formulaOf, given, productOf, type Source, sumOf } from '../../quantity/index.ts';
import type { Hardware } from '../types.ts';
import { cellSource, crossbarCell } from './cell.ts';

/** Paper 2, III.C. */
export const side = 256;
export const amplifiers = 8;
export const matsOfSubarray = 4;
const subarrays = 64;
export const matsOfChip: number = subarrays * matsOfSubarray;

const model: Source = { trust: 'published', cite: "NVSim's equations and tables (Dong et al., IEEE TCAD 31(7), 2012), docs/array.md" };
const leaf = (value: number, unit: string, formula: string, source = model): Expression => given({ value, unit, source }, formula);

export interface CrossbarArray {
  /** Of a mat: its cells, and what opens and selects them (the amplifiers of the memory left out: the converters take their place). */
  readonly cellArea: Expression;
  readonly selectArea: Expression;
  readonly leakage: Expression;
  /** From the driven rows to a settled current in a column. */
  readonly settling: Expression;
  /** Read voltage² x mean conductance: one of the two cells of a weight is on, the other off. */
  readonly cellPower: Expression;
  /** Charging a row to the read voltage. */
  readonly rowEnergy: Expression;
  /** One bit in memory mode, inside its sub-array. */
  readonly read: Expression;
  readonly write: Expression;
  /** A word of 8 bits in memory mode, inside its sub-array. */
  readonly wordTime: Expression;
  /** One bit over a wire of half the perimeter of a sub-array, and over the H-tree of the chip. */
  readonly local: { readonly energy: Expression; readonly latency: Expression };
  readonly tree: { readonly energy: Expression; readonly latency: Expression };
  /** Of the memory mode, all sub-arrays giving a word at once: time of a bit. */
  readonly readTime: Expression;
  readonly writeTime: Expression;
}

export function crossbarArray({ process, htreeCharged }: Hardware): CrossbarArray {
  const numbers = computeArray(
    {
      ...process,
      localWire: 'LocalAggressive',
      globalWire: 'GlobalAggressive',
      maxNmos_F: 100,
      capacity_bits: matsOfChip * side * side,
      word_bits: amplifiers,
      style: 'latency',
      organisation: {
        bankRows: 8,
        bankColumns: 8,
        activeMatsPerColumn: 1,
        activeMatsPerRow: 1,
        matRows: 2,
        matColumns: 2,
        activeSubarraysPerColumn: 1,
        activeSubarraysPerRow: 1,
        muxSenseAmp: side / amplifiers,
        muxOutput1: 1,
        muxOutput2: 1,
      },
    },
    crossbarCell,
  );
  const { bank, mat, subarray } = numbers;
  const bits = exact(amplifiers, 'bits of a word');
  const feature = leaf(process.node_nm * 1e-9, 'm', 'feature size');
  const cellArea = productOf('m2', 'cells x cell area in F² x F²', {
    cells: exact(side * side, 'rows x columns'),
    area_F2: leaf(crossbarCell.area_F2, 'F²', 'cell area', cellSource),
    feature,
    featureAgain: feature,
  });
  const perBit = (energy: number, what: string): Expression =>
    formulaOf(energy / amplifiers, 'J', `${what} / bits of a word`, { word: leaf(energy, 'J', what), bits });
  const treeLatency = leaf(htreeCharged ? bank.htreeWriteLatency_s : 0, 's', 'one way over the H-tree');
  const every = exact(subarrays * amplifiers, 'sub-arrays x bits of a word');
  const share = (latency_s: number, what: string): Expression =>
    formulaOf((latency_s + treeLatency.value) / every.value, 's', `(${what} + H-tree) / bits that all sub-arrays give at once`, {
      latency: leaf(latency_s, 's', what),
      wire: treeLatency,
      bits: every,
    });
  return {
    cellArea,
    selectArea: leaf(
      mat.area_m2 / matsOfSubarray - cellArea.value - subarray.senseAmp.area_m2,
      'm2',
      'decoders, precharge, multiplexers and predecoders: area of a mat without cells and amplifiers',
    ),
    leakage: leaf(mat.leakage_W / matsOfSubarray, 'W', 'decoders, precharge and amplifiers of a mat'),
    settling: leaf(mat.readLatency_s - subarray.senseAmp.readLatency_s, 's', 'predecoders, decoders, bit line and multiplexer'),
    cellPower: cellPower(),
    rowEnergy: formulaOf(subarray.capWordline_F * readVoltage.value ** 2, 'J', 'row capacitance x read voltage²', {
      row: leaf(subarray.capWordline_F, 'F', 'wire of a row and its cells'),
      voltage: readVoltage,
    }),
    read: perBit(mat.readEnergy_J, 'energy of reading a word'),
    write: perBit(mat.writeEnergy_J, 'energy of writing a word'),
    wordTime: leaf(mat.readLatency_s, 's', 'latency of reading a word'),
    local: localWire(numbers, htreeCharged),
    tree: { energy: perBit(htreeCharged ? bank.htreeEnergy_J : 0, 'a word and its address over the H-tree'), latency: treeLatency },
    readTime: share(mat.readLatency_s, 'latency of reading a word'),
    writeTime: share(mat.writeLatency_s, 'latency of writing a word'),
  };
}

const readVoltage: Expression = leaf(crossbarCell.read.voltage_V!, 'V', 'read voltage', cellSource);

function cellPower(): Expression {
  const { on_ohm, off_ohm } = crossbarCell.resistance!;
  const conductance = (1 / on_ohm + 1 / off_ohm) / 2;
  return formulaOf(readVoltage.value ** 2 * conductance, 'W', 'read voltage² x mean of both conductances', {
    voltage: readVoltage,
    on: leaf(on_ohm, 'ohm', 'resistance of an on cell', cellSource),
    off: leaf(off_ohm, 'ohm', 'resistance of an off cell', cellSource),
  });
}

function localWire({ mat, globalWire, technology }: ArrayNumbers, charged: boolean): CrossbarArray['local'] {
  const length_m = charged ? (mat.width_m + mat.height_m) / 2 : 0;
  const length = leaf(length_m, 'm', charged ? 'half the perimeter of a sub-array' : 'movement is not charged');
  const capacitance = leaf(globalWire.C_F_per_m, 'F/m', 'global wire');
  return {
    energy: formulaOf(globalWire.C_F_per_m * length_m * technology.vdd_V ** 2, 'J', 'wire capacitance x length x Vdd²', {
      capacitance,
      length,
      supply: leaf(technology.vdd_V, 'V', 'supply'),
    }),
    latency: formulaOf((2.3 * globalWire.R_ohm_per_m * globalWire.C_F_per_m * length_m ** 2) / 2, 's', '2.3 R C length² / 2', {
      resistance: leaf(globalWire.R_ohm_per_m, 'ohm/m', 'global wire'),
      capacitance,
      length,
    }),
  };
}

/** Sum of the areas of a mat that are no cells. */
export function peripheryShare(matArea: Expression): Expression {
  const { cells, ...periphery } = matArea.parts;
  const rest = sumOf('m2', 'all but the cells', periphery);
  return formulaOf(rest.value / matArea.value, '', 'periphery / area of a mat', { periphery: rest, cells: cells! });
}
