/**
 * A chain of monotone steps and its quantiser, as integer levels of the accumulator: exact, because each level is searched on the chain itself.
 *
 * The chain runs in float64 in the order of the file: float addition, multiplication and rounding are each monotone, so their composition is,
 * and a binary search finds the very accumulator at which a code changes, ties included. Nothing is collapsed into one affine function, which
 * would round differently.
 */
import type { Link } from '../operators/operator.ts';
import type { Encoding, Thresholds } from '../types.ts';
import type { BorderClasses } from './borders.ts';
import type { Chain } from './chain.ts';

const least = -(2 ** 31);
const greatest = 2 ** 31 - 1;

/** Least and greatest accumulator to search; levels outside are sentinels. */
export type AccumulatorRange = readonly [from: number, to: number];

export function thresholdsOf(
  chain: Chain,
  kernels: number,
  weight: Encoding,
  input: Encoding,
  classes: BorderClasses,
  range: AccumulatorRange,
): Thresholds {
  const maps = mapsOf(chain.links);
  const steps = 2 ** chain.quantiser.encoding.bits - 1;
  const rising = Uint8Array.from({ length: kernels }, (_, kernel) => (slopeOf(chain.links, kernel) < 0 ? 0 : 1));
  const levels = new Int32Array(classes.borders.classes * kernels * steps);
  for (let index = 0; index < classes.borders.classes; index++) {
    const summed = classes.summed[index]!;
    const divisor = classes.divisor[index]!;
    for (let kernel = 0; kernel < kernels; kernel++) {
      const scale = weight.scale[weight.scale.length === 1 ? 0 : kernel]! * input.scale[0]!;
      const constant = classes.borders.constants[index * kernels + kernel]!;
      const code = (accumulator: number): number => {
        let x = scale * (input.gain * accumulator + constant);
        // The sum of a region through an affine step is the step of the mean, times how many were summed.
        if (summed > 1) x /= summed;
        for (const map of maps.before) x = map.apply(x, kernel);
        if (summed !== divisor) x = (x * summed) / divisor;
        for (const map of maps.after) x = map.apply(x, kernel);
        return chain.quantiser.code(x);
      };
      fill(levels.subarray((index * kernels + kernel) * steps, (index * kernels + kernel + 1) * steps), code, rising[kernel] === 1, range);
    }
  }
  return withoutMiddle({ output: chain.quantiser.encoding, rising, levels }, chain.quantiser.twoLevel);
}

/** Thresholds of three codes as those of two, where no accumulator of any kernel has the middle one. */
function withoutMiddle(thresholds: Thresholds, twoLevel: Encoding | undefined): Thresholds {
  const { rising, levels, output } = thresholds;
  const steps = 2 ** output.bits - 1;
  if (twoLevel === undefined) return thresholds;
  const first = levels.filter((_, at) => at % steps === 0);
  return first.every((level, at) => level === levels[at * steps + 1]) ? { output: twoLevel, rising, levels: first } : thresholds;
}

type MapLink = Extract<Link, { kind: 'map' }>;

/** Steps before and after the average; all are `before` where there is none. */
function mapsOf(links: readonly Link[]): { readonly before: readonly MapLink[]; readonly after: readonly MapLink[] } {
  const average = links.findIndex((link) => link.kind === 'average');
  const isMap = (link: Link): link is MapLink => link.kind === 'map';
  return { before: links.slice(0, average < 0 ? links.length : average).filter(isMap), after: average < 0 ? [] : links.slice(average).filter(isMap) };
}

/** Sign of the dependence of a chain's result on its operand, from link `from` on. */
export function slopeOf(links: readonly Link[], kernel: number, from = 0): number {
  return links.slice(from).reduce((sign, link) => (link.kind === 'map' ? sign * link.slope(kernel) : sign), 1);
}

/** Level j - 1 = the least accumulator whose code is at least j (rising), or the greatest (falling). */
function fill(levels: Int32Array, code: (accumulator: number) => number, rising: boolean, range: AccumulatorRange): void {
  // A falling chain is searched as a rising one of the negated accumulator.
  const sign = rising ? 1 : -1;
  const [from, to] = rising ? range : [-range[1], -range[0]];
  const always = rising ? least : greatest;
  const never = rising ? greatest : least;
  const lowest = code(sign * from);
  const highest = code(sign * to);
  let below = from;
  for (let j = 1; j <= levels.length; j++) {
    if (j <= lowest) levels[j - 1] = always;
    else if (j > highest) levels[j - 1] = never;
    else {
      // code(below) < j <= code(above) throughout.
      let above = to;
      while (above - below > 1) {
        const middle = Math.floor((below + above) / 2);
        if (code(sign * middle) >= j) above = middle;
        else below = middle;
      }
      levels[j - 1] = sign * above;
      // The next level may be the same accumulator, so `below` stays under it.
    }
  }
}
