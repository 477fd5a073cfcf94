/** Latencies and energies of a sub-array, once the ramp of its predecoders is known (array model, section 4.6). */
import type { BitLine } from './bit-line.ts';
import type { BlockNumbers, CellBlockNumbers } from './block.ts';
import { resetsThenSets, writePasses } from './memory-cell.ts';
import { nandStageDelay } from './nand-stage.ts';
import type { Driver } from './output-driver.ts';
import { prechargerNumbers } from './precharger.ts';
import { type RowDecoder, rowDecoderNumbers } from './row-decoder.ts';
import type { SubarrayParts } from './subarray.ts';

/** What counts of a sub-array for the mat around it. */
export interface SubarrayCore extends CellBlockNumbers {
  readonly cellReadEnergy_J: number;
  readonly bitlineDelay_s: number;
  readonly columnDecoderLatency_s: number;
  readonly rowDecoderLatency_s: number;
  readonly rowDecoderRamp_per_s: number;
}

export function subarrayCore(parts: SubarrayParts, ramp_per_s: number): SubarrayCore {
  const { cell, shape, senseAmp, precharger, bitlineMux, muxLev1, muxLev2, rowDecoder } = parts;
  const row = rowDecoderNumbers(rowDecoder, ramp_per_s);
  const { bitlineMuxDecoder, muxLev1Decoder, muxLev2Decoder } = parts;
  const columnDecoderLatency_s = columnLatency(parts, ramp_per_s);
  const columnEnergy = bitlineMuxDecoder.stage.energy_J + muxLev1Decoder.stage.energy_J + muxLev2Decoder.stage.energy_J;
  const muxEnergy = bitlineMux.numbers.readEnergy_J + muxLev1.numbers.readEnergy_J + muxLev2.numbers.readEnergy_J;
  const muxLatency = bitlineMux.numbers.readLatency_s + muxLev1.numbers.readLatency_s + muxLev2.numbers.readLatency_s;
  const rowLatency = row.numbers.readLatency_s;
  const bitlineDelay_s = parts.bitLine.delay(row.ramp_per_s);
  const decoded = Math.max(rowLatency, columnDecoderLatency_s);
  const readLatency_s = decoded + bitlineDelay_s + senseAmp.numbers.readLatency_s + muxLatency;
  const selected = shape.columns / shape.muxSenseAmp / shape.muxOutput1 / shape.muxOutput2;
  // A reference cell beside each that is read.
  const cellReadEnergy_J = 2 * parts.bitLine.readPower_W * senseAmp.numbers.readLatency_s * selected;
  const decoders = row.numbers.readEnergy_J + columnEnergy;
  const { cellSetEnergy_J, cellResetEnergy_J } = parts;
  const cellWrite = cell.kind === 'SRAM' ? (parts.bitLine.energy_J * selected) / shape.columns : Math.max(cellResetEnergy_J, cellSetEnergy_J);
  const write = writeLatencies(parts, readLatency_s, Math.max(rowLatency, columnDecoderLatency_s + parts.chargeLatency_s));
  return {
    width_m: parts.width_m,
    height_m: parts.height_m,
    area_m2: parts.width_m * parts.height_m,
    readLatency_s,
    writeLatency_s: write.writeLatency_s,
    setLatency_s: write.setLatency_s,
    resetLatency_s: write.resetLatency_s,
    readEnergy_J: parts.bitLine.energy_J + cellReadEnergy_J + decoders + precharger.energy_J + muxEnergy + senseAmp.numbers.readEnergy_J,
    writeEnergy_J: cellWrite + decoders + writePasses(cell) * muxEnergy,
    // Of a RESET NVSim counts the column path twice.
    setEnergy_J: cellSetEnergy_J + columnEnergy + muxEnergy,
    resetEnergy_J: cellResetEnergy_J + 2 * (columnEnergy + muxEnergy),
    leakage_W:
      row.numbers.leakage_W +
      leakageOf(bitlineMuxDecoder) +
      leakageOf(muxLev1Decoder) +
      leakageOf(muxLev2Decoder) +
      precharger.leakage_W +
      senseAmp.numbers.leakage_W +
      parts.cellLeakage_W,
    cellReadEnergy_J,
    bitlineDelay_s,
    columnDecoderLatency_s,
    rowDecoderLatency_s: rowLatency,
    rowDecoderRamp_per_s: row.ramp_per_s,
  };
}

