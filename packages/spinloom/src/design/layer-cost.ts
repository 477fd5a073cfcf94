/** The cost of one layer: counts x tariffs for a dot product, multiply-accumulates and traffic for an operator of the digital unit. */
import { layerShape, matsInUse, type OperationCount, type OperationCounts, place, schedule, wordBits } from '../engine/schedule/index.ts';
import type { Digital, Dot } from '../network/index.ts';
import { sound } from '../quantity/index.ts';
import { matsOf } from './hardware.ts';
import type { DesignInstance, Hardware, LayerCost, Tariffs } from './types.ts';

export function dotCost(index: number, dot: Dot, design: DesignInstance, hardware: Hardware, replicas: number): LayerCost {
  const placement = place(layerShape(dot), matsOf(hardware.organisation), design.program.rules, replicas);
  const { counts } = schedule(index, placement, design.program);
  const shape = placement.layerShape;
  const mats = matsInUse(placement);
  const priced = price(counts, design.tariffs, dot.name);
  const latencies = { ...priced.latencies, fill: design.fill.value };
  const latency = total(latencies);
  const leakage = mats * design.matLeakage.value * latency;
  const weightBits = shape.kernels * shape.taps * shape.weightBits;
  const levelBits = shape.outputBits === 0 ? 0 : shape.kernels * (2 ** shape.outputBits - 1) * wordBits;
  const output = dot.pool?.output ?? dot.geometry.output;
  const [channels, height, width] = dot.geometry.input;
  return check({
    name: dot.name,
    kind: 'dot',
    operator: dot.geometry.kernel[0] * dot.geometry.kernel[1] === 1 && height * width === 1 ? 'fully connected' : 'convolution',
    shape: output,
    bits: `${dot.weight.bits}:${dot.input.bits}`,
    energy_J: total(priced.energies) + leakage,
    latency_s: latency,
    area_m2: mats * design.matArea.value,
    load_J: (weightBits * placement.replicas + levelBits) * hardware.array.write.bit.value,
    storage_bits: weightBits + channels * height * width * shape.inputBits,
    leakage_J: leakage,
    mats,
    digital_s: queued(counts, design.tariffs),
    counts,
    energies: priced.energies,
    latencies,
    placement,
  });
}

/** Traffic of a digital operator. */
export interface DigitalShape {
  readonly node: Digital;
  readonly output: readonly number[];
  /** Bits of all operands and of the result that cross between the unit and SOT-MRAM. */
  readonly inputBits: number;
  readonly outputBits: number;
}

export function digitalCost({ node, output, inputBits, outputBits }: DigitalShape, design: DesignInstance, hardware: Hardware): LayerCost {
  const one = (columns: number): OperationCount => ({ steps: columns === 0 ? 0 : 1, lanes: columns === 0 ? 0 : 1, columns, useful: columns });
  const counts: OperationCounts = {
    macs: one(node.macs),
    elements: one(node.elements),
    fetched: one(inputBits + node.parameterBits),
    kept: one(outputBits),
  };
  const priced = price(counts, design.tariffs, node.name);
  return check({
    name: node.name,
    kind: 'digital',
    operator: node.operator,
    shape: output,
    bits: 'float32',
    energy_J: total(priced.energies),
    latency_s: total(priced.latencies),
    area_m2: 0,
    load_J: node.parameterBits * hardware.array.write.bit.value,
    storage_bits: node.parameterBits + inputBits,
    leakage_J: 0,
    mats: 0,
    digital_s: total(priced.latencies),
    counts,
    energies: priced.energies,
    latencies: priced.latencies,
  });
}

/** Energy = steps, lanes, columns x prices; time = what each step and column exposes. An operation without a price is a fault of the design. */
function price(counts: OperationCounts, tariffs: Tariffs, layer: string): { energies: Record<string, number>; latencies: Record<string, number> } {
  const energies: Record<string, number> = {};
  const latencies: Record<string, number> = {};
  for (const [key, count] of Object.entries(counts)) {
    const tariff = tariffs[key];
    if (tariff === undefined) throw new Error(`layer '${layer}': operation '${key}' has no tariff`);
    energies[key] = count.steps * tariff.step_J + count.lanes * tariff.lane_J + count.columns * tariff.column_J;
    latencies[key] = count.steps * tariff.exposed_s + count.columns * tariff.column_s;
  }
  return { energies, latencies };
}

/** Time of the work that queues for the digital unit. */
function queued(counts: OperationCounts, tariffs: Tariffs): number {
  return Object.entries(counts).reduce((time, [key, count]) => time + count.columns * tariffs[key]!.column_s, 0);
}

/** Sum of the values of a record, in its order. */
export function total(parts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const part of Object.values(parts)) sum += part;
  return sum;
}

function check(cost: LayerCost): LayerCost {
  for (const field of ['energy_J', 'latency_s', 'area_m2', 'load_J', 'storage_bits'] as const) sound(cost[field], `${cost.name}/${field}`);
  return cost;
}
