/** Sums that keep what rounding would lose (Neumaier), so that a ledger of a million events still closes. */
export interface Sum {
  readonly add: (value: number) => void;
  readonly value: () => number;
}

export function sumOf(): Sum {
  let total = 0;
  let lost = 0;
  return {
    add: (value) => {
      const next = total + value;
      lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
      total = next;
    },
    value: () => total + lost,
  };
}
