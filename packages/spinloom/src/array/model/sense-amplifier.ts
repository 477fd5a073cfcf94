/**
 * Latch-type sense amplifiers, one for each group of columns that share one; current sensing puts a current-to-voltage converter in front
 * (array model, section 4.6).
 */
import { type BlockNumbers, type Broken, nothing } from './block.ts';
import { drainCapacitance, folding_F, gateArea } from './gate.ts';
import type { Process } from './process.ts';

export interface SenseAmplifierInput {
  readonly count: number;
  /** Width that one may take: columns it serves x cell width. */
  readonly pitch_m: number;
  readonly currentSensing: boolean;
  readonly senseVoltage_V: number;
}

export interface SenseAmplifier {
  readonly numbers: BlockNumbers;
  readonly capLoad_F: number;
}

// Widths of its devices, in feature sizes.
const pLatch_F = 7.5;
const nLatch_F = 3.75;
const isolation_F = 12.5;
const enable_F = 5;
const mux_F = 9;
/** Spacings between the rows of devices. */
const spacing_F = 3 + 3 + 2;
const leaking_F = 5;

/** Area of a current-to-voltage converter, in squares of the feature size. */
const converterArea_F2 = 50_000;

interface Converter {
  readonly above_m: number;
  readonly latency_s: number;
  readonly energy_J: number;
  readonly leakage_W: number;
}

/** By feature size, largest first; the last holds below. */
const converters: readonly Converter[] = [
  { above_m: 119e-9, latency_s: 0.49e-9, energy_J: 85.2e-15, leakage_W: 14e-9 },
  { above_m: 89e-9, latency_s: 0.53e-9, energy_J: 87.2e-15, leakage_W: 18.7e-9 },
  { above_m: 64e-9, latency_s: 0.62e-9, energy_J: 90e-15, leakage_W: 25.7e-9 },
  { above_m: 44e-9, latency_s: 0.8e-9, energy_J: 102.6e-15, leakage_W: 4.41e-9 },
  { above_m: 31e-9, latency_s: 1.07e-9, energy_J: 125.6e-15, leakage_W: 125.4e-9 },
  { above_m: 0, latency_s: 1.45e-9, energy_J: 150e-15, leakage_W: 150e-9 },
];

export function computeSenseAmplifier(p: Process, { count, pitch_m, currentSensing, senseVoltage_V }: SenseAmplifierInput): SenseAmplifier | Broken {
  const F = p.featureSize_m;
  if (pitch_m <= folding_F * F) {
    return `a sense amplifier would have a pitch of ${pitch_m / F} F, and more than ${folding_F} F are needed to fold its devices: share it between more columns or use a wider cell`;
  }
  const device = (wN_F: number, wP_F: number) => gateArea(p, 1, wN_F * F, wP_F * F, pitch_m);
  const devices = [device(0, pLatch_F), device(0, isolation_F), device(nLatch_F, 0), device(enable_F, 0)] as const;
  // The devices lie on their side: what a gate calls height runs along the pitch.
  const along = Math.max(...devices.map((one) => one.height_m));
  const [latchP, isolation, latchN, enable] = devices;
  const stacked = 2 * latchP.width_m + isolation.width_m + 2 * latchN.width_m + enable.width_m + spacing_F * F;
  const drain = (wN_F: number, wP_F: number): number => drainCapacitance(p, 1, wN_F * F, wP_F * F, pitch_m);
  const capLoad_F = p.gate_F_per_m * (nLatch_F + pLatch_F) * F + drain(nLatch_F, 0) + drain(0, pLatch_F) + drain(0, isolation_F) + drain(mux_F, 0);
  const converter = currentSensing ? converters.find(({ above_m }) => F >= above_m)! : undefined;
  const gm = p.gmN_S_per_m * nLatch_F * F + p.gmP_S_per_m * pLatch_F * F;
  const height_m = (stacked * along) / pitch_m + (converter === undefined ? 0 : (converterArea_F2 * F * F) / pitch_m);
  const width_m = pitch_m * count;
  const vdd2 = p.vdd_V * p.vdd_V;
  return {
    numbers: {
      ...nothing,
      height_m,
      width_m,
      area_m2: height_m * width_m,
      readLatency_s: (capLoad_F / gm) * Math.log(p.vdd_V / senseVoltage_V) + (converter?.latency_s ?? 0),
      readEnergy_J: (capLoad_F * vdd2 + (converter?.energy_J ?? 0)) * count,
      // The supply counts twice, as in NVSim.
      leakage_W: (leaking_F * F * p.ioffN_A_per_m * vdd2 + (converter?.leakage_W ?? 0)) * count,
    },
    capLoad_F,
  };
}
