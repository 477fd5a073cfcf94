/** What a source and a storage mean for a load, in closed form: burst energy, on- and off-times (F8, F9). */
import { crossingTime } from './closed-form/index.ts';
import type { Supply } from './policy.ts';
import type { Harvest, PowerSource } from './sources/types.ts';
import { delivered_W } from './storage/booster.ts';
import { type StorageModel, type StorageOptions, storageModel } from './storage/storage.ts';

export interface SupplyFigures {
  /** Net power into the storage at the source's mean power. */
  readonly mean_W: number;
  /** Energy that the load gets between Von and Voff; Infinity where the harvest carries it. */
  readonly burst_J: number;
  /** Net power that the load meets when it comes on, and the burst at it; those of the mean where it would carry the load. */
  readonly met_W: number;
  readonly metBurst_J: number;
  readonly on_s: number;
  readonly off_s: number;
  readonly cycle_s: number;
  /** From the start to the first time on. */
  readonly first_s: number;
  readonly duty: number;
  /** Power never comes on. */
  readonly never: boolean;
}

/** At the mean power of the source. */
export function supplyFigures(source: Harvest, options: StorageOptions, active_W: number): SupplyFigures {
  const model = storageModel(options);
  const mean_W = netOf(model, source.mean_W);
  const { capacitor, on_J, off_J, start_J } = model;
  const off_s = crossingTime(capacitor, off_J, mean_W, on_J);
  const on_s = crossingTime(capacitor, on_J, mean_W - active_W, off_J);
  const first_s = start_J >= on_J ? 0 : crossingTime(capacitor, start_J, mean_W, on_J);
  const endless = !Number.isFinite(on_s);
  const burst_J = endless ? Number.POSITIVE_INFINITY : active_W * on_s;
  const met_W = netOf(model, source.level_W ?? source.charging_W ?? source.mean_W);
  const metOn_s = crossingTime(capacitor, on_J, met_W - active_W, off_J);
  return {
    mean_W,
    burst_J,
    ...(Number.isFinite(metOn_s) ? { met_W, metBurst_J: active_W * metOn_s } : { met_W: mean_W, metBurst_J: burst_J }),
    on_s,
    off_s,
    cycle_s: on_s + off_s,
    first_s,
    duty: endless ? 1 : on_s / (on_s + off_s),
    never: !Number.isFinite(first_s),
  };
}

function netOf({ booster }: StorageModel, input_W: number): number {
  return delivered_W(booster, input_W, false) - (booster.quiescent_W ?? 0);
}

/** For policies that choose their interval. A trace that never reaches Von by its mean still has bursts: those of a storage without harvest. */
export function supplyOf(source: PowerSource, options: StorageOptions): Supply {
  if (source.kind === 'outages') return { meanOn_s: () => 1 / source.rate_per_s, burst_J: () => Number.POSITIVE_INFINITY };
  return {
    meanOn_s: (active_W) => supplyFigures(source, options, active_W).on_s,
    burst_J: (active_W) => supplyFigures(source, options, active_W).burst_J,
  };
}
