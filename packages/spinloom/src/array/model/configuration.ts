/** What is asked of the array model: technology, capacity and organisation of one bank, in the words of NVSim. */
import type { Roadmap, WireType } from '../../technology/index.ts';
import type { BufferStyle } from './output-driver.ts';
import type { Repeaters } from './repeaters.ts';

/**
 * A bank is rows x columns of mats on an H-tree, a mat rows x columns of sub-arrays around one predecoder. Powers of two, all of them.
 * Words of the papers: their mat is a sub-array here, their bank a mat, their group a bank.
 */
export interface ArrayOrganisation {
  readonly bankRows: number;
  readonly bankColumns: number;
  readonly activeMatsPerColumn: number;
  readonly activeMatsPerRow: number;
  readonly matRows: number;
  readonly matColumns: number;
  readonly activeSubarraysPerColumn: number;
  readonly activeSubarraysPerRow: number;
  /** Columns that share a sense amplifier. */
  readonly muxSenseAmp: number;
  readonly muxOutput1: number;
  readonly muxOutput2: number;
}

/** What an organisation is searched or evaluated for. */
export interface ArrayTechnology {
  /** 22 to 200. */
  readonly node_nm: number;
  readonly roadmap: Roadmap;
  /** 300 to 400. */
  readonly temperature_K: number;
  readonly localWire: WireType;
  readonly globalWire: WireType;
  readonly globalRepeaters: Repeaters;
  /** Widest N device, in feature sizes. NVSim's default: 100. */
  readonly maxNmos_F: number;
}

export interface ArrayConfiguration extends ArrayTechnology {
  readonly capacity_bits: number;
  readonly word_bits: number;
  /** What row decoders and select lines are sized for. */
  readonly style: BufferStyle;
  readonly organisation: ArrayOrganisation;
}
