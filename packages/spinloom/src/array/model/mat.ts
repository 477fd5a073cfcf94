/** A mat: sub-arrays around one set of predecoders (array model, section 4.7). */
import { type BlockNumbers, type Broken, type CellBlockNumbers, isBroken } from './block.ts';
import type { BufferStyle } from './output-driver.ts';
import type { Predecoder } from './predecoder.ts';
import { computeSubarray, type SubarrayParts, type SubarrayShape } from './subarray.ts';
import { type SubarrayCore, subarrayCore } from './subarray-numbers.ts';
import type { Workshop } from './workshop.ts';

export interface MatShape {
  readonly rows: number;
  readonly columns: number;
  readonly activePerColumn: number;
  readonly activePerRow: number;
  readonly muxSenseAmp: number;
  readonly muxOutput1: number;
  readonly muxOutput2: number;
  readonly style: BufferStyle;
  /** What arrives from the bank. */
  readonly addressBits: number;
  readonly dataBits: number;
}

export interface Mat extends CellBlockNumbers {
  readonly shape: MatShape;
  readonly parts: SubarrayParts;
  readonly subarray: SubarrayCore;
  /** In NVSim's order: two of the row, two of each multiplexer level. */
  readonly predecoders: readonly Predecoder[];
  /** Of what the predecoders give to the decoders of a sub-array. */
  readonly ramp_per_s: number;
  readonly predecoderLatency_s: number;
  readonly predecoderEnergy_J: number;
}

/** Rows and columns of the sub-arrays, or the constraint that the shape breaks. */
function subarrayShapeOf(mat: MatShape): SubarrayShape | Broken {
  const active = mat.activePerColumn * mat.activePerRow;
  const { muxSenseAmp, muxOutput1, muxOutput2, style } = mat;
  if (mat.dataBits < active) {
    return `a mat gets ${mat.dataBits} data bits for ${active} active sub-arrays: the word is narrower than what is active; widen WordWidth or activate less`;
  }
  if (mat.dataBits % active !== 0) {
    return `a mat gets ${mat.dataBits} data bits, which do not divide among ${active} active sub-arrays: widen WordWidth to a multiple or activate less`;
  }
  const muxes = muxSenseAmp * muxOutput1 * muxOutput2;
  const bits = mat.addressBits - Math.log2((mat.rows * mat.columns) / active);
  const rows = 2 ** bits / muxes;
  if (bits <= 0 || rows < 1) {
    return `${Math.max(0, bits)} address bits are left for a sub-array behind multiplexers of ${muxes} to 1, which leaves no rows: partition less, or use a larger capacity`;
  }
  return { rows, columns: (mat.dataBits / active) * muxes, muxSenseAmp, muxOutput1, muxOutput2, style };
}

export function computeMat(shop: Workshop, shape: MatShape): Mat | Broken {
  const subarrayShape = subarrayShapeOf(shape);
  if (isBroken(subarrayShape)) return subarrayShape;
  const parts = computeSubarray(shop, subarrayShape);
  if (isBroken(parts)) return parts;
  const predecoders = predecodersOf(shop, shape, parts);
  if (isBroken(predecoders)) return predecoders;
  const ramp_per_s = Math.min(predecoders[0]!.ramp_per_s, predecoders[1]!.ramp_per_s);
  const subarray = subarrayCore(parts, ramp_per_s);
  const active = shape.activePerColumn * shape.activePerRow;
  let area = 0;
  let latency = 0;
  let energy = 0;
  let leakage = 0;
  for (const { numbers } of predecoders) {
    area += numbers.area_m2;
    latency = Math.max(latency, numbers.readLatency_s);
    energy += numbers.readEnergy_J;
    leakage += numbers.leakage_W;
  }
  const width = shape.columns * parts.width_m;
  const height = shape.rows * parts.height_m;
  const side = Math.sqrt(area);
  // As in NVSim: beside the sub-arrays where they are wider than high.
  const width_m = width > height ? width + side : width;
  const height_m = width > height ? height : height + side;
  return {
    shape,
    parts,
    subarray,
    predecoders,
    ramp_per_s,
    width_m,
    height_m,
    area_m2: width_m * height_m,
    readLatency_s: latency + subarray.readLatency_s,
    writeLatency_s: latency + subarray.writeLatency_s,
    setLatency_s: latency + subarray.setLatency_s,
    resetLatency_s: latency + subarray.resetLatency_s,
    readEnergy_J: energy + active * subarray.readEnergy_J,
    writeEnergy_J: energy + active * subarray.writeEnergy_J,
    setEnergy_J: energy + active * subarray.setEnergy_J,
    resetEnergy_J: energy + active * subarray.resetEnergy_J,
    leakage_W: leakage + shape.rows * shape.columns * subarray.leakage_W,
    predecoderLatency_s: latency,
    predecoderEnergy_J: energy,
  };
}

