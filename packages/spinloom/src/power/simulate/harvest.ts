/**
 * A run on harvested power: charge to Von, run to Voff, and again. From event to event in closed form: a piece of the source ends, a threshold is crossed, the storage
 * is full or empty, the last image is done. Equal bursts within one piece are taken together.
 */
import { voltageOf } from '../closed-form/index.ts';
import { type Harvest, joined, type Piece } from '../sources/types.ts';
import { type Book, ledgerOf, newBook } from '../storage/ledger.ts';
import { storageModel } from '../storage/storage.ts';
import { failMany } from './bulk.ts';
import { close, costToImage, debtOf, fail, imagesDone, type Load, newLoad, replan } from './load.ts';
import { type OffRecord, offRecord } from './off-times.ts';
import { drawnOf, paidBits } from './result.ts';
import { newTank, ownEvent, pass, settleCold, type Tank, timeTo } from './tank.ts';
import type { Mode, RunOptions, RunResult } from './types.ts';

interface Run {
  readonly options: RunOptions;
  readonly tank: Tank;
  readonly load: Load;
  readonly book: Book;
  readonly off: OffRecord;
  now_s: number;
  mode: 'off' | 'on';
  /** Energy that the load took since power came on. */
  spent_J: number;
  since_s: number;
  on_s: number;
  powerCycles: number;
  failures: number;
  recording: boolean;
  /** Failures in a row that kept nothing. */
  barren: number;
  /** Measured mean on-time, for plans that adapt. */
  meanOn_s: number;
  end: RunResult['end'] | undefined;
}

/** Failures in a row without gain after which a run on an endless source is called stuck; on constant power two say it all. */
const patience = 1000;
const patienceOnConstant = 2;

export function runHarvest(options: RunOptions, source: Harvest): RunResult {
  const { planner, duration_s = source.duration_s, images, onProgress } = options;
  const book = newBook();
  const run: Run = {
    options,
    tank: newTank(storageModel(options.storage), book),
    load: newLoad(planner.plan, book),
    book,
    off: offRecord(),
    now_s: 0,
    mode: 'off',
    spent_J: 0,
    since_s: 0,
    on_s: 0,
    powerCycles: 0,
    failures: 0,
    recording: options.record !== undefined,
    barren: 0,
    meanOn_s: 0,
    end: undefined,
  };
  const target = images ?? (Number.isFinite(duration_s) ? Number.POSITIVE_INFINITY : 1);
  let pieces = 0;
  for (const { duration_s: length, power_W } of piecesOf(source)) {
    piece(run, power_W, Math.min(length, duration_s - run.now_s), target);
    pieces += 1;
    if (pieces % 10_000 === 0) onProgress?.(run.now_s);
    if (run.end === undefined && run.now_s >= duration_s * (1 - 1e-15))
      run.end = Number.isFinite(source.duration_s) && duration_s >= source.duration_s ? 'source' : 'duration';
    if (run.end === undefined && hopeless(run, pieces, duration_s)) run.end = 'stuck';
    if (run.end !== undefined) break;
  }
  return resultOf(run);
}

/** A source without power is one piece, however it is written: an endless one would not come to an end. */
function piecesOf(source: Harvest): Iterable<Piece> {
  return source.mean_W === 0 ? [{ duration_s: source.duration_s, power_W: 0 }] : joined(source.pieces());
}

/** An endless source that has brought nothing for long. */
function hopeless(run: Run, pieces: number, duration_s: number): boolean {
  if (Number.isFinite(duration_s)) return false;
  return run.barren >= patience || (run.powerCycles === 0 && pieces > 1e6) || pieces > 5e7;
}

function piece(run: Run, power_W: number, length_s: number, target: number): void {
  const { tank, load } = run;
  const { model } = tank;
  let left = length_s;
  // A piece holds few events but for bursts, which are taken together.
  while (left > 0 && run.end === undefined) {
    const load_W = run.mode === 'on' ? load.plan.active_W : 0;
    if (run.mode === 'off' && staysOff(tank, power_W, left)) {
      advance(run, power_W, 0, left, undefined);
      return;
    }
    const own = ownEvent(tank, power_W, load_W);
    const threshold_J = run.mode === 'on' ? model.off_J : model.on_J;
    const crosses = run.mode === 'off' && tank.energy_J >= model.on_J ? 0 : timeTo(tank, power_W, load_W, threshold_J);
    const done =
      run.mode === 'on' && Number.isFinite(target) ? (debtOf(load) + costToImage(load, target) - run.spent_J) / load_W : Number.POSITIVE_INFINITY;
    const step = Math.min(left, own.in_s, crosses, Math.max(0, done));
    if (step === Number.POSITIVE_INFINITY) {
      run.end = 'stuck';
      return;
    }
    const to_J = step === left ? undefined : step === crosses ? threshold_J : step === own.in_s ? own.target_J : undefined;
    advance(run, power_W, load_W, step, to_J);
    left -= step;
    if (step === done || done <= 0) {
      run.end = 'images';
      return;
    }
    if (step !== crosses) continue;
    if (run.mode === 'off') {
      turnOn(run);
      continue;
    }
    turnOff(run);
    // Equal bursts from the same place: what failed twice fails for ever.
    if (left === Number.POSITIVE_INFINITY && run.barren >= patienceOnConstant && planSteady(run)) {
      run.end = 'stuck';
      return;
    }
    if (!run.recording && planSteady(run)) left -= together(run, power_W, left, target);
  }
}

