/** What goes wrong in the mats of one layer while one image runs. */
import type { ErrorRates } from '../../../circuit/index.ts';
import type { Stream } from '../../../random/index.ts';
import type { Cell } from '../../schedule/index.ts';

export interface LayerFaults {
  /** Transient errors: of every sense result, by the ones stored in the sensed cells, and of every written bit that differs from the stored one. */
  readonly rates: ErrorRates;
  /** Keyed by seed, layer and image: `stream(seed, 'fault').child(layer.name).child('image', index)`. */
  readonly stream: Stream;
  readonly permanent?: PermanentFaults;
}

/**
 * Defects of manufacture or wear. `mat` counts as in `Cell`, chunk mat + chunkMats x kernel mat, and goes on with the mats of the second replica
 * after those of the first. A defect outside of the layer's mats does nothing.
 */
export interface PermanentFaults {
  readonly cells?: readonly StuckCell[];
  readonly sense?: readonly StuckSense[];
}

/** Stores `value` whatever is written. */
export interface StuckCell extends Cell {
  readonly value: 0 | 1;
}

/** The sense amplifier of a column gives `value` whatever it senses. */
export interface StuckSense {
  readonly mat: number;
  readonly column: number;
  readonly value: 0 | 1;
}
