/** Energy of the quantised layers in the classes of paper 1, Fig. 9b. */
import type { Evaluation } from '../../study/index.ts';

export type EnergyClass = 'W/R' | 'and' | 'bitcount' | 'add';

const classOf: Readonly<Record<string, EnergyClass>> = {
  'array write': 'W/R',
  'array read': 'W/R',
  movement: 'W/R',
  'array AND': 'and',
  'bit-count': 'bitcount',
  shift: 'bitcount',
  sum: 'add',
};

export function networkShares({ cost, design }: Evaluation): Readonly<Record<EnergyClass, number>> {
  const found: Record<EnergyClass, number> = { 'W/R': 0, and: 0, bitcount: 0, add: 0 };
  for (const { kind, energies } of cost.layers) {
    if (kind !== 'dot') continue;
    for (const [key, energy] of Object.entries(energies)) {
      const name = classOf[design.tariffs[key]!.component];
      if (name !== undefined) found[name] += energy;
    }
  }
  const total = Object.values(found).reduce((sum, energy) => sum + energy, 0);
  return { 'W/R': found['W/R'] / total, and: found.and / total, bitcount: found.bitcount / total, add: found.add / total };
}
