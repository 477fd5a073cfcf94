/**
 * The storage as it runs: advances by closed form (F8) to the next of its own events and books where the energy went.
 *
 * Powers are constant within a call. The energy never leaves [0, full]: at the top what does not fit is clipped, at the bottom the converter's quiescent power starves.
 */
import { crossingTime, energyAfter, leakedEnergy } from '../closed-form/index.ts';
import { delivered_W } from '../storage/booster.ts';
import type { Book } from '../storage/ledger.ts';
import type { StorageModel } from '../storage/storage.ts';

export interface Tank {
  energy_J: number;
  /** The converter is in cold start. */
  cold: boolean;
  readonly model: StorageModel;
  readonly book: Book;
}

export function newTank(model: StorageModel, book: Book): Tank {
  return { energy_J: model.start_J, cold: model.start_J < model.cold_J, model, book };
}

/** Power into the storage, quiescent power taken off; the load is not. */
function net_W({ cold, model: { booster } }: Tank, input_W: number): number {
  return delivered_W(booster, input_W, cold) - (cold ? 0 : (booster.quiescent_W ?? 0));
}

/** Seconds until the energy reaches `target_J` at these powers, the tank's own events aside. */
export function timeTo(tank: Tank, input_W: number, load_W: number, target_J: number): number {
  return crossingTime(tank.model.capacitor, tank.energy_J, net_W(tank, input_W) - load_W, target_J);
}

/** What the tank meets by itself: full, empty, the cold-start voltage. */
export function ownEvent(tank: Tank, input_W: number, load_W: number): { readonly in_s: number; readonly target_J: number } {
  const { cold_J, full_J } = tank.model;
  let best = { in_s: Number.POSITIVE_INFINITY, target_J: 0 };
  for (const target_J of [full_J, 0, cold_J]) {
    if (target_J === tank.energy_J || (target_J === cold_J && cold_J === 0)) continue;
    const in_s = timeTo(tank, input_W, load_W, target_J);
    if (in_s < best.in_s) best = { in_s, target_J };
  }
  return best;
}

/**
 * Lets `t_s` pass, no more than to the next event; `to_J` is the energy to stand at afterwards where an event says so. Books it `times` over. Returns the energy that the load
 * took.
 */
export function pass(tank: Tank, input_W: number, load_W: number, t_s: number, to_J?: number, times = 1): number {
  const { model, book } = tank;
  const { capacitor, booster, full_J, cold_J } = model;
  const arrived = delivered_W(booster, input_W, tank.cold);
  const quiescent = tank.cold ? 0 : (booster.quiescent_W ?? 0);
  const net = arrived - quiescent - load_W;
  const rate = 2 / (capacitor.leak_ohm * capacitor.capacitance_F);
  const harvested = input_W * t_s;
  book.harvested_J.add(times * harvested);
  const before = tank.energy_J;
  const leak = before * rate;
  if (before >= full_J && net >= leak) {
    book.leaked_J.add(times * (leak * t_s));
    book.clipped_J.add(times * ((net - leak) * t_s));
    book.converterLoss_J.add(times * (harvested - (arrived - quiescent) * t_s));
    return load_W * t_s;
  }
  if (before <= 0 && net <= 0) {
    // The quiescent power takes what there is; a load does not run from an empty storage.
    book.converterLoss_J.add(times * harvested);
    return 0;
  }
  if (before === cold_J && cold_J > 0 && !tank.cold && net <= leak && load_W === 0 && coldHolds(tank, input_W, leak)) {
    // Between the two regimes: it would fall warm and rise cold.
    book.leaked_J.add(times * (leak * t_s));
    book.converterLoss_J.add(times * (harvested - leak * t_s));
    return 0;
  }
  const after = to_J ?? Math.min(full_J, Math.max(0, energyAfter(capacitor, before, net, t_s)));
  book.leaked_J.add(times * leakedEnergy(capacitor, before, net, t_s));
  book.converterLoss_J.add(times * (harvested - (arrived - quiescent) * t_s));
  tank.energy_J = after;
  book.stored_J.add(times * (after - before));
  return load_W * t_s;
}

/** The cold converter would bring in at least what leaks. */
function coldHolds({ model: { booster } }: Tank, input_W: number, leak_W: number): boolean {
  return delivered_W(booster, input_W, true) >= leak_W;
}

/** After each event: which side of the cold-start voltage the tank is on. `rising`: whether the last stretch went up. */
export function settleCold(tank: Tank, rising: boolean): void {
  const { cold_J } = tank.model;
  if (cold_J === 0) return;
  if (tank.energy_J > cold_J || (tank.energy_J === cold_J && rising)) tank.cold = false;
  else if (tank.energy_J < cold_J) tank.cold = true;
}