const widestBlock = 3;

function predecodersOf({ process: p, predecoder }: Workshop, mat: MatShape, parts: SubarrayParts): readonly Predecoder[] | Broken {
  const { rows, muxSenseAmp, muxOutput1, muxOutput2 } = parts.shape;
  const reach = (less: number): number => (parts.height_m * Math.max(0, mat.rows - less) + parts.width_m * Math.max(0, mat.columns - less)) / 2;
  const rowReach = reach(0);
  const muxReach = reach(2);
  const found: Predecoder[] = [];
  const levels = [rows, muxSenseAmp, muxOutput1, muxOutput2];
  for (let level = 0; level < levels.length; level++) {
    const bits = Math.log2(levels[level]!);
    const second = bits > widestBlock ? Math.floor(bits / 2) : 0;
    const length = level === 0 ? rowReach : muxReach;
    const load_F = length * p.local.C_F_per_m;
    const wide = predecoder(bits - second, load_F);
    const narrow = second === bits - second ? wide : predecoder(second, second === 0 ? 0 : load_F);
    if (isBroken(wide)) return wide;
    if (isBroken(narrow)) return narrow;
    found.push(wide, narrow);
  }
  return found;
}

/** Every figure of a mat, as NVSim names them. */
export interface MatNumbers extends BlockNumbers, Pick<Mat, 'predecoderLatency_s' | 'predecoderEnergy_J'> {
  readonly numSubarray: number;
  readonly numActiveSubarray: number;
  readonly rowPredecoder1: BlockNumbers;
  readonly rowPredecoder2: BlockNumbers;
  readonly bitlineMuxPredecoder1: BlockNumbers;
  readonly bitlineMuxPredecoder2: BlockNumbers;
  readonly muxLev1Predecoder1: BlockNumbers;
  readonly muxLev1Predecoder2: BlockNumbers;
  readonly muxLev2Predecoder1: BlockNumbers;
  readonly muxLev2Predecoder2: BlockNumbers;
  readonly rowPredecoder1_rampOutput_per_s: number;
  readonly rowPredecoder2_rampOutput_per_s: number;
}

export function matNumbers(mat: Mat): MatNumbers {
  const { shape, predecoders } = mat;
  const numbers = (index: number): BlockNumbers => predecoders[index]!.numbers;
  const ramp = (index: number): number => predecoders[index]!.ramp_per_s;
  return {
    height_m: mat.height_m,
    width_m: mat.width_m,
    area_m2: mat.area_m2,
    readLatency_s: mat.readLatency_s,
    writeLatency_s: mat.writeLatency_s,
    readEnergy_J: mat.readEnergy_J,
    writeEnergy_J: mat.writeEnergy_J,
    leakage_W: mat.leakage_W,
    predecoderLatency_s: mat.predecoderLatency_s,
    predecoderEnergy_J: mat.predecoderEnergy_J,
    numSubarray: shape.rows * shape.columns,
    numActiveSubarray: shape.activePerColumn * shape.activePerRow,
    rowPredecoder1: numbers(0),
    rowPredecoder2: numbers(1),
    bitlineMuxPredecoder1: numbers(2),
    bitlineMuxPredecoder2: numbers(3),
    muxLev1Predecoder1: numbers(4),
    muxLev1Predecoder2: numbers(5),
    muxLev2Predecoder1: numbers(6),
    muxLev2Predecoder2: numbers(7),
    rowPredecoder1_rampOutput_per_s: ramp(0),
    rowPredecoder2_rampOutput_per_s: ramp(1),
  };
}

/** All predecoders of a mat: two of the row, two of each multiplexer level. */
export function predecodersIn(mat: MatNumbers): readonly BlockNumbers[] {
  return [
    mat.rowPredecoder1,
    mat.rowPredecoder2,
    mat.bitlineMuxPredecoder1,
    mat.bitlineMuxPredecoder2,
    mat.muxLev1Predecoder1,
    mat.muxLev1Predecoder2,
    mat.muxLev2Predecoder1,
    mat.muxLev2Predecoder2,
  ];
}
