/**
 * Exact probability that a sense voltage lies on the wrong side of a reference: V < reference iff the conductances of the cells sum to more than
 * 1 / reference.
 *
 * The law of each cell's conductance is put on a lattice, mass = step x density, and the cells but one are convolved; the last one enters by its tail:
 *   P(sum > c) = sum over x of mass(x) P(G_last > c - x).
 * The densities are smooth and vanish with all derivatives at both ends, so that this trapezoid rule converges faster than any power of the step
 * (an eighth of the narrowest deviation), and all terms are positive, so that a tail keeps its relative accuracy. Mass beyond twice the largest
 * nominal sum, where every reference has long been crossed, is kept as one lump.
 *
 * Measured: halving the step changes probabilities down to 1e-30 by less than 1e-6 of them; smaller ones are given as 0.
 * Cells whose deviation is under 1/200 of the other kind's are taken as fixed (relative error under 1e-3 at 8 standard deviations).
 */
import { type CellLaw, pathResistance, resistanceDeviation } from './law.ts';
import { type ResistanceLaw, resistanceLaw } from './resistance.ts';

export type Side = 'below' | 'above';

/** Probability that the voltage of the cells, `ones` of which store a 1, lies on that side of `level` (in units of I R_P). */
export type SideProbability = (side: Side, ones: number, level: number) => number;

/** Prepares `fanIn` cells of a law. `pointsPerDeviation` is the resolution of the lattice: points in a standard deviation of the narrowest cell. */
export function sideProbability(law: CellLaw, fanIn: number, pointsPerDeviation = 8): SideProbability {
  const kinds: readonly [Kind, Kind] = [kind(law, 0), kind(law, 1)];
  const widest = Math.max(kinds[0].deviation, kinds[1].deviation);
  const moves = ({ deviation, law: varies }: Kind): boolean => varies !== undefined && deviation >= widest / 200;
  const step = Math.min(...kinds.filter(moves).map(({ deviation }) => deviation)) / pointsPerDeviation;
  const end = Math.ceil((2 * fanIn * kinds[0].nominal) / step);
  const powers = kinds.map((of) => [unit, ...(moves(of) ? [lattice(of, law.series, step, end)] : [])]);
  const power = (stored: 0 | 1, cells: number): Lattice => {
    const known = powers[stored]!;
    while (known.length <= cells) known.push(convolve(known.at(-1)!, known[1]!, end));
    return known[cells]!;
  };

  return (side, ones, level) => {
    const cells = [fanIn - ones, ones];
    const moving = kinds.map((of, stored) => (moves(of) ? cells[stored]! : 0)) as [number, number];
    const fixed = kinds.reduce((sum, { nominal }, stored) => sum + (cells[stored]! - moving[stored]!) * nominal, 0);
    const crossing = 1 / level - fixed;
    const certain = crossing > 0 ? 'above' : 'below';
    if (crossing <= 0 || moving[0] + moving[1] === 0) return side === certain ? 1 : 0;
    // A parallel cell comes last where there is one: its tails are closed forms.
    const last = moving[0] > 0 ? 0 : 1;
    const others = convolve(power(0, moving[0] - (last === 0 ? 1 : 0)), power(1, moving[1] - last), end);
    let probability = side === 'below' ? others.beyond : 0;
    for (let i = 0; i < others.masses.length; i++) {
      const rest = crossing - (others.first + i) * step;
      if (rest > 0) probability += others.masses[i]! * tail(kinds[last], law.series, rest, side);
      else if (side === 'below') probability += others.masses[i]!;
    }
    return probability < least ? 0 : Math.min(1, probability);
  };
}

/** A cell that stores a 0 or a 1: nominal conductance, its deviation to first order, the law of the resistance. */
interface Kind {
  readonly nominal: number;
  readonly deviation: number;
  readonly law: ResistanceLaw | undefined;
}

function kind(law: CellLaw, stored: 0 | 1): Kind {
  const nominal = 1 / pathResistance(law, stored);
  return { nominal, deviation: resistanceDeviation(law, stored) * nominal ** 2, law: resistanceLaw(law, stored) };
}

/** Probability that a cell alone has its resistance on that side of 1 / conductance. */
function tail({ law }: Kind, series: number, conductance: number, side: Side): number {
  const junction = 1 / conductance - series;
  if (junction <= 0) return side === 'below' ? 0 : 1;
  return law![side](junction);
}

/** Masses at `first`, `first` + 1, ... steps, and what lies beyond the end. */
interface Lattice {
  readonly first: number;
  readonly masses: Float64Array;
  readonly beyond: number;
}

/** No cell: conductance 0. */
const unit: Lattice = { first: 0, masses: Float64Array.of(1), beyond: 0 };

/** One cell, from its nominal conductance outwards until nothing is left. */
function lattice(of: Kind, series: number, step: number, end: number): Lattice {
  const walk = (from: number, by: 1 | -1): number[] => {
    const masses: number[] = [];
    for (let index = from; index > 0 && index <= end; index += by) {
      const conductance = index * step;
      const junction = 1 / conductance - series;
      const mass = junction <= 0 ? 0 : (step * of.law!.density(junction)) / conductance ** 2;
      if (mass < floor) break;
      masses.push(mass);
    }
    return masses;
  };
  const centre = Math.round(of.nominal / step);
  const up = walk(centre, 1);
  const down = walk(centre - 1, -1).reverse();
  const beyond = centre + up.length > end ? tail(of, series, (end + 0.5) * step, 'below') : 0;
  return { first: centre - down.length, masses: Float64Array.from([...down, ...up]), beyond };
}

function convolve(a: Lattice, b: Lattice, end: number): Lattice {
  if (a === unit) return b;
  if (b === unit) return a;
  const first = a.first + b.first;
  const length = Math.max(0, Math.min(a.masses.length + b.masses.length - 1, end - first + 1));
  const masses = new Float64Array(length);
  // beyondFrom[j]: mass of b at its index j or higher, its own lump included.
  const beyondFrom = new Float64Array(b.masses.length + 1);
  beyondFrom[b.masses.length] = b.beyond;
  for (let j = b.masses.length - 1; j >= 0; j--) beyondFrom[j] = beyondFrom[j + 1]! + b.masses[j]!;
  let beyond = a.beyond;
  for (let i = 0; i < a.masses.length; i++) {
    const mass = a.masses[i]!;
    const fits = Math.min(b.masses.length, Math.max(0, length - i));
    for (let j = 0; j < fits; j++) masses[i + j]! += mass * b.masses[j]!;
    beyond += mass * beyondFrom[fits]!;
  }
  let from = 0;
  while (from < length && masses[from]! < floor) from++;
  let to = length;
  while (to > from && masses[to - 1]! < floor) to--;
  return { first: first + from, masses: masses.subarray(from, to), beyond };
}

/** Below this a probability is given as 0. */
const least = 1e-30;
/** Lattice masses below this are left out. */
const floor = 1e-45;
