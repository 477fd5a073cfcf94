/** Quantisation of a float network after its training: calibrate on images, then lower with quantisers in place. */
import { refuse } from '../../refusal/index.ts';
import { type Bits, showBits } from '../bits.ts';
import { type LowerInfo, lower } from '../lower.ts';
import { resolve, withoutBranches } from '../resolve.ts';
import { chooseOutput, expandComposites } from '../rewrite/index.ts';
import type { Calibration, Graph, Network, Tensor } from '../types.ts';
import { calibrate } from './calibrate.ts';
import { planLayers } from './plan.ts';
import { insertQuantisers } from './quantise.ts';

export interface PostTrainingOptions {
  /** 1 to 8 bits each. */
  readonly bits: Bits;
  /** Also quantise the first and the last layer, which stay float otherwise; default false. */
  readonly all?: boolean;
  /** Images to calibrate the activations on, as the network's input. Absent, and no `calibration`: cost only. */
  readonly images?: Iterable<Tensor>;
  /** An earlier calibration, instead of `images`. */
  readonly calibration?: Calibration;
  /** The graph lowered as it is, where that has been done already. */
  readonly network?: Network;
  readonly onImage?: (done: number) => void;
}

export interface PostTrained {
  /** `imposed` holds the calibration; `accuracyKnown` is false where there is none. */
  readonly network: Network;
  /** The graph with its quantisers, as QONNX. */
  readonly graph: Graph;
}

/** Quantises a float graph. Refuses one that holds quantisers already, widths that no array holds, and networks without layers to quantise. */
export function quantiseAfterTraining(given: Graph, info: LowerInfo, options: PostTrainingOptions): PostTrained {
  // Quantisers go into the graph whose tensors are planned.
  const graph = expandComposites(chooseOutput(withoutBranches(given, info.name), info.name), info.name);
  const { bits, all = false, images } = options;
  for (const [what, width] of [
    ['weights', bits.weight],
    ['inputs', bits.input],
  ] as const) {
    if (!Number.isInteger(width) || width < 1 || width > 8)
      refuse(`${info.name}: ${what} of ${width} bits cannot be made after training; 1 to 8 bits are expected`);
  }
  const dot = (options.network ?? lower(given, info)).nodes.find((node) => node.kind === 'dot');
  if (dot !== undefined) refuse(`${info.name} is quantised already (layer '${dot.name}'), so bit-widths cannot be imposed on it: leave --bits out`);
  const resolved = resolve(graph, info.name);
  const layers = planLayers(resolved, all, info.name);
  const calibration = options.calibration ?? (images && calibrate(resolved, layers, images, bits.input, options.onImage));
  const quantised = insertQuantisers(graph, layers, bits, calibration?.ranges ?? {});
  const network = lower(quantised, info);
  if (!network.nodes.some((node) => node.kind === 'dot'))
    refuse(
      `${info.name}: no layer can be quantised, layer '${layers[0]!.step.node.name}' for one; 'spinloom inspect' of the quantised file says why`,
    );
  const accuracyKnown = calibration !== undefined && layers.every(({ tensor }) => Object.hasOwn(calibration.ranges, tensor));
  const imposed = { bits: showBits(bits), quantiseAll: all, ...(calibration && { calibration }) };
  return { network: { ...network, accuracyKnown, imposed }, graph: quantised };
}
