/**
 * Images through a whole network: quantised layers on a back end, the rest in float32 in the digital unit.
 *
 * Tensors pass as codes between quantised layers and as reals elsewhere; a real tensor that meets a quantised layer stands on the grid of the
 * edge's encoding (a quantiser made it), so the change of form is exact. One image is a pure function of the network and the image.
 */

import type { Dot, Edge, Network, Tensor, View } from '../../../network/index.ts';
import { decode, encode, runDigital } from '../../../network/index.ts';
import { refuse } from '../../../refusal/index.ts';
import type { Backend, Inference, LayerFaults } from '../types.ts';
import { runChain, runLayer, type Tap, type Value } from './layer.ts';
import { type PlanStep, planOf } from './plan.ts';

/** Images by index, for a set that is not held in memory as tensors. */
export interface ImageSource {
  readonly count: number;
  readonly at: (index: number) => Tensor;
}

export interface InferenceOptions {
  /** True class of each image; gives `correct`. */
  readonly labels?: ArrayLike<number>;
  /** Called after each image; `total` where it is known beforehand. */
  readonly onProgress?: (done: number, total?: number) => void;
  /** Sees the operands of every quantised layer of every image. */
  readonly tap?: Tap;
  /** What goes wrong in a layer while an image runs; `image` counts from `firstImage`. */
  readonly faults?: (layer: Dot, image: number) => LayerFaults | undefined;
  /** Number of the first image within the whole set, where only a part of it is run here; default 0. */
  readonly firstImage?: number;
}

/** Logits of one image. Refuses an image of other dims than the network's, and a network with a layer that has no weights. */
export function inferImage(
  network: Network,
  backend: Backend,
  image: Tensor,
  tap?: Tap,
  faults?: (layer: Dot) => LayerFaults | undefined,
): Float32Array {
  const { steps, joined, output } = planOf(network);
  if (image.dims.join() !== network.input.join()) {
    refuse(`Network '${network.name}' takes images of ${network.input.join(' x ')}, but the image is ${image.dims.join(' x ')}.`);
  }
  const values = new Map<string, Value>([['input', { reals: image.data }]]);
  // Codes stay inside a back end that can pass them on, unless something looks at every layer.
  const passes = backend.chain !== undefined && tap === undefined;
  for (const step of passes ? joined : steps) {
    values.set(step.node.name, runNode(step, { backend, tap, faults }, values));
    for (const name of step.release) values.delete(name);
  }
  return reals(operandOf(values, output));
}

/** Classes and logits of a set of images, one after the other. Refuses labels of another number than the images. */
export function infer(network: Network, backend: Backend, images: Iterable<Tensor> | ImageSource, options: InferenceOptions = {}): Inference {
  const { labels, onProgress, tap, faults, firstImage = 0 } = options;
  const total = 'at' in images && 'count' in images ? images.count : undefined;
  const rows: Float32Array[] = [];
  for (const image of total === undefined ? (images as Iterable<Tensor>) : each(images as ImageSource)) {
    const index = firstImage + rows.length;
    rows.push(inferImage(network, backend, image, tap, faults === undefined ? undefined : (layer) => faults(layer, index)));
    onProgress?.(rows.length, total);
  }
  const classes = Int32Array.from(rows, (logits) => classOf(logits));
  const width = rows[0]?.length ?? 0;
  const logits = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) logits.set(row, i * width);
  if (labels === undefined) return { classes, logits };
  if (labels.length !== rows.length) refuse(`There are ${rows.length} images but ${labels.length} labels; give one label for each image.`);
  return { classes, logits, correct: classes.reduce((sum, found, i) => sum + (found === labels[i] ? 1 : 0), 0) };
}

/** The first of the greatest logits; a single logit is the class itself, of a network that ends in an arg-max. */
export function classOf(logits: Float32Array): number {
  if (logits.length === 1) return Math.round(logits[0]!);
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}

function* each(images: ImageSource): Generator<Tensor> {
  for (let i = 0; i < images.count; i++) yield images.at(i);
}

interface Run {
  readonly backend: Backend;
  readonly tap: Tap | undefined;
  readonly faults: ((layer: Dot) => LayerFaults | undefined) | undefined;
}

function runNode({ node, operands, chain }: PlanStep, { backend, tap, faults }: Run, values: ReadonlyMap<string, Value>): Value {
  const first = operands[0];
  if (first === undefined) throw new Error(`node '${node.name}' has no operand`);
  switch (node.kind) {
    case 'dot': {
      const value = operandOf(values, first);
      const codes = 'codes' in value ? value.codes : encode(value.reals, first.encoding ?? (chain?.[0] ?? node).input);
      if (chain !== undefined && backend.chain !== undefined) return runChain(chain, backend.chain, codes, faults);
      return runLayer(node, backend, codes, tap, faults?.(node));
    }
    case 'digital': {
      const tensors = operands.map((edge) => ({ dims: edge.dims, data: reals(operandOf(values, edge)) }));
      return { reals: backend.digital?.(node, tensors) ?? runDigital(node, tensors).data };
    }
    case 'view':
      return view(node, operandOf(values, first));
  }
}

/** Elements keep their order; only the dims of the edges change. */
function view(node: View, value: Value): Value {
  if (node.operator !== 'reshape') throw new Error(`view '${node.name}' (${node.operator}) cannot be run`);
  return value;
}

function operandOf(values: ReadonlyMap<string, Value>, edge: Edge): Value {
  const value = values.get(edge.from);
  if (value === undefined) throw new Error(`'${edge.to}' comes before '${edge.from}', which feeds it`);
  return value;
}

function reals(value: Value): Float32Array {
  return 'codes' in value ? decode(value.codes, value.encoding, []).data : value.reals;
}
