/**
 * The chain after a dot product: single-consumer steps that are monotone kernel by kernel, up to the quantiser that ends them.
 *
 * A chain that holds anything else, or two poolings, is left to the digital unit, with the reason.
 */
import { sameEncoding } from '../codes.ts';
import { type Link, type Quantiser, sizeOf } from '../operators/operator.ts';
import type { Resolved, Step } from '../resolve.ts';
import { onGrid } from './on-grid.ts';

export interface Chain {
  readonly links: readonly Link[];
  readonly quantiser: Quantiser;
  /** The tensor that the chain makes, and the nodes that it takes in. */
  readonly output: string;
  readonly dims: readonly number[];
  readonly steps: readonly Step[];
}

/** Why no thresholds can stand for what follows a dot product, and the nodes up to there. */
export interface BrokenChain {
  readonly broken: string;
  readonly steps: readonly Step[];
}

/** Consumers of each tensor among the live nodes; the graph's output has one more, undefined. */
export type Consumers = ReadonlyMap<string, readonly (Step | undefined)[]>;

export function consumersOf(resolved: Resolved): Consumers {
  const consumers = new Map<string, (Step | undefined)[]>([[resolved.output, [undefined]]]);
  for (const step of resolved.steps) {
    for (const operand of step.call.operands) {
      if (operand === undefined || operand.data !== undefined) continue;
      const list = consumers.get(operand.name) ?? [];
      list.push(step);
      consumers.set(operand.name, list);
    }
  }
  return consumers;
}

/**
 * Follows the chain from `tensor` (dims with batch, channels on axis 1). `first`: a link that stands before it, the bias.
 * Sign may be a step on the way to a quantiser, or that quantiser itself.
 */
export function chainFrom(consumers: Consumers, tensor: string, kernels: number, first: readonly Link[]): Chain | BrokenChain {
  const through = follow(consumers, tensor, kernels, first, true);
  return 'broken' in through ? follow(consumers, tensor, kernels, first, false) : through;
}

/** `pass`: over a quantiser that is a link as well. */
function follow(consumers: Consumers, tensor: string, kernels: number, first: readonly Link[], pass: boolean): Chain | BrokenChain {
  const links: Link[] = [...first];
  const steps: Step[] = [];
  let quantiser: Quantiser | undefined;
  let output = tensor;
  let dims: readonly number[] = [];
  // A view may rename the map's axes; pooling after that would mean other windows.
  let viewed = false;
  let pooled = false;
  for (;;) {
    const following = consumers.get(output) ?? [];
    const step = following.length === 1 ? following[0] : undefined;
    if (step === undefined) {
      if (quantiser !== undefined) break;
      return { broken: following.length > 1 ? 'goes to several nodes before it is quantised' : 'is not quantised before the output', steps };
    }
    const { operator, call } = step;
    const named = `${call.operator} '${step.node.name}'`;
    const stop = (broken: string): BrokenChain => ({ broken, steps: [...steps, step] });
    const entry = call.operands.findIndex((operand) => operand?.name === output);
    const again = quantiser && operator.quantiser?.(call);
    if (operator.alias?.(call) !== true && !(again !== undefined && changesNothing(again, quantiser!))) {
      if (quantiser === undefined && operator.quantiser !== undefined && !(pass && operator.link !== undefined)) {
        quantiser = entry === 0 ? operator.quantiser(call) : undefined;
        if (quantiser === undefined) return stop(`meets ${named}, whose codes have more than 8 bits or several scales`);
      } else if (operator.view?.(call)) {
        // Behind the quantiser a view is a node of its own; before it, channels must stay channels.
        if (quantiser !== undefined) break;
        const vector = sizeOf(step.dims) === kernels;
        if (!vector && (step.dims[1] !== kernels || call.operands[0]?.dims[1] !== kernels))
          return stop(`meets ${named}, which mixes channels, before it is quantised`);
        viewed = true;
      } else {
        const link = operator.link?.(call, entry, kernels);
        const elsewhere = call.operands[entry]?.dims[1] !== kernels && (operator.batched === true || link?.kind !== 'map');
        const misfit =
          link === undefined ? notMonotone(step) : elsewhere ? 'takes another axis for the channels' : misfitOf(link, links, pooled, viewed);
        // Behind the quantiser only a maximum joins, or what renames codes, and anything else simply ends the chain.
        const renamed: Quantiser | undefined =
          quantiser && misfit === undefined && link?.kind === 'map' ? onGrid(quantiser, link, kernels) : undefined;
        if (quantiser !== undefined && renamed === undefined && !(misfit === undefined && link?.kind === 'max')) break;
        if (link === undefined && operator.dot !== undefined) return { broken: `reaches ${named} before it is quantised`, steps };
        if (link === undefined || misfit !== undefined) return stop(`meets ${named}, which ${misfit}`);
        pooled ||= link.kind !== 'map';
        if (renamed === undefined) links.push(link);
        else quantiser = renamed;
      }
    }
    steps.push(step);
    output = step.output;
    dims = step.dims;
  }
  return { links, quantiser, output, dims, steps };
}

/** Whether a quantiser of what `before` made hands every code on. */
function changesNothing(again: Quantiser, before: Quantiser): boolean {
  return sameEncoding(again.encoding, before.encoding) && again.codes[0] <= before.codes[0] && again.codes[1] >= before.codes[1];
}

function notMonotone({ call }: Step): string {
  const moving = call.operands.filter((operand) => operand !== undefined && operand.data === undefined).length;
  if (moving > 1) return 'combines two tensors that depend on the image';
  return 'is not a monotone function of one number a kernel';
}

/** Why a link cannot join those before it; undefined where it can. */
function misfitOf(link: Link, before: readonly Link[], pooled: boolean, viewed: boolean): string | undefined {
  if (link.kind === 'map') return undefined;
  if (pooled) return 'is a second pooling';
  if (viewed) return 'pools after a reshape';
  if (link.region.dilation[0] !== 1 || link.region.dilation[1] !== 1) return 'pools over a dilated window';
  // An average commutes with affine steps only.
  if (link.kind === 'average' && !before.every((step) => step.kind === 'map' && step.affine)) return 'averages after a step that is not affine';
  return undefined;
}