/** Cheap to tell: even without a leak the storage does not reach Von, and nothing else can happen on the way. */
function staysOff({ energy_J, cold, model }: Tank, power_W: number, length_s: number): boolean {
  if (cold || model.cold_J > 0 || (model.booster.quiescent_W ?? 0) > 0) return false;
  return energy_J + power_W * length_s < model.on_J;
}

function advance(run: Run, power_W: number, load_W: number, step_s: number, to_J: number | undefined): void {
  const { tank, options } = run;
  const before = tank.energy_J;
  run.spent_J += pass(tank, power_W, load_W, step_s, to_J);
  settleCold(tank, tank.energy_J >= before);
  const { capacitance_F } = tank.model.capacitor;
  if (run.recording && step_s > 0) {
    const mode: Mode = run.mode === 'on' && run.spent_J <= debtOf(run.load) ? 'restore' : run.mode;
    run.recording =
      options.record?.({
        from_s: run.now_s,
        to_s: run.now_s + step_s,
        from_V: voltageOf(capacitance_F, before),
        to_V: voltageOf(capacitance_F, tank.energy_J),
        mode,
      }) ?? false;
  }
  run.now_s += step_s;
  if (run.mode === 'on') run.on_s += step_s;
}

function turnOn(run: Run): void {
  if (run.powerCycles > 0) run.off.add(run.now_s - run.since_s, 1);
  run.mode = 'on';
  run.powerCycles += 1;
  run.spent_J = 0;
  run.since_s = run.now_s;
}

function turnOff(run: Run): void {
  const on_s = run.now_s - run.since_s;
  run.barren = fail(run.load, run.spent_J) ? 0 : run.barren + 1;
  adapt(run, on_s, run.spent_J);
  run.failures += 1;
  run.mode = 'off';
  run.since_s = run.now_s;
  run.spent_J = 0;
}

function adapt(run: Run, on_s: number, burst_J: number): void {
  const { adapt: planFor } = run.options.planner;
  if (planFor === undefined) return;
  run.meanOn_s = run.meanOn_s === 0 ? on_s : run.meanOn_s + (on_s - run.meanOn_s) / 4;
  replan(run.load, planFor(run.meanOn_s, burst_J));
}

/** Bursts are equal as long as the plan is. */
function planSteady(run: Run): boolean {
  return run.options.planner.adapt === undefined || run.failures > 64;
}

/** Whole cycles of charging and running within what is left of a piece. Returns the time that they take. */
function together(run: Run, power_W: number, left_s: number, target: number): number {
  const { tank, load } = run;
  const { model } = tank;
  if (model.off_J < model.cold_J) return 0;
  const active_W = load.plan.active_W;
  const fall = { ...tank, energy_J: model.on_J };
  const [off_s, on_s] = [timeTo(tank, power_W, 0, model.on_J), timeTo(fall, power_W, active_W, model.off_J)];
  const full = model.on_J < model.full_J ? ownEvent(fall, power_W, active_W).in_s : Number.POSITIVE_INFINITY;
  if (!Number.isFinite(off_s) || !Number.isFinite(on_s) || full < on_s) return 0;
  const burst_J = active_W * on_s;
  let times = Math.floor(left_s / (off_s + on_s) - 1e-9);
  if (Number.isFinite(target)) times = Math.min(times, Math.floor(costToImage(load, target) / burst_J) - 1);
  if (times < 2) return 0;
  if (times === Number.POSITIVE_INFINITY) return 0;
  const before = load.frames;
  const probe: Tank = { ...tank };
  pass(probe, power_W, 0, off_s, model.on_J, times);
  pass(probe, power_W, active_W, on_s, model.off_J, times);
  failMany(load, burst_J, times);
  run.barren = load.frames > before ? 0 : run.barren + times;
  run.off.add(off_s, times);
  run.powerCycles += times;
  run.failures += times;
  run.on_s += times * on_s;
  run.now_s += times * (off_s + on_s);
  run.since_s = run.now_s;
  return times * (off_s + on_s);
}

function resultOf(run: Run): RunResult {
  const { load, book, off } = run;
  const kept = load.frames;
  const failedBursts_J = drawnOf(book);
  const images = run.mode === 'on' ? close(load, run.spent_J).images : imagesDone(load);
  const ledger = ledgerOf(book);
  const consumed = drawnOf(book);
  const { plan } = load;
  return {
    images: run.end === 'images' ? Math.max(images, run.options.images ?? 1) : images,
    powerCycles: run.powerCycles,
    failures: run.failures,
    forwardProgress: consumed === 0 ? 0 : ledger.useful_J / consumed,
    stepsPerBurst: run.failures === 0 ? load.frames : kept / run.failures,
    steps: load.frames,
    ledger,
    time_s: run.now_s,
    on_s: run.on_s,
    off_s: run.now_s - run.on_s,
    failedBursts_J,
    keptSteps: kept,
    offTimes: off.summary(),
    offHistogram: off.entries(),
    checkpoints: load.checkpoints,
    checkpointBits: load.checkpoints * paidBits(plan),
    restores: load.restores,
    lostSteps: load.lostFrames,
    interval: plan.cut.interval,
    stuck: run.end === 'stuck',
    end: run.end ?? 'source',
  };
}
