/** Many equal bursts at once: a stretch of constant power is one step of the simulation, however many bursts it holds. */
import type { Plan } from '../plan/types.ts';
import { debtOf, fail, type Load } from './load.ts';

/** Stretches of up to so many bursts are run one by one; of longer ones so many are, to show whether anything is gained. */
const oneByOne = 64;
const first = 2;

/**
 * `times` bursts of `energy_J` each. Bursts of a uniform plan are counted exactly; so are stretches of up to 64 of any plan, and those that gain nothing. The rest of a longer stretch
 * advances by the mean: each burst loses what a failure takes at a place uniform over the cycle, and the restore is the mean of
 * such places.
 */
export function failMany(load: Load, energy_J: number, times: number): void {
  let left = times;
  const { plan } = load;
  for (let i = 0; left > 0; i++) {
    const usable = energy_J - debtOf(load);
    const segments = plan.uniform === undefined ? 0 : Math.floor(usable / plan.uniform.segment_J + 1e-9);
    // The very first burst has nothing to restore, so it is run by itself.
    if (segments > 0 && plan.reserve_J === 0 && plan.cut.replay === undefined && debtOf(load) === plan.restoreAt(0)) {
      uniformly(load, energy_J, left, segments);
      return;
    }
    if (plan.uniform === undefined && times > oneByOne && i >= first && usable >= plan.largestSegment_J + plan.reserve_J) {
      onAverage(load, energy_J, left);
      return;
    }
    const before = load.place;
    left -= 1;
    if (fail(load, energy_J) || load.place !== before || left === 0) continue;
    // Nothing was gained, so nothing ever will be.
    fail(load, energy_J, left);
    return;
  }
}

function uniformly(load: Load, energy_J: number, times: number, segments: number): void {
  const { plan, book, place } = load;
  const { segment_J, frames, work_J } = plan.uniform!;
  const debt = debtOf(load);
  const perCycle = Math.round(plan.frames / frames);
  const all = Math.round(place.frames / frames) + times * segments;
  const cycles = Math.floor(all / perCycle);
  const rest = all - cycles * perCycle;
  book.restore_J.add(times * debt);
  book.useful_J.add(times * segments * work_J);
  book.checkpoint_J.add(times * segments * (segment_J - work_J));
  const lost = energy_J - debt - segments * segment_J;
  book.reexecuted_J.add(times * lost);
  load.restores += debt > 0 ? times : 0;
  load.checkpoints += segment_J > work_J ? times * segments : 0;
  load.frames += times * segments * frames;
  load.lostFrames += times * Math.min(frames, Math.floor((lost / work_J) * frames + 1e-9));
  load.cycles += cycles;
  load.place = { cost_J: rest * segment_J, work_J: rest * work_J, frames: rest * frames, part: 0 };
}

/** What a burst pays after a failure at a place uniform over the cycle: logged frames are replayed, half of what an interval holds. */
export function restoreAndReplay({ cut, meanRestore_J, loss, unlogged }: Plan): number {
  return meanRestore_J + (cut.replay ?? 0) * (loss.mean_J - unlogged.mean_J);
}

function onAverage(load: Load, energy_J: number, times: number): void {
  const { plan, book } = load;
  const debt = restoreAndReplay(plan);
  const lost = plan.unlogged.mean_J;
  const gain = times * (energy_J - debt - plan.reserve_J - lost);
  const total = load.place.cost_J + gain;
  const cycles = Math.floor(total / plan.cost_J);
  const within = total - cycles * plan.cost_J;
  const committed = plan.lastCommit(within);
  const kept = plan.cut.replay === undefined ? committed : plan.lastFrame(within);
  const cost = cycles * plan.cost_J + kept.cost_J - load.place.cost_J;
  const work = cycles * plan.work_J + kept.work_J - load.place.work_J;
  book.restore_J.add(times * debt);
  book.useful_J.add(work);
  book.checkpoint_J.add(cost - work + times * plan.reserve_J);
  book.reexecuted_J.add(times * (energy_J - debt - plan.reserve_J) - cost);
  load.restores += debt > 0 ? times : 0;
  load.checkpoints +=
    plan.reserve_J > 0 ? times : plan.cost_J > plan.work_J ? Math.round(((cost - work) / (plan.cost_J - plan.work_J)) * plan.commits) : 0;
  load.frames += cycles * plan.frames + kept.frames - load.place.frames;
  load.lostFrames += Math.round((times * lost * plan.frames) / plan.cost_J);
  load.cycles += cycles;
  load.place = kept;
  load.replay_J = (plan.cut.replay ?? 0) * Math.max(0, kept.work_J - committed.work_J);
}
