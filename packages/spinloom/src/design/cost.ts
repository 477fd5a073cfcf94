/** The cost of a network on a design: one image, everything. */
import { addCounts } from '../engine/schedule/index.ts';
import { type Digital, type Edge, edgesFrom, edgesTo, type Network } from '../network/index.ts';
import { sound } from '../quantity/index.ts';
import { type DigitalShape, digitalCost, dotCost, storedBits, workCost } from './layer-cost.ts';
import type { Cost, CostOptions, DesignInstance, Hardware, LayerCost, LayerWork } from './types.ts';

export function networkCost(network: Network, design: DesignInstance, hardware: Hardware, options: CostOptions): Cost {
  const { batch } = options;
  const layers = layerCosts(network, design, hardware, options);
  const sum = (field: 'energy_J' | 'latency_s' | 'load_J' | 'storage_bits' | 'area_m2', of = layers): number =>
    of.reduce((all, layer) => all + layer[field], 0);
  const slowest = layers.reduce((worst, layer) => (layer.latency_s > worst.latency_s ? layer : worst), layers[0]!);
  const latency_s = sum('latency_s');
  // Every layer has its own mats, but one digital unit (or one engine) serves them all.
  const digital_s = layers.reduce((all, layer) => all + layer.digital_s, 0);
  const pace_s = Math.max(slowest.latency_s, digital_s);
  const shared = design.shared.area.value;
  const mats = layers.reduce((all, layer) => all + layer.mats, 0);
  const { matsOfChip } = design;
  const chips = matsOfChip === 0 ? 1 : Math.max(1, Math.ceil(mats / matsOfChip));
  const cost: Cost = {
    layers,
    energy_J: sum('energy_J'),
    convolution_J: sum(
      'energy_J',
      layers.filter((layer) => layer.kind === 'dot'),
    ),
    load_J: sum('load_J'),
    latency_s,
    throughput_per_s: batch / (latency_s + (batch - 1) * pace_s),
    bottleneck: digital_s > slowest.latency_s ? design.shared.name : slowest.name,
    pace_s,
    area_m2: sum('area_m2') + shared,
    chipArea_m2: chips * (matsOfChip * design.matArea.value + shared),
    chips,
    storage_bits: sum('storage_bits'),
    operations: operations(layers),
    batch,
  };
  for (const field of ['energy_J', 'convolution_J', 'load_J', 'latency_s', 'throughput_per_s', 'area_m2', 'chipArea_m2', 'storage_bits'] as const)
    sound(cost[field], field);
  return cost;
}

function layerCosts(network: Network, design: DesignInstance, hardware: Hardware, options: CostOptions): readonly LayerCost[] {
  const counted = design.counts?.(network, options);
  const layers: LayerCost[] = [];
  let dots = 0;
  for (const node of network.nodes) {
    if (node.kind === 'view') continue;
    const work = counted?.get(node.name);
    if (node.kind === 'digital') {
      const shape = trafficOf(network, node);
      layers.push(work === undefined ? digitalCost(shape, design) : workCost(shape, node.parameterBits + shape.inputBits, work, design));
    } else if (design.program === undefined) layers.push(workCost(node, storedBits(node), known(work, node.name), design));
    else layers.push(dotCost(dots++, node, design, hardware, options.replicas));
  }
  return layers;
}

/** Every dot product is counted: there is nowhere else that it could run. */
function known(work: LayerWork | undefined, layer: string): LayerWork {
  if (work === undefined) throw new Error(`layer '${layer}' is not counted by its design`);
  return work;
}

/** Keys that the names below cover; what else a cost-only design counts is told by its own keys. */
const named: ReadonlySet<string> = new Set(
  'sense-and sense-or sense-xor sense-read write count compress shift add merge begin digital-threshold digital-pool commit store macs elements fetched kept'.split(
    ' ',
  ),
);

/** What the result file calls operations: named after what a reader asks for. */
export function operations(layers: readonly LayerCost[]): Record<string, number> {
  const counts = addCounts(layers.map((layer) => layer.counts));
  const of = (key: string): { lanes: number; columns: number; useful: number } => counts[key] ?? { lanes: 0, columns: 0, useful: 0 };
  return {
    and: of('sense-and').useful,
    andRows: of('sense-and').lanes,
    andColumns: of('sense-and').columns,
    xorRows: of('sense-xor').lanes,
    readRows: of('sense-read').lanes,
    writeRows: of('write').lanes,
    counts: of('count').lanes,
    compressions: of('compress').lanes,
    shifts: of('shift').columns,
    adds: of('add').columns + of('merge').columns + of('begin').columns,
    thresholds: of('digital-threshold').columns,
    pooled: of('digital-pool').columns,
    checkpoints: of('commit').columns,
    movedBits: Object.keys(counts)
      .filter((key) => key.startsWith('transfer'))
      .reduce((sum, key) => sum + of(key).columns, 0),
    macs: of('macs').columns,
    ...Object.fromEntries(
      Object.entries(counts)
        .filter(([key]) => !named.has(key) && !key.startsWith('transfer'))
        .map(([key, { columns }]) => [key, columns]),
    ),
  };
}

/** Energy by component of the hardware, leakage included: parts add up to energy_J. */
export function energyByComponent(cost: Cost, design: DesignInstance): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const layer of cost.layers) {
    for (const [key, energy] of Object.entries(layer.energies)) {
      const { component } = design.tariffs[key]!;
      parts[component] = (parts[component] ?? 0) + energy;
    }
    if (layer.leakage_J > 0) parts.leakage = (parts.leakage ?? 0) + layer.leakage_J;
  }
  return parts;
}

/** Time on the critical path by component: parts add up to latency_s. */
export function latencyByComponent(cost: Cost, design: DesignInstance): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const layer of cost.layers) {
    for (const [key, time] of Object.entries(layer.latencies)) {
      const component = key === 'fill' ? 'fill' : design.tariffs[key]!.component;
      if (time > 0) parts[component] = (parts[component] ?? 0) + time;
    }
  }
  return parts;
}

/** Area by component: parts add up to area_m2. */
export function areaByComponent(cost: Cost, design: DesignInstance): Record<string, number> {
  const matsInUse = cost.layers.reduce((mats, layer) => mats + layer.mats, 0);
  const parts: Record<string, number> = {};
  for (const [name, part] of Object.entries(design.matArea.parts)) parts[name === 'array' ? 'sub-arrays' : name] = matsInUse * part.value;
  for (const [name, part] of Object.entries(design.shared.area.parts)) parts[name] = (parts[name] ?? 0) + part.value;
  return parts;
}

function trafficOf(network: Network, node: Digital): DigitalShape {
  const bits = (edge: Edge): number => edge.dims.reduce((product, dim) => product * dim, 1) * (edge.encoding?.bits ?? 32);
  const inputs = edgesTo(network, node.name);
  const [output] = edgesFrom(network, node.name);
  return {
    node,
    output: output?.dims ?? [],
    inputBits: inputs.reduce((sum, edge) => sum + bits(edge), 0),
    outputBits: output === undefined ? node.elements * 32 : bits(output),
  };
}
