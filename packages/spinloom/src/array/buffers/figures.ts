/** Buffers of the ASIC baseline: eDRAM and SRAM as a range between two published estimators. */
import type { Source } from '../../quantity/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';
import { carried, type Estimate, interpolated, sizeText } from './estimate.ts';
import { type BufferKind, type BufferPoint, bufferKinds, cacti, destiny, type PointFigure } from './points.ts';

/** Equal ends where one estimator alone knows the figure. */
export interface BufferRange {
  readonly low: number;
  readonly high: number;
  readonly sources: { readonly low: Source; readonly high: Source };
}

export interface BufferFigures {
  readonly kind: BufferKind;
  readonly capacity_bytes: number;
  /** What one access reads or writes. */
  readonly block_bytes: number;
  readonly area_m2: BufferRange;
  readonly readLatency_s: BufferRange;
  /** From one access to the next. */
  readonly cycleTime_s: BufferRange;
  /** Of one access to a block. */
  readonly readEnergy_J: BufferRange;
  readonly readEnergyPerBit_J: BufferRange;
  /** Of eDRAM an assumption: equal to the read energy. */
  readonly writeEnergy_J: BufferRange;
  readonly writeEnergyPerBit_J: BufferRange;
  /** The largest write energy that an estimator gives: how far a study should vary the assumption. eDRAM alone. */
  readonly writeEnergyVariedUpTo_J?: Estimate;
  /** Without refresh. */
  readonly leakage_W: BufferRange;
  /** What must be known to use the figures. */
  readonly notes: readonly string[];
}

/**
 * Figures of a buffer of `capacity_bytes` at 45 nm, high-performance periphery, `block_bytes` an access (default 64).
 * Between the capacities of the table they are straight in log-log; nothing is extrapolated.
 *
 * @throws Refusal for an unknown kind, a part of a byte, a block that has no table, and a capacity outside the table, with its range.
 */
export function bufferFigures(kind: BufferKind, capacity_bytes: number, block_bytes = 64): BufferFigures {
  if (!bufferKinds.includes(kind)) refuse(`unknown buffer '${kind}'; ${suggestion(kind, bufferKinds)}`);
  if (!Number.isSafeInteger(capacity_bytes)) refuse(`a buffer has a capacity of ${capacity_bytes} B: expected whole bytes`);
  const points = tableOf(kind, capacity_bytes, block_bytes);
  const second = destiny.points.find((point) => point.kind === kind && point.block_bytes === block_bytes);
  const estimates = (figure: PointFigure): readonly Estimate[] => both(points, second, figure, capacity_bytes);
  const range = (figure: PointFigure): BufferRange => rangeOf(estimates(figure));
  const readEnergy_J = range('readEnergy_J');
  const writeEnergy_J = kind === 'edram' ? asReading(readEnergy_J) : range('writeEnergy_J');
  return {
    kind,
    capacity_bytes,
    block_bytes,
    area_m2: range('area_m2'),
    readLatency_s: range('readLatency_s'),
    cycleTime_s: range('cycleTime_s'),
    readEnergy_J,
    readEnergyPerBit_J: perBit(readEnergy_J, block_bytes),
    writeEnergy_J,
    writeEnergyPerBit_J: perBit(writeEnergy_J, block_bytes),
    ...(kind === 'edram' ? { writeEnergyVariedUpTo_J: largest(estimates('writeEnergy_J')) } : {}),
    leakage_W: range('leakage_W'),
    notes: notesOf(kind, capacity_bytes, second),
  };
}

function tableOf(kind: BufferKind, capacity: number, block: number): readonly BufferPoint[] {
  const ofKind = cacti.points.filter((point) => point.kind === kind);
  const points = ofKind.filter((point) => point.block_bytes === block);
  const name = kind === 'edram' ? 'eDRAM' : 'SRAM';
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined) {
    const blocks = [...new Set(ofKind.map((point) => point.block_bytes))].sort((a, b) => a - b);
    refuse(`an ${name} buffer with blocks of ${block} B has no table; there are blocks of ${blocks.join(' and ')} B`);
  }
  if (!(capacity >= first.capacity_bytes && capacity <= last.capacity_bytes)) {
    const known =
      first === last ? `${sizeText(first.capacity_bytes)} alone` : `${sizeText(first.capacity_bytes)} to ${sizeText(last.capacity_bytes)}`;
    refuse(
      `an ${name} buffer of ${sizeText(capacity)} is outside the table: with blocks of ${block} B the estimators were run at ${known}, and nothing is extrapolated`,
    );
  }
  return points;
}

function both(points: readonly BufferPoint[], second: BufferPoint | undefined, figure: PointFigure, capacity: number): readonly Estimate[] {
  const here = interpolated(cacti, points, figure, capacity);
  if (here === undefined) throw new Error(`the table of buffers has no ${figure} at its ends`);
  const there = second === undefined ? undefined : interpolated(cacti, points, figure, second.capacity_bytes);
  const other = second === undefined || there === undefined ? undefined : carried(destiny, second, figure, capacity, { here, there });
  return other === undefined ? [here] : [here, other];
}

function rangeOf(estimates: readonly Estimate[]): BufferRange {
  const [low, high] = [estimates.reduce((a, b) => (b.value < a.value ? b : a)), largest(estimates)];
  return { low: low.value, high: high.value, sources: { low: low.source, high: high.source } };
}

function largest(estimates: readonly Estimate[]): Estimate {
  return estimates.reduce((a, b) => (b.value > a.value ? b : a));
}

function asReading(read: BufferRange): BufferRange {
  const assumed = (source: Source): Source => ({
    trust: 'assumed',
    cite: `equal to the read energy (${source.cite})`,
    where: 'no estimator is relied on',
  });
  return { ...read, sources: { low: assumed(read.sources.low), high: assumed(read.sources.high) } };
}

function perBit(access: BufferRange, block: number): BufferRange {
  return { ...access, low: access.low / (8 * block), high: access.high / (8 * block) };
}

function notesOf(kind: BufferKind, capacity: number, second: BufferPoint | undefined): readonly string[] {
  const alone = 'CACTI 7 alone knows this buffer: low and high are equal, which says nothing about how sure they are';
  if (kind === 'sram') return [alone];
  const carriedNote =
    second === undefined || second.capacity_bytes === capacity
      ? []
      : [`DESTINY was run at ${sizeText(second.capacity_bytes)} alone: its ratio to CACTI 7 there is kept at this capacity, an assumption`];
  return [
    ...(second === undefined ? [alone] : ['cycle time is known to CACTI 7 alone']),
    ...carriedNote,
    'write energy is assumed equal to read energy: CACTI 7 prints 15 to 36 times as much, which is implausible; vary it up to the stated bound',
    'refresh is not in these figures: no estimator gives a usable one',
  ];
}
