/** What a network is made of: layers, shapes, bits, operations, storage; what runs outside the sub-arrays and why; what is not supported, all of it at once. */
import { z } from 'zod';
import {
  type Digital,
  type Dot,
  edgesFrom,
  type Network,
  networkStorage,
  type Problem,
  type Storage,
  type StorageRule,
  type Survey,
  storageRules,
  weightedLayers,
} from '../network/index.ts';
import { version } from './version.ts';

export interface InspectedLayer {
  readonly name: string;
  readonly operator: string;
  readonly runs: 'array' | 'digital' | 'moves nothing' | 'unknown';
  readonly shape: readonly number[];
  readonly weightBits: number | null;
  readonly inputBits: number | null;
  readonly macs: number;
  readonly ands: number;
  readonly weights: number;
  readonly parameters_bits: number;
  readonly outputBits: number | null;
  readonly pool: 'average' | 'max' | null;
  readonly why: string | null;
}

export interface InspectedStorage extends Storage {
  readonly title: string;
}

/** What `inspect --json` writes; the schema below says what each field means. */
export interface Inspection {
  readonly network: string;
  readonly file: string | null;
  readonly sha256: string;
  readonly supported: boolean;
  readonly problems: readonly Problem[];
  readonly input: readonly number[] | null;
  readonly classes: number | null;
  readonly bits: string;
  readonly hasWeights: boolean;
  readonly layers: readonly InspectedLayer[];
  readonly totals: { readonly macs: number; readonly quantisedMacs: number; readonly ands: number; readonly weights: number };
  readonly storage: readonly InspectedStorage[];
  readonly version: string;
}

const count = z.number().nonnegative();
const width = z.int().positive().nullable();

const layerSchema: z.ZodType<InspectedLayer> = z.strictObject({
  name: z.string(),
  operator: z.string(),
  runs: z
    .enum(['array', 'digital', 'moves nothing', 'unknown'])
    .describe(
      'array: an integer dot product in the sub-arrays; digital: float32 in the digital unit; unknown: the network is not supported as a whole',
    ),
  shape: z.array(z.int()).describe('Output, without the batch'),
  weightBits: width,
  inputBits: width,
  macs: count.describe('Multiply-accumulates of one image, padding included'),
  ands: count.describe('One-bit ANDs of one image: macs x weight bits x input bits'),
  weights: count.describe('Without biases'),
  parameters_bits: count.describe('What the digital unit keeps of it at 32 bits, biases included'),
  outputBits: width.describe('Of the codes that thresholds or a quantiser make; null: real numbers'),
  pool: z.enum(['average', 'max']).nullable().describe('Pooling that is part of the layer'),
  why: z.string().nullable().describe('Why it does not run in the sub-arrays'),
});

export const inspectionSchema: z.ZodType<Inspection> = z.strictObject({
  network: z.string(),
  file: z.string().nullable(),
  sha256: z.string(),
  supported: z.boolean().describe('false: `problems` says why the network cannot be evaluated'),
  problems: z.array(z.strictObject({ node: z.string().nullable(), operator: z.string().nullable(), sentence: z.string() })),
  input: z.array(z.int()).nullable().describe('Image, without the batch'),
  classes: z.int().nullable(),
  bits: z.string().describe("Weights:inputs of the quantised layers; 'mixed' where they differ; 'float32' without any"),
  hasWeights: z.boolean().describe('false: a description, for its cost only'),
  layers: z.array(layerSchema),
  totals: z.strictObject({ macs: count, quantisedMacs: count, ands: count, weights: count }),
  storage: z
    .array(
      z.strictObject({
        rule: z.enum(Object.keys(storageRules) as [StorageRule, ...StorageRule[]]),
        title: z.string(),
        weights_bits: count,
        inputs_bits: count,
        total_bits: count,
        float32_bits: count.describe('The same with every number at 32 bits'),
        float64_bits: count.describe('The same with every number at 64 bits'),
      }),
    )
    .describe('Under each of the conventions behind the published figures'),
  version: z.string(),
});

