/** The organisations that no other beats in every figure at once. */
import type { BankCore } from '../model/bank.ts';

const figures = [
  'area_m2',
  'readLatency_s',
  'writeLatency_s',
  'readEnergy_J',
  'writeEnergy_J',
  'leakage_W',
] as const satisfies readonly (keyof BankCore)[];

export interface Front<T> {
  readonly add: (bank: BankCore, make: () => T) => void;
  readonly points: () => readonly T[];
}

/** Of equals the first stays. */
export function paretoFront<T>(): Front<T> {
  const banks: BankCore[] = [];
  const kept: T[] = [];
  return {
    add: (bank, make) => {
      for (let i = 0; i < banks.length; i++) {
        if (!noWorse(banks[i]!, bank)) continue;
        // What has just beaten a candidate often beats the next: it moves to the front.
        if (i > 0) swap(banks, kept, i, i >> 1);
        return;
      }
      let left = 0;
      for (let i = 0; i < banks.length; i++) {
        if (noWorse(bank, banks[i]!)) continue;
        banks[left] = banks[i]!;
        kept[left] = kept[i]!;
        left++;
      }
      banks.length = left;
      kept.length = left;
      banks.push(bank);
      kept.push(make());
    },
    points: () => kept,
  };
}

function noWorse(a: BankCore, b: BankCore): boolean {
  for (const figure of figures) if (a[figure] > b[figure]) return false;
  return true;
}

function swap(banks: BankCore[], kept: unknown[], i: number, j: number): void {
  [banks[i], banks[j]] = [banks[j]!, banks[i]!];
  [kept[i], kept[j]] = [kept[j], kept[i]];
}
