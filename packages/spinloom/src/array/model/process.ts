/** What every block of the array model reads: transistors, local wires and the sizes that follow from the feature size. */
import { type Roadmap, type Transistors, transistors, type Wire, type WireType, wire } from '../../technology/index.ts';

/** Widest N device, and with it the strongest driver, in feature sizes: NVSim's MaxNmosSize. */
export const defaultMaxNmos_F = 100;

export interface Process extends Transistors {
  /** The same transistors without what follows from them. */
  readonly transistors: Transistors;
  readonly local: Wire;
  /** Widest N device in metres. */
  readonly maxNmos_m: number;
  /** Of a metre of gate width. */
  readonly gate_F_per_m: number;
  /** Resistance of an N or P device times its width. */
  readonly onN_ohm_m: number;
  readonly onP_ohm_m: number;
  /** Transconductance of a metre of width. */
  readonly gmN_S_per_m: number;
  readonly gmP_S_per_m: number;
}

export interface ProcessOptions {
  readonly node_nm: number;
  readonly roadmap: Roadmap;
  readonly temperature_K: number;
  readonly localWire: WireType;
  readonly maxNmos_F: number;
}

/** Section 4.3: capacitance, resistance and transconductance of a gate by its width. */
export function processOf({ node_nm, roadmap, temperature_K, localWire, maxNmos_F }: ProcessOptions): Process {
  const t = transistors(node_nm, roadmap, temperature_K);
  const overdrive = t.vdd_V - t.vth_V;
  const gm = (mobility: number, saturation: number): number =>
    ((mobility * t.capOx_F_per_m2) / 2 / t.phyGateLength_m) * Math.min(saturation, overdrive);
  return {
    ...t,
    transistors: t,
    local: wire(node_nm, localWire, temperature_K),
    maxNmos_m: maxNmos_F * t.featureSize_m,
    gate_F_per_m: t.capIdealGate_F_per_m + t.capOverlap_F_per_m + 3 * t.capFringe_F_per_m,
    onN_ohm_m: (t.effectiveResistanceMultiplier * t.vdd_V) / t.ionN_A_per_m,
    onP_ohm_m: (t.effectiveResistanceMultiplier * t.vdd_V) / t.ionP_A_per_m,
    gmN_S_per_m: gm(t.muN_m2_per_Vs, t.vdsatNmos_V),
    gmP_S_per_m: gm(t.muP_m2_per_Vs, t.vdsatPmos_V),
  };
}
