/** A run on a supply that fails at random while it is on: Poisson failures, each followed by a time off. No storage; the supply gives what is asked. */
import { log, stream } from '../../random/index.ts';
import type { Outages } from '../sources/types.ts';
import { delivered_W, idealBooster } from '../storage/booster.ts';
import { ledgerOf, newBook } from '../storage/ledger.ts';
import { close, costToImage, debtOf, fail, imagesDone, newLoad, replan } from './load.ts';
import { offRecord } from './off-times.ts';
import { drawnOf, paidBits } from './result.ts';
import type { RunOptions, RunResult } from './types.ts';

/** After so many failures in a row that kept nothing, or so many in all, a run is called stuck. */
const hopeless = { withoutGain: 1e5, inAll: 1e8 };

export function runOutages(options: RunOptions, { rate_per_s, off_s }: Outages): RunResult {
  const { planner, seed = 1, duration_s = Number.POSITIVE_INFINITY, record, onProgress } = options;
  const target = options.images ?? (Number.isFinite(duration_s) ? Number.POSITIVE_INFINITY : 1);
  const book = newBook();
  const load = newLoad(planner.plan, book);
  const { uniform } = stream(seed, 'power-outages');
  const off = offRecord();
  let [now, on, failures, spent, meanOn, barren] = [0, 0, 0, 0, 0, 0];
  let recording = record !== undefined;
  let end: RunResult['end'] | undefined;
  const show = (from: number, to: number, mode: 'on' | 'off'): void => {
    const level = mode === 'on' ? 1 : 0;
    if (recording && to > from) recording = record?.({ from_s: from, to_s: to, from_V: level, to_V: level, mode }) ?? false;
  };
  while (end === undefined) {
    const { active_W } = load.plan;
    const lasts = -log(uniform(failures)) / rate_per_s;
    const done = (debtOf(load) + costToImage(load, target)) / active_W;
    const step = Math.min(lasts, done, duration_s - now);
    show(now, now + step, 'on');
    now += step;
    on += step;
    spent = active_W * step;
    if (step === done) end = 'images';
    else if (step < lasts) end = 'duration';
    if (end !== undefined) break;
    barren = fail(load, spent) ? 0 : barren + 1;
    spent = 0;
    failures += 1;
    meanOn += (lasts - meanOn) / Math.min(failures, 4);
    if (planner.adapt !== undefined) replan(load, planner.adapt(meanOn, Number.POSITIVE_INFINITY));
    const dark = Math.min(off_s, duration_s - now);
    show(now, now + dark, 'off');
    off.add(dark, 1);
    now += dark;
    if (now >= duration_s) end = 'duration';
    if (barren >= hopeless.withoutGain || failures >= hopeless.inAll) end = 'stuck';
    if (failures % 10_000 === 0) onProgress?.(now);
  }
  const failedBursts_J = drawnOf(book);
  const keptSteps = load.frames;
  const images = spent > 0 ? close(load, spent).images : imagesDone(load);
  const { plan } = load;
  const consumed = drawnOf(book);
  const booster = options.storage?.booster ?? idealBooster;
  const share = delivered_W(booster, plan.active_W, false) / plan.active_W;
  book.harvested_J.add(consumed / share);
  book.converterLoss_J.add(consumed / share - consumed);
  const ledger = ledgerOf(book);
  return {
    images: end === 'images' ? target : images,
    powerCycles: failures + (spent > 0 ? 1 : 0),
    failures,
    forwardProgress: consumed === 0 ? 0 : ledger.useful_J / consumed,
    stepsPerBurst: failures === 0 ? load.frames : keptSteps / failures,
    steps: load.frames,
    ledger,
    time_s: now,
    on_s: on,
    off_s: now - on,
    failedBursts_J,
    keptSteps,
    offTimes: off.summary(),
    offHistogram: off.entries(),
    checkpoints: load.checkpoints,
    checkpointBits: load.checkpoints * paidBits(plan),
    restores: load.restores,
    lostSteps: load.lostFrames,
    interval: plan.cut.interval,
    stuck: end === 'stuck',
    end: end ?? 'images',
  };
}
