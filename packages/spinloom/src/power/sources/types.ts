/** What a source of power is to the simulation: pieces of constant power, one after the other. */

export interface Piece {
  readonly duration_s: number;
  /** At the harvester, before the converter; 0 or more. */
  readonly power_W: number;
}

/** Charges a storage. */
export interface Harvest {
  readonly kind: 'harvest';
  /** As given, such as 'constant:0.001'. */
  readonly name: string;
  /** What a reader must know: that it is synthetic, what was repaired or inserted. */
  readonly notes: readonly string[];
  /** Infinity where it never ends. */
  readonly duration_s: number;
  /** Average over its duration (for an endless source its expectation). */
  readonly mean_W: number;
  /** The one power that it gives whenever it gives any, where there is one: its bursts are then equal. */
  readonly level_W?: number;
  /** Average weighted by the energy that comes: what the load meets when it comes on. Default: that of `level_W` or `mean_W`. */
  readonly charging_W?: number;
  readonly pieces: () => Iterable<Piece>;
}

/** A supply as strong as needed that fails at random: Poisson over the on-time. No storage takes part. */
export interface Outages {
  readonly kind: 'outages';
  readonly name: string;
  readonly notes: readonly string[];
  readonly rate_per_s: number;
  readonly off_s: number;
}

export type PowerSource = Harvest | Outages;

/** Most pieces that are joined to one: an endless source whose power does not change would never give any. */
const mostJoined = 65_536;

/** Neighbours of equal power as one piece, pieces without duration left out: splitting a stretch changes nothing. */
export function* joined(pieces: Iterable<Piece>): Generator<Piece> {
  let duration_s = 0;
  let power_W = 0;
  let count = 0;
  for (const piece of pieces) {
    if (piece.duration_s === 0) continue;
    if (duration_s > 0 && (piece.power_W !== power_W || count === mostJoined)) {
      yield { duration_s, power_W };
      [duration_s, count] = [0, 0];
    }
    power_W = piece.power_W;
    duration_s += piece.duration_s;
    count += 1;
  }
  if (duration_s > 0) yield { duration_s, power_W };
}
