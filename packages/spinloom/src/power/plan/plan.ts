/**
 * Cuts a workload into segments between commits and finds places in it.
 *
 * Within a part, frames are taken as equally dear: the totals of each part are exact, the place of a frame within it is that of its number. The load is taken to be
 * constant while running, the mean power of the cycle. So between two events of the supply everything is in closed form.
 */
import { whole } from '../checks.ts';
import type { Cut, Loss, Part, Place, Plan, Workload } from './types.ts';

interface Stretch {
  readonly part: number;
  /** Places of its start. */
  readonly cost: number;
  readonly work: number;
  readonly frames: number;
  /** Work before the first segment (frames of a channel end late), in front of `count` equal segments, then what is left. */
  readonly head: number;
  readonly count: number;
  readonly segmentWork: number;
  readonly segmentFrames: number;
  readonly commit: number;
  readonly tail: number;
  readonly totalWork: number;
  readonly totalFrames: number;
}

export function planOf(workload: Workload, cut: Cut): Plan {
  whole(cut.interval, 'interval');
  const cycle = cut.grain === 'image' ? cut.interval : 1;
  const parts = cut.grain === 'image' ? [imagesAsOne(workload, cycle)] : workload.parts;
  const stretches: Stretch[] = [];
  let [cost, work, frames, commits, bits, duration] = [0, 0, 0, 0, 0, 0];
  for (const [index, part] of parts.entries()) {
    const one = stretchOf(part, cut, { part: index, cost, work, frames });
    stretches.push(one);
    cost += one.totalWork + one.count * one.commit;
    work += one.totalWork;
    frames += one.totalFrames;
    const paid = one.commit > 0 ? one.count : 0;
    commits += one.count;
    bits += paid * part.checkpointBits;
    duration += part.work_s + paid * part.checkpoint_s;
  }
  const end: Place = { cost_J: cost, work_J: work, frames, part: parts.length - 1 };
  const find = (value: number, of: 'cost' | 'work'): Stretch => {
    let [low, high] = [0, stretches.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (stretches[middle]![of] <= value) low = middle;
      else high = middle - 1;
    }
    return stretches[low]!;
  };
  const commitOf = (s: Stretch, j: number): Place => ({
    cost_J: s.cost + s.head + j * (s.segmentWork + s.commit),
    work_J: s.work + s.head + j * s.segmentWork,
    frames: s.frames + j * s.segmentFrames,
    part: s.part,
  });
  const start: Place = { cost_J: 0, work_J: 0, frames: 0, part: 0 };
  const reached = (s: Stretch, value: number): number =>
    Math.max(0, Math.min(s.count, Math.floor((value - s.cost - s.head) / (s.segmentWork + s.commit) + tolerance)));
  const lastCommit = (value: number): Place => {
    if (value >= cost * (1 - 1e-15)) return end;
    for (let at = find(value, 'cost').part; at >= 0; at--) {
      const s = stretches[at]!;
      const j = reached(s, value);
      if (j > 0) return commitOf(s, j);
    }
    return start;
  };
  const workAt = (value: number): number => {
    const s = find(value, 'cost');
    const j = reached(s, value);
    const rest = value - s.cost - s.head - j * (s.segmentWork + s.commit);
    const inSegment = j < s.count ? Math.min(rest, s.segmentWork) : Math.min(rest, s.tail);
    return s.work + s.head + j * s.segmentWork + inSegment;
  };
  const costAt = (value: number): number => {
    const s = find(value, 'work');
    const j = Math.max(0, Math.min(s.count, s.segmentWork === 0 ? 0 : Math.floor((value - s.work - s.head) / s.segmentWork + tolerance)));
    return s.cost + (value - s.work) + j * s.commit;
  };
  const framesAt = (value: number): number => {
    const s = find(value, 'cost');
    const spread = s.totalWork - s.head;
    return s.frames + (spread === 0 ? 0 : Math.max(0, Math.floor(((workAt(value) - s.work - s.head) / spread) * s.totalFrames + tolerance)));
  };
  const lastFrame = (value: number): Place => {
    const s = find(value, 'cost');
    const done = framesAt(value) - s.frames;
    const at = done === 0 ? s.work : s.work + s.head + (done / s.totalFrames) * (s.totalWork - s.head);
    const place = { work_J: at, cost_J: Math.min(value, costAt(at)), frames: s.frames + done, part: s.part };
    const committed = lastCommit(value);
    return committed.cost_J > place.cost_J ? committed : place;
  };
  const [only] = stretches;
  const uniform =
    stretches.length === 1 && only!.head === 0 && only!.tail <= only!.segmentWork * 1e-9 && only!.count > 0
      ? { segment_J: only!.segmentWork + only!.commit, frames: only!.segmentFrames, work_J: only!.segmentWork }
      : undefined;
  const segments = segmentsOf(stretches, parts);
  return {
    cut,
    images: cycle,
    work_J: work,
    cost_J: cost,
    duration_s: duration,
    active_W: cost / duration,
    frames,
    commits,
    commitBits: bits,
    reserve_J: cut.onWarning === true ? Math.max(...parts.map((part) => part.checkpoint_J)) : 0,
    largestSegment_J: Math.max(...segments.map((segment) => segment.cost_J)),
    largestRestore_J: Math.max(...parts.map((part) => part.restore_J)),
    dearest_J: Math.max(...segments.map((segment) => segment.cost_J + segment.restore_J)),
    meanRestore_J: segments.reduce((sum, s) => sum + s.count * s.cost_J * s.restore_J, 0) / cost,
    loss: lossOf(segments),
    unlogged: lossOf(cut.replay === undefined ? segments : stretches.flatMap(framesOf)),
    skew: Math.max(...stretches.map((s) => Math.abs(s.frames / frames - s.cost / cost))),
    uniform,
    lastCommit,
    lastFrame,
    workAt,
    costAt,
    framesAt,
    restoreAt: (part) => parts[part]!.restore_J,
    segments,
  };
}