/** Of a network that is read. `file`: as the user gave it; null for what ships. */
export function inspectNetwork(network: Network, file: string | null = null): Inspection {
  const weights = new Map(weightedLayers(network).map((layer) => [layer.name, layer]));
  const layers = network.nodes.map((node): InspectedLayer => {
    const shape = edgesFrom(network, node.name)[0]?.dims ?? [];
    const common = { name: node.name, shape, weights: weights.get(node.name)?.weights ?? 0 };
    if (node.kind === 'dot') return { ...common, ...ofDot(node, weights.get(node.name)?.macs ?? 0) };
    if (node.kind === 'digital') return { ...common, ...ofDigital(node, network) };
    return { ...common, ...nothing, operator: node.operator, runs: 'moves nothing' };
  });
  return {
    network: network.name,
    file,
    sha256: network.sha256,
    supported: true,
    problems: [],
    input: network.input,
    classes: network.classes,
    bits: bitsOf(layers),
    hasWeights: network.costOnly !== true,
    layers,
    totals: totalsOf(layers),
    storage: (Object.keys(storageRules) as StorageRule[]).map((rule) => ({ title: storageRules[rule].title, ...networkStorage(network, rule) })),
    version,
  };
}

/** Of a file that cannot be evaluated: its problems, and the layers as far as they are known. */
export function inspectSurvey({ problems, steps }: Survey, name: string, sha256: string, file: string | null = null): Inspection {
  const layers = steps.map(({ node, operator, call, dims }): InspectedLayer => {
    const macs = operator.macs?.(call) ?? 0;
    return { ...nothing, name: node.name, operator: node.operator, runs: 'unknown', shape: dims.slice(1), weights: 0, macs };
  });
  return {
    network: name.replace(/\.onnx$/i, ''),
    file,
    sha256,
    supported: false,
    problems,
    input: null,
    classes: null,
    bits: 'unknown',
    hasWeights: true,
    layers,
    totals: totalsOf(layers),
    storage: [],
    version,
  };
}

const nothing = {
  weightBits: null,
  inputBits: null,
  macs: 0,
  ands: 0,
  parameters_bits: 0,
  outputBits: null,
  pool: null,
  why: null,
} as const;

function ofDot({ geometry, weight, input, pool, thresholds }: Dot, macs: number): Omit<InspectedLayer, 'name' | 'shape' | 'weights'> {
  return {
    ...nothing,
    operator: geometry.kernel[0] * geometry.kernel[1] === 1 && geometry.input[1] * geometry.input[2] === 1 ? 'fully connected' : 'convolution',
    runs: 'array',
    weightBits: weight.bits,
    inputBits: input.bits,
    macs,
    ands: macs * weight.bits * input.bits,
    outputBits: thresholds?.output.bits ?? null,
    pool: pool?.mode ?? null,
  };
}

function ofDigital({ name, operator, macs, parameterBits, why }: Digital, network: Network): Omit<InspectedLayer, 'name' | 'shape' | 'weights'> {
  return {
    ...nothing,
    operator,
    runs: 'digital',
    macs,
    parameters_bits: parameterBits,
    outputBits: edgesFrom(network, name)[0]?.encoding?.bits ?? null,
    why: why ?? 'is not quantised',
  };
}

function totalsOf(layers: readonly InspectedLayer[]): Inspection['totals'] {
  const sum = (of: (layer: InspectedLayer) => number): number => layers.reduce((all, layer) => all + of(layer), 0);
  return {
    macs: sum((layer) => layer.macs),
    quantisedMacs: sum((layer) => (layer.runs === 'array' ? layer.macs : 0)),
    ands: sum((layer) => layer.ands),
    weights: sum((layer) => layer.weights),
  };
}

function bitsOf(layers: readonly InspectedLayer[]): string {
  const different = [...new Set(layers.filter(({ runs }) => runs === 'array').map((layer) => `${layer.weightBits}:${layer.inputBits}`))];
  return different.length === 0 ? 'float32' : different.length === 1 ? different[0]! : 'mixed';
}
