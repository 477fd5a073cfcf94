/**
 * Operations of a row of an SOT sub-array: what each part of it spends, and how long it takes.
 *
 * A read is NVSim's voltage sensing, with the decoder of row-select.ts, and with the current of cell and reference for as long as the bit line settles:
 * NVSim counts it while the amplifier decides only. AND, OR and XOR sense two cells in parallel on every bit line: AND tells two ones (both cells high)
 * from one, OR a one from none, XOR takes both decisions on one voltage, with a second amplifier and a second reference at every column.
 */
import { refuse } from '../../refusal/index.ts';
import { type BitLine, computeBitLine } from '../model/bit-line.ts';
import { isBroken } from '../model/block.ts';
import type { ArrayNumbers } from '../model/compute.ts';
import type { MemoryCell } from '../model/memory-cell.ts';
import type { Process } from '../model/process.ts';
import type { RowSelect } from './row-select.ts';
import type { WritePath } from './write-path.ts';

export const rowOperationNames = ['read', 'and', 'or', 'xor', 'write'] as const;
export type RowOperationName = (typeof rowOperationNames)[number];

export const rowParts = ['predecoders', 'row decoder', 'write row decoder', 'column decoders'] as const;
export const columnParts = ['bit lines', 'cells', 'references', 'sense amplifiers', 'precharger', 'write drivers'] as const;
export type OperationPart = (typeof rowParts)[number] | (typeof columnParts)[number];

export interface RowOperation {
  /** Of a row with all its columns, without what crosses the H-tree. */
  readonly energy_J: number;
  readonly latency_s: number;
  /** By part; the energy is their sum. */
  readonly energies: Readonly<Record<OperationPart, number>>;
  /** By what follows one another; the latency is their sum. */
  readonly latencies: Readonly<Record<'predecoders' | 'decoders' | 'bit lines' | 'sense amplifiers' | 'cells', number>>;
}

export interface Surrounded {
  readonly process: Process;
  readonly cell: MemoryCell;
  /** NVSim's figures of the same memory. */
  readonly nvsim: ArrayNumbers;
  readonly select: RowSelect;
  readonly writePath: WritePath;
}

export function rowOperations(surrounded: Surrounded): Readonly<Record<RowOperationName, RowOperation>> {
  const s = surrounded.nvsim.subarray;
  const low = s.resMemCellOn_ohm ?? refuse('operations on two rows need a cell that is a resistor');
  const high = s.resMemCellOff_ohm!;
  const mixed = (low * high) / (low + high);
  const line = (what: string, on_ohm: number, off_ohm: number, rows: 1 | 2): BitLine => settling(surrounded, what, on_ohm, off_ohm, rows);
  const and = line('AND of two rows', mixed, high / 2, 2);
  const or = line('OR of two rows', low / 2, mixed, 2);
  return {
    read: sensed(surrounded, [line('a row', low, high, 1)], 1),
    and: sensed(surrounded, [and], 2),
    or: sensed(surrounded, [or], 2),
    xor: sensed(surrounded, [and, or], 2),
    write: written(surrounded),
  };
}

/** The bit line with `rows` cells open on it, which have a resistance of `on_ohm` or `off_ohm` together. */
function settling({ process, cell, nvsim }: Surrounded, what: string, on_ohm: number, off_ohm: number, rows: 1 | 2): BitLine {
  const s = nvsim.subarray;
  const wires = { resAccess_ohm: 0, capAccess_F: rows * s.capCellAccess_F, resBitline_ohm: s.resBitline_ohm, capBitline_F: s.capBitline_F };
  const mux = {
    numbers: s.bitlineMux,
    widthN_m: s.bitlineMux_widthN_m,
    res_ohm: s.bitlineMux_res_ohm,
    capDrain_F: s.bitlineMux_capDrain_F,
    capPrevDelay_F: s.bitlineMux_capPrevDelay_F,
    capPrevPower_F: s.bitlineMux_capPrevPower_F,
  };
  const line = computeBitLine(process, { ...cell, resistance: { ...cell.resistance!, on_ohm, off_ohm } }, s.numColumn, wires, mux);
  return isBroken(line) ? refuse(`${what} cannot be sensed: ${line}`) : line;
}

/** `decisions`: one for each amplifier of a column. */
function sensed({ nvsim, select }: Surrounded, decisions: readonly BitLine[], rows: 1 | 2): RowOperation {
  const { mat, subarray: s } = nvsim;
  const opened = select.delay(rampOf(nvsim));
  const settle_s = Math.max(...decisions.map((line) => line.delay(opened.ramp_per_s)));
  const amplify_s = s.senseAmp.readLatency_s;
  const power_W = Math.max(...decisions.map((line) => line.readPower_W)) * s.numColumn;
  const current_J = power_W * (settle_s + amplify_s);
  return operation(
    {
      predecoders: rows * mat.predecoderEnergy_J,
      'row decoder': rows * select.energy_J,
      'write row decoder': 0,
      'column decoders': columnDecoders(nvsim),
      'bit lines': Math.max(...decisions.map((line) => line.energy_J)),
      cells: current_J,
      references: decisions.length * current_J,
      'sense amplifiers': decisions.length * s.senseAmp.readEnergy_J,
      precharger: s.precharger.readEnergy_J,
      'write drivers': 0,
    },
    {
      predecoders: mat.predecoderLatency_s,
      decoders: Math.max(opened.latency_s, s.columnDecoderLatency_s),
      'bit lines': settle_s,
      'sense amplifiers': amplify_s,
      cells: 0,
    },
  );
}

function written({ nvsim, writePath }: Surrounded): RowOperation {
  const { mat, subarray: s } = nvsim;
  const { decoder, drivers, bitlineEnergyPerColumn_J, cellEnergy_J, charge_s, pulse_s } = writePath;
  return operation(
    {
      predecoders: mat.predecoderEnergy_J,
      'row decoder': 0,
      'write row decoder': decoder.energy_J,
      'column decoders': columnDecoders(nvsim),
      'bit lines': s.numColumn * bitlineEnergyPerColumn_J,
      cells: s.numColumn * cellEnergy_J,
      references: 0,
      'sense amplifiers': 0,
      precharger: 0,
      'write drivers': s.numColumn * drivers.energyPerColumn_J,
    },
    {
      predecoders: mat.predecoderLatency_s,
      // The bit lines are charged while the row opens.
      decoders: Math.max(decoder.latency_s, s.columnDecoderLatency_s + charge_s),
      'bit lines': 0,
      'sense amplifiers': 0,
      cells: pulse_s,
    },
  );
}

function operation(energies: RowOperation['energies'], latencies: RowOperation['latencies']): RowOperation {
  const sum = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((total, part) => total + part, 0);
  return { energy_J: sum(energies), latency_s: sum(latencies), energies, latencies };
}

function columnDecoders({ subarray: s }: ArrayNumbers): number {
  return s.bitlineMuxDecoder.readEnergy_J + s.muxLev1Decoder.readEnergy_J + s.muxLev2Decoder.readEnergy_J;
}

/** Of what the predecoders give to the row decoder: the slower of the two. */
export function rampOf({ mat }: ArrayNumbers): number {
  return Math.min(mat.rowPredecoder1_rampOutput_per_s, mat.rowPredecoder2_rampOutput_per_s);
}
