/**
 * The converter between harvester and storage: a share of the input power arrives, the rest is lost in it.
 *
 * The share is a constant or a table over the input power (interpolated in the logarithm of the power, held at its ends). Below the cold-start voltage another share
 * applies, and an input power is needed to start at all. The quiescent power is drawn from the storage while the converter runs. Sources: data sheets, such as
 * TI BQ25570 (cold start below 1.8 V with 15 uW, quiescent current 0.5 uA).
 */

import { refuse } from '../../refusal/index.ts';
import { efficiency, notNegative, positive } from '../checks.ts';

export type EfficiencyPoint = readonly [input_W: number, share: number];

export interface Booster {
  /** A share above 0 and at most 1, or points of it by rising input power. */
  readonly efficiency: number | readonly EfficiencyPoint[];
  /** Drawn from the storage at all times except in cold start. Default 0. */
  readonly quiescent_W?: number;
  /** Default: none, the converter works from 0 V. */
  readonly coldStart?: ColdStart;
}

export interface ColdStart {
  readonly below_V: number;
  /** Least input power that starts it. */
  readonly minimum_W: number;
  readonly efficiency: number;
}

/** An ideal converter. */
export const idealBooster: Booster = { efficiency: 1 };

/** Refuses shares and powers that are none. */
export function checkBooster(booster: Booster): Booster {
  const { efficiency: share, quiescent_W = 0, coldStart } = booster;
  notNegative(quiescent_W, 'booster: quiescent power');
  if (coldStart !== undefined) {
    positive(coldStart.below_V, 'booster: cold-start voltage');
    notNegative(coldStart.minimum_W, 'booster: cold-start power');
    efficiency(coldStart.efficiency, 'booster: cold-start efficiency');
  }
  if (typeof share === 'number') {
    efficiency(share, 'booster: efficiency');
    return booster;
  }
  if (share.length === 0) refuse('booster: the table of efficiencies is empty; give lines of input power in watt and efficiency');
  for (const [i, [input, value]] of share.entries()) {
    positive(input, `booster: power of table line ${i + 1}`);
    efficiency(value, `booster: efficiency of table line ${i + 1}`);
    if (i > 0 && input <= share[i - 1]![0])
      refuse(`booster: table line ${i + 1} has a power of ${input} W, not above the line before; sort the lines`);
  }
  return booster;
}

/** Power that reaches the storage, quiescent power not yet taken off. `cold`: the storage is below the cold-start voltage. */
export function delivered_W({ efficiency: share, coldStart }: Booster, input_W: number, cold: boolean): number {
  if (cold && coldStart !== undefined) return input_W >= coldStart.minimum_W ? input_W * coldStart.efficiency : 0;
  return input_W * (typeof share === 'number' ? share : shareAt(share, input_W));
}

function shareAt(points: readonly EfficiencyPoint[], input_W: number): number {
  const next = points.findIndex(([input]) => input >= input_W);
  if (next === 0) return points[0]![1];
  if (next < 0) return points[points.length - 1]![1];
  const [[a, from], [b, to]] = [points[next - 1]!, points[next]!];
  return from + ((to - from) * Math.log(input_W / a)) / Math.log(b / a);
}

/** A table as text: a line each of input power in watt and efficiency, separated by a comma or blanks; '#' starts a remark. */
export function readBoosterTable(text: string, name: string): readonly EfficiencyPoint[] {
  const points: EfficiencyPoint[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const bare = line.replace(/#.*/, '').trim();
    if (bare === '') continue;
    const numbers = bare.split(/[\s,;]+/).map(Number);
    if (numbers.length !== 2 || numbers.some((value) => !Number.isFinite(value)))
      refuse(`${name}, line ${i + 1}: expected an input power in watt and an efficiency, found '${bare}'`);
    points.push([numbers[0]!, numbers[1]!]);
  }
  if (points.length === 0) refuse(`${name} holds no line of input power in watt and efficiency; give at least one`);
  return points;
}
