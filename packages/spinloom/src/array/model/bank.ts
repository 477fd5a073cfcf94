/** A bank: mats on an H-tree (array model, section 4.7). */
import type { BlockNumbers, Broken } from './block.ts';
import type { ArrayOrganisation } from './configuration.ts';
import type { Level, Tree } from './h-tree.ts';
import type { Mat } from './mat.ts';
import { cellSize } from './memory-cell.ts';
import { prechargerNumbers } from './precharger.ts';
import type { Process } from './process.ts';
import { type RoutedWire, wireEnergy, wireLatency } from './repeaters.ts';

/** What a bank needs of its mats. */
export interface BankMat {
  readonly width_m: number;
  readonly height_m: number;
  readonly readLatency_s: number;
  readonly writeLatency_s: number;
  readonly readEnergy_J: number;
  readonly writeEnergy_J: number;
  readonly leakage_W: number;
}

export interface RoutedLevel extends Level {
  readonly length_m: number;
}

export interface BankCore extends BlockNumbers {
  readonly htreeReadLatency_s: number;
  readonly htreeWriteLatency_s: number;
  readonly htreeEnergy_J: number;
}

/** Every figure of a bank, as NVSim names them. */
export interface BankNumbers extends BankCore {
  readonly setLatency_s: number;
  readonly resetLatency_s: number;
  readonly setEnergy_J: number;
  readonly resetEnergy_J: number;
  readonly htreeLeakage_W: number;
  readonly numAddressBit: number;
  readonly readBandwidth_B_per_s: number;
  readonly writeBandwidth_B_per_s: number;
  readonly areaEfficiency: number;
  readonly htreeHorizontal: readonly RoutedLevel[];
  readonly htreeVertical: readonly RoutedLevel[];
}

const mostAspect = 10;

type BankShape = Pick<ArrayOrganisation, 'bankRows' | 'bankColumns' | 'activeMatsPerColumn' | 'activeMatsPerRow'>;

export function computeBank(p: Process, wire: RoutedWire, shape: BankShape, tree: Tree, mat: BankMat): BankCore | Broken {
  const { horizontal, vertical } = tree;
  const pitch = wire.repeaters?.repeatedWirePitch_m ?? 0;
  const sharing = wire.repeaters?.sharing ?? 1;
  const width_m = shape.bankColumns * mat.width_m + (pitch === 0 ? 0 : beside(vertical, sharing) * pitch);
  const height_m = shape.bankRows * mat.height_m + (pitch === 0 ? 0 : beside(horizontal, sharing) * pitch);
  if (height_m / width_m > mostAspect || width_m / height_m > mostAspect) {
    return `the bank would be ${(width_m * 1e6).toPrecision(4)} x ${(height_m * 1e6).toPrecision(4)} um (width x height), and neither side may be more than ${mostAspect} times the other: give the mats another arrangement`;
  }
  const lengths = lengthsOf(tree, mat, pitch, sharing);
  let oneWay = 0;
  let energy = 0;
  let leakage = 0;
  const add = (levels: readonly Level[], along: Float64Array): void => {
    for (let i = 0; i < levels.length; i++) {
      const { addr, data, activeWires, sumWires } = levels[i]!;
      const length = along[i]!;
      oneWay += wireLatency(wire, length);
      energy += wireEnergy(p, wire, length) * activeWires * (addr + data);
      if (wire.repeaters !== undefined) leakage += wire.repeaters.leakage_W_per_m * length * sumWires * (addr + data);
    }
  };
  add(horizontal, lengths.horizontal);
  add(vertical, lengths.vertical);
  const active = shape.activeMatsPerColumn * shape.activeMatsPerRow;
  const area_m2 = height_m * width_m;
  const readLatency_s = mat.readLatency_s + 2 * oneWay;
  const writeLatency_s = mat.writeLatency_s + oneWay;
  const readEnergy_J = mat.readEnergy_J * active + energy;
  const writeEnergy_J = mat.writeEnergy_J * active + energy;
  const leakage_W = mat.leakage_W * shape.bankRows * shape.bankColumns + leakage;
  if (!Number.isFinite(area_m2 + readLatency_s + writeLatency_s + readEnergy_J + writeEnergy_J + leakage_W)) {
    return 'its figures are beyond any number: a value of the cell is too small or too large';
  }
  return {
    height_m,
    width_m,
    area_m2,
    readLatency_s,
    writeLatency_s,
    readEnergy_J,
    writeEnergy_J,
    leakage_W,
    htreeReadLatency_s: 2 * oneWay,
    htreeWriteLatency_s: oneWay,
    htreeEnergy_J: energy,
  };
}

