/** The cost of a network on a design: one image, everything. */
import { addCounts } from '../engine/schedule/index.ts';
import { type Digital, type Edge, edgesFrom, edgesTo, type Network } from '../network/index.ts';
import { type Expression, exact, productOf, sound, sumOf } from '../quantity/index.ts';
import { matsOf } from './hardware.ts';
import { type DigitalShape, digitalCost, dotCost, total } from './layer-cost.ts';
import type { Cost, DesignInstance, Hardware, LayerCost } from './types.ts';

/** The bottleneck where the shared digital unit is slower than any layer. */
const digitalUnitName = 'digital unit';

export interface CostOptions {
  /** Images in flight: they follow one another at the pace of the slowest layer, or of the digital unit that all layers share. */
  readonly batch: number;
  /** Whole copies of each layer's weights, working on different windows. */
  readonly replicas: number;
}

export function networkCost(network: Network, design: DesignInstance, hardware: Hardware, { batch, replicas }: CostOptions): Cost {
  const layers: LayerCost[] = [];
  let dots = 0;
  for (const node of network.nodes) {
    if (node.kind === 'dot') layers.push(dotCost(dots++, node, design, hardware, replicas));
    else if (node.kind === 'digital') layers.push(digitalCost(trafficOf(network, node), design, hardware));
  }
  const sum = (field: 'energy_J' | 'latency_s' | 'load_J' | 'storage_bits' | 'area_m2', of = layers): number =>
    of.reduce((all, layer) => all + layer[field], 0);
  const slowest = layers.reduce((worst, layer) => (layer.latency_s > worst.latency_s ? layer : worst), layers[0]!);
  const latency_s = sum('latency_s');
  // Every layer has its own mats, but one digital unit serves them all.
  const digital_s = layers.reduce((all, layer) => all + layer.digital_s, 0);
  const pace_s = Math.max(slowest.latency_s, digital_s);
  const unit = digitalUnitArea(hardware).value;
  const mats = layers.reduce((all, layer) => all + layer.mats, 0);
  const perChip = matsOf(hardware.organisation).mats;
  const chips = Math.max(1, Math.ceil(mats / perChip));
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
    bottleneck: digital_s > slowest.latency_s ? digitalUnitName : slowest.name,
    pace_s,
    area_m2: sum('area_m2') + unit,
    chipArea_m2: chips * (perChip * design.matArea.value + unit),
    chips,
    storage_bits: sum('storage_bits'),
    operations: operations(layers),
    batch,
  };
  for (const field of ['energy_J', 'convolution_J', 'load_J', 'latency_s', 'throughput_per_s', 'area_m2', 'chipArea_m2', 'storage_bits'] as const)
    sound(cost[field], field);
  return cost;
}

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
    if (layer.kind === 'dot') parts.leakage = (parts.leakage ?? 0) + layer.leakage_J;
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
export function areaByComponent(cost: Cost, design: DesignInstance, hardware: Hardware): Record<string, number> {
  const matsInUse = total(Object.fromEntries(cost.layers.map((layer) => [layer.name, layer.area_m2]))) / design.matArea.value;
  const parts: Record<string, number> = {};
  for (const [name, part] of Object.entries(design.matArea.parts)) parts[name === 'array' ? 'sub-arrays' : name] = matsInUse * part.value;
  parts['digital unit'] = digitalUnitArea(hardware).value;
  return parts;
}

/** Multipliers and adders of the digital unit. */
export function digitalUnitArea({ blocks, digitalUnit }: Hardware): Expression {
  return productOf('m2', 'lanes x (float32 multiplier + adder)', {
    lanes: exact(digitalUnit.lanes, 'option digitalUnit.lanes'),
    lane: sumOf('m2', 'multiplier + adder', { multiplier: blocks.floatMultiplierArea, adder: blocks.floatAdderArea }),
  });
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
