/** What cost-only designs count alike: results, thresholds and pooling follow the network, not the design. */
import { type LayerShape, layerShape, type OperationCount, type OperationCounts, wordBits } from '../engine/schedule/index.ts';
import { type Digital, edgesFrom, type Network } from '../network/index.ts';
import { bitsOf, levelBits } from './layer-cost.ts';

/** A matrix product as a cost-only design sees it. */
export interface Product extends Pick<LayerShape, 'name' | 'kernels' | 'taps' | 'groups' | 'windows' | 'weightBits' | 'inputBits'> {
  /** Elements of the input feature map. */
  readonly inputs: number;
  /** 'W:I' as it runs. */
  readonly bits: string;
  /** Of the results: thresholds, pooling, what leaves the layer. */
  readonly results: OperationCounts;
  /** Integer levels of the thresholds, in bits. */
  readonly levels: number;
}

/** An operation that all mats do together. */
export function counted(columns: number, steps: number = columns === 0 ? 0 : 1, lanes: number = steps): OperationCount {
  return { steps, lanes, columns, useful: 0 };
}

/** The dot products of a network; with `floatBits` its float32 convolutions and fully connected layers too, in fixed point of so many bits. */
export function productsOf(network: Network, floatBits?: number): readonly Product[] {
  return network.nodes.flatMap((node): readonly Product[] => {
    if (node.kind === 'dot') {
      const shape = layerShape(node);
      const [channels, height, width] = node.geometry.input;
      return [{ ...shape, inputs: channels * height * width, bits: bitsOf(node), results: resultCounts(shape), levels: levelBits(shape) }];
    }
    const product = floatBits === undefined || node.kind === 'view' ? undefined : floatProduct(network, node, floatBits);
    return product === undefined ? [] : [product];
  });
}

/** A float32 operator with weights of its own; another has no matrix to keep in place. */
function floatProduct(network: Network, node: Digital, floatBits: number): Product | undefined {
  const { name, macs, elements, parameterBits, attributes } = node;
  const taps = macs / elements;
  const kernels = edgesFrom(network, name)[0]?.dims[0] ?? 0;
  if (!(macs > 0 && Number.isInteger(taps) && kernels > 0 && parameterBits >= kernels * taps * wordBits)) return undefined;
  const groups = typeof attributes.group === 'number' ? attributes.group : 1;
  const windows = elements / kernels;
  const inputs = network.edges.filter((edge) => edge.to === name).reduce((sum, { dims }) => sum + dims.reduce((product, dim) => product * dim, 1), 0);
  const results = { 'transfer-result': counted(elements * wordBits) };
  return {
    name,
    kernels,
    taps,
    groups,
    windows,
    weightBits: floatBits,
    inputBits: floatBits,
    inputs,
    bits: `${floatBits}:${floatBits}`,
    results,
    levels: 0,
  };
}

/** As the programs of the other designs do it (endPhase, poolPhase): a binary search for the code, every element of a pooling region. */
function resultCounts({ kernels, windows, outputBits, pool, pooledPositions, pooledArea }: LayerShape): OperationCounts {
  const bits = outputBits === 0 ? wordBits : outputBits;
  const before = windows * kernels;
  const pooled = pooledPositions * kernels;
  const coded = outputBits === 0 ? 0 : pool === 'average' ? pooled : before;
  return {
    'digital-threshold': counted(coded * outputBits),
    ...(pool === 'none' ? {} : { 'digital-pool': counted(pooled * pooledArea) }),
    'transfer-result': counted(pool === 'none' ? before * bits : before * (pool === 'average' ? wordBits : bits) + pooled * bits),
  };
}
