/** The contract of the engine's data half: back ends that compute accumulators, and the literal machine. */
import type { Digital, Dot, Tensor } from '../../network/index.ts';
import type { LayerFaults } from './faults/types.ts';

export type { LayerFaults, PermanentFaults, StuckCell, StuckSense } from './faults/types.ts';

/** Computes acc = g_w sum(qp) + o_w sum(p) of every kernel and window of a layer. One suite of tests runs over every back end. */
export interface Backend {
  readonly name: string;
  /**
   * `input`: codes [channel, y, x]; the result is [kernel, y, x] of the layer's output, before pooling and thresholds.
   * `faults`: what goes wrong in this layer for this image. Refused where the back end does not know the mats in which it happens.
   */
  readonly dot: (layer: Dot, input: Uint8Array, faults?: LayerFaults) => Int32Array;
  /**
   * Where a back end can pass codes on by itself: layers of which each feeds the next. `input`: codes of the first; `faults`: as for `dot`, by layer.
   * The result is [kernel, y, x] after pooling: codes of the last layer where it has thresholds, else its sums.
   */
  readonly chain?: (layers: readonly Dot[], input: Uint8Array, faults?: (layer: Dot) => LayerFaults | undefined) => Uint8Array | Int32Array;
  /** Output of a digital node on its operands, the same bits as `runDigital` gives, or undefined where the back end has nothing faster. */
  readonly digital?: (node: Digital, operands: readonly Tensor[]) => Float32Array | undefined;
}

export interface Inference {
  /** Predicted class of each image. */
  readonly classes: Int32Array;
  /** [image, class]; empty where they were not kept. */
  readonly logits: Float32Array;
  /** Present when labels were given. */
  readonly correct?: number;
}