function leakageOf({ rows, stage }: RowDecoder): number {
  return rows * stage.leakage_W;
}

/** Decoders of up to 8 rows have the same stage, and so have those of more. */
function columnLatency({ bitlineMuxDecoder, muxLev1Decoder, muxLev2Decoder }: SubarrayParts, ramp_per_s: number): number {
  const first = nandStageDelay(bitlineMuxDecoder.stage, ramp_per_s).latency_s;
  const other = [muxLev1Decoder.stage, muxLev2Decoder.stage].find((stage) => stage !== bitlineMuxDecoder.stage);
  return other === undefined ? first : Math.max(first, nandStageDelay(other, ramp_per_s).latency_s);
}

type WriteLatencies = Pick<SubarrayCore, 'writeLatency_s' | 'setLatency_s' | 'resetLatency_s'>;

/** `selectedAt`: when the row is open and the bit lines are charged. */
function writeLatencies({ cell, chargeLatency_s }: SubarrayParts, readLatency_s: number, selectedAt: number): WriteLatencies {
  if (cell.reset === undefined || cell.set === undefined) return { writeLatency_s: readLatency_s, setLatency_s: 0, resetLatency_s: 0 };
  const reset = cell.reset.pulse_s;
  const set = cell.set.pulse_s;
  if (resetsThenSets(cell)) return { writeLatency_s: selectedAt + chargeLatency_s + reset + set, setLatency_s: 0, resetLatency_s: 0 };
  return { writeLatency_s: selectedAt + Math.max(reset, set), setLatency_s: selectedAt + set, resetLatency_s: selectedAt + reset };
}

function resistances({ resMemCellOn_ohm, resMemCellOff_ohm }: BitLine): Pick<SubarrayNumbers, 'resMemCellOn_ohm' | 'resMemCellOff_ohm'> {
  return resMemCellOn_ohm === undefined || resMemCellOff_ohm === undefined ? {} : { resMemCellOn_ohm, resMemCellOff_ohm };
}

interface DriverNumbers {
  readonly numStage: number;
  readonly widthNMOS_m: readonly number[];
  readonly outputCap_F: number;
  readonly outputRes_ohm: number;
}

/** Every figure of a sub-array, as NVSim names them. */
export interface SubarrayNumbers extends Omit<SubarrayCore, 'rowDecoderLatency_s' | 'rowDecoderRamp_per_s'> {
  readonly numRow: number;
  readonly numColumn: number;
  readonly numSenseAmp: number;
  readonly cellSetEnergy_J: number;
  readonly cellResetEnergy_J: number;
  readonly lenWordline_m: number;
  readonly lenBitline_m: number;
  readonly capWordline_F: number;
  readonly resWordline_ohm: number;
  readonly capBitline_F: number;
  readonly resBitline_ohm: number;
  readonly resCellAccess_ohm: number;
  readonly capCellAccess_F: number;
  readonly senseVoltage_V: number;
  readonly chargeLatency_s: number;
  readonly bitlineEnergy_J: number;
  readonly cellLeakage_W: number;
  readonly resMemCellOn_ohm?: number;
  readonly resMemCellOff_ohm?: number;
  readonly rowDecoder: BlockNumbers;
  readonly bitlineMuxDecoder: BlockNumbers;
  readonly muxLev1Decoder: BlockNumbers;
  readonly muxLev2Decoder: BlockNumbers;
  readonly bitlineMux: BlockNumbers;
  readonly muxLev1: BlockNumbers;
  readonly muxLev2: BlockNumbers;
  readonly precharger: BlockNumbers;
  readonly senseAmp: BlockNumbers;
  readonly rowDecoder_rampOutput_per_s: number;
  readonly prechargerEnableLatency_s: number;
  readonly senseAmp_capLoad_F: number;
  readonly bitlineMux_widthN_m: number;
  readonly bitlineMux_res_ohm: number;
  readonly bitlineMux_capDrain_F: number;
  readonly bitlineMux_capPrevDelay_F: number;
  readonly bitlineMux_capPrevPower_F: number;
  readonly rowDecoderDriver: DriverNumbers;
  readonly bitlineMuxDecoderDriver: DriverNumbers;
  readonly prechargerDriver: DriverNumbers;
}

