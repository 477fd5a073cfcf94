/**
 * The load: where it stands in its cycle of images, what a burst of energy does to it, and where that energy went.
 *
 * A burst pays the restore (and the replay of logged frames), then work and checkpoints; when it ends, what came after the last commit is lost.
 */
import type { Place, Plan } from '../plan/types.ts';
import type { Book } from '../storage/ledger.ts';

export interface Load {
  plan: Plan;
  /** Cycles finished and kept. */
  cycles: number;
  place: Place;
  /** Of the next restore: replay of logged frames. */
  replay_J: number;
  frames: number;
  lostFrames: number;
  checkpoints: number;
  restores: number;
  readonly book: Book;
}

const start: Place = { cost_J: 0, work_J: 0, frames: 0, part: 0 };

export function newLoad(plan: Plan, book: Book): Load {
  return { plan, cycles: 0, place: start, replay_J: 0, frames: 0, lostFrames: 0, checkpoints: 0, restores: 0, book };
}

/** What the next burst pays before it goes on. Nothing is restored at the very start. */
export function debtOf({ plan, place, replay_J }: Load): number {
  return (place === start ? 0 : plan.restoreAt(place.part)) + replay_J;
}

/** Where energy beyond the debt leads: whole cycles and a cost within the next one. */
function ahead({ plan, place }: Load, energy_J: number): { readonly cycles: number; readonly cost_J: number } {
  const total = place.cost_J + energy_J;
  const cycles = Math.floor(total / plan.cost_J + 1e-12);
  return { cycles, cost_J: Math.max(0, total - cycles * plan.cost_J) };
}

/** Cost from here to the end of the n-th image of the run. */
export function costToImage(load: Load, images: number): number {
  const { plan } = load;
  return (images / plan.images - load.cycles) * plan.cost_J - load.place.cost_J;
}

export function imagesDone({ plan, cycles }: Load): number {
  return cycles * plan.images;
}

/**
 * A burst of `energy_J` ends in a power failure; `times` equal bursts that start from the same place with the same outcome only where nothing is gained.
 * Returns whether anything was kept.
 */
export function fail(load: Load, energy_J: number, times = 1): boolean {
  const { plan, book } = load;
  const debt = debtOf(load);
  if (energy_J < debt) {
    book.restore_J.add(times * energy_J);
    load.restores += times;
    return false;
  }
  if (debt > 0) load.restores += times;
  book.restore_J.add(times * debt);
  const left = energy_J - debt;
  const reserve = Math.min(plan.reserve_J, left);
  const reached = ahead(load, left - reserve);
  const kept = keptOf(load, reached, left - reserve);
  book.checkpoint_J.add(times * reserve);
  if (reserve > 0) load.checkpoints += times;
  settle(load, reached, kept, left - reserve, times);
  if (kept.cycles === 0 && kept.place.cost_J <= load.place.cost_J) return false;
  move(load, kept);
  return true;
}

interface Kept {
  readonly cycles: number;
  readonly place: Place;
  readonly replay_J: number;
}

function keptOf(load: Load, reached: { readonly cycles: number; readonly cost_J: number }, left_J: number): Kept {
  const { plan, place } = load;
  if (plan.uniform !== undefined) {
    // Counted in segments, not by places: no rounding over a million bursts.
    const { segment_J, frames, work_J } = plan.uniform;
    const perCycle = Math.round(plan.frames / frames);
    const before = Math.round(place.frames / frames);
    const segments = before + Math.floor(left_J / segment_J + 1e-9);
    const cycles = Math.floor(segments / perCycle);
    const rest = segments - cycles * perCycle;
    const at: Place = rest === 0 && cycles === 0 ? place : { cost_J: rest * segment_J, work_J: rest * work_J, frames: rest * frames, part: 0 };
    return { cycles, place: at, replay_J: 0 };
  }
  const committed = plan.lastCommit(reached.cost_J);
  const { replay } = plan.cut;
  const logged = replay === undefined ? committed : plan.lastFrame(reached.cost_J);
  // Within the first cycle a run never falls behind where it started.
  const behind = reached.cycles === 0 && logged.cost_J < place.cost_J;
  const kept = behind ? place : logged;
  return { cycles: reached.cycles, place: kept, replay_J: replay === undefined ? 0 : replay * Math.max(0, kept.work_J - committed.work_J) };
}

/** Books the energy between where the burst began and where it ended. */
function settle(load: Load, reached: { readonly cycles: number; readonly cost_J: number }, kept: Kept, left_J: number, times: number): void {
  const { plan, place, book } = load;
  const work = kept.cycles * plan.work_J + kept.place.work_J - place.work_J;
  const cost = kept.cycles * plan.cost_J + kept.place.cost_J - place.cost_J;
  book.useful_J.add(times * work);
  book.checkpoint_J.add(times * (cost - work));
  book.reexecuted_J.add(times * (left_J - cost));
  const commits = plan.commits === 0 || plan.cost_J === plan.work_J ? 0 : commitsBetween(load, kept);
  load.checkpoints += times * commits;
  load.frames += times * (kept.cycles * plan.frames + kept.place.frames - place.frames);
  load.lostFrames += times * Math.max(0, (reached.cycles - kept.cycles) * plan.frames + plan.framesAt(reached.cost_J) - kept.place.frames);
}

/** Paid commits between two places, from what they cost on average. */
function commitsBetween({ plan, place }: Load, kept: Kept): number {
  const paid = kept.cycles * (plan.cost_J - plan.work_J) + (kept.place.cost_J - kept.place.work_J) - (place.cost_J - place.work_J);
  return plan.cost_J === plan.work_J ? 0 : Math.round((paid / (plan.cost_J - plan.work_J)) * paidCommits(plan));
}

/** Commits of a cycle that cost something. */
export function paidCommits(plan: Plan): number {
  return plan.segments.reduce((sum, { count, cost_J, work_J }) => sum + (cost_J - work_J > cost_J * 1e-12 ? count : 0), 0);
}

function move(load: Load, kept: Kept): void {
  load.cycles += kept.cycles;
  load.place = kept.place;
  load.replay_J = kept.replay_J;
}

/** Energy of a burst that has not ended: work under way counts as useful. Nothing moves; for the end of a run. */
export function close(load: Load, energy_J: number): { readonly images: number } {
  const { plan, book, place } = load;
  const debt = debtOf(load);
  book.restore_J.add(Math.min(debt, energy_J));
  if (debt > 0 && energy_J > 0) load.restores += 1;
  if (energy_J <= debt) return { images: imagesDone(load) };
  const reached = ahead(load, energy_J - debt);
  const work = reached.cycles * plan.work_J + plan.workAt(reached.cost_J) - place.work_J;
  book.useful_J.add(work);
  book.checkpoint_J.add(energy_J - debt - work);
  const end: Kept = { cycles: reached.cycles, place: { ...place, cost_J: reached.cost_J, work_J: plan.workAt(reached.cost_J) }, replay_J: 0 };
  load.checkpoints += plan.cost_J === plan.work_J ? 0 : commitsBetween(load, end);
  load.frames += reached.cycles * plan.frames + plan.framesAt(reached.cost_J) - place.frames;
  const within = Math.floor((reached.cost_J / plan.cost_J) * plan.images + 1e-9);
  return { images: (load.cycles + reached.cycles) * plan.images + within };
}

/** Changes the plan under way: the place keeps its work. */
export function replan(load: Load, plan: Plan): void {
  if (plan === load.plan) return;
  load.place = load.place.cost_J === 0 ? load.place : { ...load.place, cost_J: plan.costAt(load.place.work_J) };
  load.plan = plan;
}