/** Rows of repeaters that the wires of an axis need. */
function beside(levels: readonly Level[], sharing: number): number {
  let rows = 0;
  for (const { addr, data, wires } of levels) rows += Math.ceil(((addr + data) * wires) / sharing);
  return rows;
}

/**
 * Lengths from the root; each level is twice the one below. Repeaters in the way lengthen a level by the rows of them that it crosses, where levels of both
 * axes are paired from the leaf upwards.
 */
function lengthsOf(
  { horizontal, vertical }: Tree,
  mat: BankMat,
  pitch: number,
  sharing: number,
): { horizontal: Float64Array; vertical: Float64Array } {
  const alongH = new Float64Array(horizontal.length);
  const alongV = new Float64Array(vertical.length);
  const rows = ({ addr, data }: Level): number => Math.ceil((addr + data) / sharing);
  let v = vertical.length - 1;
  let h = horizontal.length - 1;
  const plainV = (): number => (v === vertical.length - 1 ? mat.height_m / 2 : 2 * alongV[v + 1]!);
  const plainH = (): number => (h === horizontal.length - 1 ? mat.width_m : 2 * alongH[h + 1]!);
  for (; v > h; v--) alongV[v] = plainV();
  for (; v >= 0; v--, h--) {
    const leaf = h === horizontal.length - 1;
    let crossed = rows(vertical[v]!);
    if (leaf) for (let below = v + 1; below < vertical.length; below++) crossed += rows(vertical[below]!);
    alongV[v] = plainV() + (leaf || pitch === 0 ? 0 : (rows(horizontal[h + 1]!) * pitch) / 2);
    alongH[h] = plainH() + (pitch === 0 ? 0 : (crossed * pitch) / 2);
  }
  for (; h >= 0; h--) alongH[h] = plainH();
  return { horizontal: alongH, vertical: alongV };
}

/** The figures of a bank that a search does not need, beside those it does. */
export function bankNumbers(
  p: Process,
  wire: RoutedWire,
  shape: BankShape,
  tree: Tree,
  mat: Mat,
  core: BankCore,
  capacity_bits: number,
  word_bits: number,
): BankNumbers {
  const lengths = lengthsOf(tree, mat, wire.repeaters?.repeatedWirePitch_m ?? 0, wire.repeaters?.sharing ?? 1);
  const routed = (levels: readonly Level[], along: Float64Array): readonly RoutedLevel[] =>
    levels.map(({ addr, data, wires, sumWires, activeWires }, i) => ({ length_m: along[i]!, addr, data, wires, sumWires, activeWires }));
  const active = shape.activeMatsPerColumn * shape.activeMatsPerRow;
  const { subarray, parts } = mat;
  const cell = cellSize(parts.cell, 1);
  const cycle = subarray.readLatency_s - subarray.rowDecoderLatency_s + prechargerNumbers(parts.precharger, mat.ramp_per_s).numbers.readLatency_s;
  return {
    height_m: core.height_m,
    width_m: core.width_m,
    area_m2: core.area_m2,
    readLatency_s: core.readLatency_s,
    writeLatency_s: core.writeLatency_s,
    readEnergy_J: core.readEnergy_J,
    writeEnergy_J: core.writeEnergy_J,
    leakage_W: core.leakage_W,
    htreeReadLatency_s: core.htreeReadLatency_s,
    htreeWriteLatency_s: core.htreeWriteLatency_s,
    htreeEnergy_J: core.htreeEnergy_J,
    setLatency_s: mat.setLatency_s + core.htreeWriteLatency_s,
    resetLatency_s: mat.resetLatency_s + core.htreeWriteLatency_s,
    setEnergy_J: mat.setEnergy_J * active + core.htreeEnergy_J,
    resetEnergy_J: mat.resetEnergy_J * active + core.htreeEnergy_J,
    htreeLeakage_W: core.leakage_W - mat.leakage_W * shape.bankRows * shape.bankColumns,
    numAddressBit: Math.log2(capacity_bits / word_bits),
    readBandwidth_B_per_s: word_bits / 8 / cycle,
    writeBandwidth_B_per_s: word_bits / 8 / subarray.writeLatency_s,
    areaEfficiency: (capacity_bits * cell.width_m * cell.height_m * p.featureSize_m * p.featureSize_m) / core.area_m2,
    htreeHorizontal: routed(tree.horizontal, lengths.horizontal),
    htreeVertical: routed(tree.vertical, lengths.vertical),
  };
}