export function subarrayNumbers(parts: SubarrayParts, ramp_per_s: number): SubarrayNumbers {
  const core = subarrayCore(parts, ramp_per_s);
  const { shape, bitLine, bitlineMux, senseAmp, precharger } = parts;
  const precharge = prechargerNumbers(precharger, ramp_per_s);
  const decoder = (which: RowDecoder): BlockNumbers => rowDecoderNumbers(which, ramp_per_s).numbers;
  return {
    width_m: core.width_m,
    height_m: core.height_m,
    area_m2: core.area_m2,
    readLatency_s: core.readLatency_s,
    writeLatency_s: core.writeLatency_s,
    setLatency_s: core.setLatency_s,
    resetLatency_s: core.resetLatency_s,
    readEnergy_J: core.readEnergy_J,
    writeEnergy_J: core.writeEnergy_J,
    setEnergy_J: core.setEnergy_J,
    resetEnergy_J: core.resetEnergy_J,
    leakage_W: core.leakage_W,
    cellReadEnergy_J: core.cellReadEnergy_J,
    bitlineDelay_s: core.bitlineDelay_s,
    columnDecoderLatency_s: core.columnDecoderLatency_s,
    numRow: shape.rows,
    numColumn: shape.columns,
    numSenseAmp: shape.columns / shape.muxSenseAmp,
    cellSetEnergy_J: parts.cellSetEnergy_J,
    cellResetEnergy_J: parts.cellResetEnergy_J,
    lenWordline_m: parts.lenWordline_m,
    lenBitline_m: parts.lenBitline_m,
    capWordline_F: parts.capWordline_F,
    resWordline_ohm: parts.resWordline_ohm,
    capBitline_F: parts.capBitline_F,
    resBitline_ohm: parts.resBitline_ohm,
    resCellAccess_ohm: parts.resCellAccess_ohm,
    capCellAccess_F: parts.capCellAccess_F,
    senseVoltage_V: parts.cell.read.minSense_V,
    chargeLatency_s: parts.chargeLatency_s,
    bitlineEnergy_J: bitLine.energy_J,
    cellLeakage_W: parts.cellLeakage_W,
    rowDecoder: decoder(parts.rowDecoder),
    bitlineMuxDecoder: decoder(parts.bitlineMuxDecoder),
    muxLev1Decoder: decoder(parts.muxLev1Decoder),
    muxLev2Decoder: decoder(parts.muxLev2Decoder),
    bitlineMux: bitlineMux.numbers,
    muxLev1: parts.muxLev1.numbers,
    muxLev2: parts.muxLev2.numbers,
    precharger: precharge.numbers,
    senseAmp: senseAmp.numbers,
    rowDecoder_rampOutput_per_s: core.rowDecoderRamp_per_s,
    prechargerEnableLatency_s: precharge.enableLatency_s,
    senseAmp_capLoad_F: senseAmp.capLoad_F,
    bitlineMux_widthN_m: bitlineMux.widthN_m,
    bitlineMux_res_ohm: bitlineMux.res_ohm,
    bitlineMux_capDrain_F: bitlineMux.capDrain_F,
    bitlineMux_capPrevDelay_F: bitlineMux.capPrevDelay_F,
    bitlineMux_capPrevPower_F: bitlineMux.capPrevPower_F,
    rowDecoderDriver: driverNumbers(parts.rowDecoder.stage.driver),
    bitlineMuxDecoderDriver: driverNumbers(parts.bitlineMuxDecoder.stage.driver),
    prechargerDriver: driverNumbers(precharger.driver),
    ...resistances(bitLine),
  };
}

function driverNumbers({ numStage, widthNMOS_m, outputCap_F, outputRes_ohm }: Driver): DriverNumbers {
  return { numStage, widthNMOS_m, outputCap_F, outputRes_ohm };
}