/** Guards floor against a boundary that rounding put just below itself. */
const tolerance = 1e-9;

function stretchOf(
  part: Part,
  cut: Cut,
  from: { readonly part: number; readonly cost: number; readonly work: number; readonly frames: number },
): Stretch {
  const { firstFrame = 0, frames, steps } = part;
  const base = { ...from, totalWork: part.work_J, totalFrames: frames };
  if (cut.grain === 'image')
    return { ...base, head: 0, count: 1, segmentWork: part.work_J, segmentFrames: frames, commit: part.checkpoint_J, tail: 0 };
  if (cut.grain === 'step') {
    const each = part.commits === 'each' || cut.onWarning === true;
    return {
      ...base,
      head: 0,
      count: steps,
      segmentWork: part.work_J / steps,
      segmentFrames: frames / steps,
      commit: each ? 0 : part.checkpoint_J,
      tail: 0,
    };
  }
  if (part.commits === 'each')
    return { ...base, head: 0, count: frames, segmentWork: part.work_J / frames, segmentFrames: 1, commit: part.checkpoint_J, tail: 0 };
  const head = firstFrame * part.work_J;
  const perFrame = frames === 0 ? 0 : (part.work_J - head) / frames;
  const count = Math.floor(frames / cut.interval);
  const segmentWork = perFrame * cut.interval;
  const tail = count === 0 ? part.work_J - head : Math.max(0, (frames - count * cut.interval) * perFrame);
  return { ...base, head, count, segmentWork, segmentFrames: cut.interval, commit: part.checkpoint_J, tail };
}

/** Images as one part that is kept at its end. */
function imagesAsOne({ parts }: Workload, images: number): Part {
  const sum = (of: (part: Part) => number): number => images * parts.reduce((all, part) => all + of(part), 0);
  return {
    name: 'image',
    work_J: sum((part) => part.work_J),
    work_s: sum((part) => part.work_s),
    frames: sum((part) => part.frames),
    steps: sum((part) => part.steps),
    checkpoint_J: 0,
    checkpoint_s: 0,
    checkpointBits: 0,
    restore_J: 0,
    restore_s: 0,
    commits: 'interval',
  };
}

/** Segments by kind, from commit to commit: what a part leaves over is carried into the first segment of the next, and to the end of the cycle. */
function segmentsOf(stretches: readonly Stretch[], parts: readonly Part[]): Plan['segments'] {
  const found: { count: number; cost_J: number; work_J: number; restore_J: number }[] = [];
  let carried = 0;
  let restore = parts[0]!.restore_J;
  for (const s of stretches) {
    carried += s.head;
    if (s.count > 0) {
      found.push({ count: 1, cost_J: carried + s.segmentWork + s.commit, work_J: carried + s.segmentWork, restore_J: restore });
      restore = parts[s.part]!.restore_J;
      if (s.count > 1) found.push({ count: s.count - 1, cost_J: s.segmentWork + s.commit, work_J: s.segmentWork, restore_J: restore });
      carried = 0;
    }
    carried += s.tail;
  }
  const least = stretches.reduce((all, s) => all + s.totalWork, 0) * 1e-12;
  if (carried > least) found.push({ count: 1, cost_J: carried, work_J: carried, restore_J: restore });
  return found;
}

/** Frames of a part by kind: up to the first that ends, and the others with their share of the commits. */
function framesOf({ head, count, commit, totalWork, totalFrames }: Stretch): readonly { readonly count: number; readonly cost_J: number }[] {
  if (totalFrames === 0) return [{ count: 1, cost_J: totalWork }];
  const each = (totalWork - head + count * commit) / totalFrames;
  return [
    { count: 1, cost_J: head + each },
    { count: totalFrames - 1, cost_J: each },
  ];
}

/** A failure at a place uniform over the cycle takes what came since the last commit. */
function lossOf(segments: readonly { readonly count: number; readonly cost_J: number }[]): Loss {
  let [first, second, third] = [0, 0, 0];
  for (const { count, cost_J } of segments) {
    first += count * cost_J;
    second += count * cost_J ** 2;
    third += count * cost_J ** 3;
  }
  const mean_J = second / (2 * first);
  return { mean_J, variance_J2: Math.max(0, third / (3 * first) - mean_J ** 2) };
}
