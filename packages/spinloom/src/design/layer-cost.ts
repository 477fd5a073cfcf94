/** The cost of one layer: counts x tariffs for a layer in the arrays, multiply-accumulates and traffic for an operator of the digital unit. */
import {
  type LayerShape,
  layerShape,
  matsInUse,
  type OperationCount,
  type OperationCounts,
  place,
  schedule,
  wordBits,
} from '../engine/schedule/index.ts';
import type { Digital, Dot } from '../network/index.ts';
import { sound } from '../quantity/index.ts';
import { matsOf } from './hardware.ts';
import type { DesignInstance, Hardware, LayerCost, LayerWork, ProgrammedInstance, Tariffs } from './types.ts';

/** A dot product on the mats of a design with a program. */
export function dotCost(index: number, dot: Dot, design: ProgrammedInstance, hardware: Hardware, replicas: number): LayerCost {
  const placement = place(layerShape(dot), matsOf(hardware.organisation), design.program.rules, replicas);
  const { counts } = schedule(index, placement, design.program);
  const shape = placement.layerShape;
  const written = weightBits(shape) * placement.replicas + levelBits(shape);
  return { ...workCost(dot, storedBits(dot, shape), { counts, mats: matsInUse(placement), written, bits: bitsOf(dot) }, design), placement };
}

/** What `counts` of a cost-only design, or a schedule, says of a layer in the arrays. */
export function workCost(node: Dot | DigitalShape, storage_bits: number, work: LayerWork, design: DesignInstance): LayerCost {
  const { counts, mats, written, bits } = work;
  const described = 'node' in node ? { name: node.node.name, operator: node.node.operator, shape: node.output } : dotOf(node);
  const priced = price(counts, design.tariffs, described.name);
  const latencies = { ...priced.latencies, fill: design.fill.value };
  const latency = total(latencies);
  const leakage = (mats * design.matLeakage.value + design.shared.leakage.value) * latency;
  return check({
    ...described,
    kind: 'dot',
    bits,
    energy_J: total(priced.energies) + leakage,
    latency_s: latency,
    area_m2: mats * design.matArea.value,
    load_J: written * design.loadBit.value,
    written,
    storage_bits,
    leakage_J: leakage,
    mats,
    digital_s: queued(counts, design.tariffs),
    counts,
    energies: priced.energies,
    latencies,
  });
}

/** Weights and the input feature map, the same on every design. */
export function storedBits(dot: Dot, shape: LayerShape = layerShape(dot)): number {
  const [channels, height, width] = dot.geometry.input;
  return weightBits(shape) + channels * height * width * shape.inputBits;
}

function weightBits({ kernels, taps, weightBits: bits }: LayerShape): number {
  return kernels * taps * bits;
}

/** Integer levels of the thresholds. */
export function levelBits({ kernels, outputBits }: LayerShape): number {
  return outputBits === 0 ? 0 : kernels * (2 ** outputBits - 1) * wordBits;
}

export function bitsOf({ weight, input }: Dot): string {
  return `${weight.bits}:${input.bits}`;
}

function dotOf(dot: Dot): Pick<LayerCost, 'name' | 'operator' | 'shape'> {
  const [, height, width] = dot.geometry.input;
  const connected = dot.geometry.kernel[0] * dot.geometry.kernel[1] === 1 && height * width === 1;
  return { name: dot.name, operator: connected ? 'fully connected' : 'convolution', shape: dot.pool?.output ?? dot.geometry.output };
}

/** Traffic of a digital operator. */
export interface DigitalShape {
  readonly node: Digital;
  readonly output: readonly number[];
  /** Bits of all operands and of the result that cross between the unit and its memory. */
  readonly inputBits: number;
  readonly outputBits: number;
}

export function digitalCost({ node, output, inputBits, outputBits }: DigitalShape, design: DesignInstance): LayerCost {
  const one = (columns: number): OperationCount => ({ steps: columns === 0 ? 0 : 1, lanes: columns === 0 ? 0 : 1, columns, useful: columns });
  const counts: OperationCounts = {
    macs: one(node.macs),
    elements: one(node.elements),
    fetched: one(inputBits + node.parameterBits),
    kept: one(outputBits),
  };
  const priced = price(counts, design.tariffs, node.name);
  const latency = total(priced.latencies);
  const leakage = design.shared.leakage.value * latency;
  return check({
    name: node.name,
    kind: 'digital',
    operator: node.operator,
    shape: output,
    bits: 'float32',
    energy_J: total(priced.energies) + leakage,
    latency_s: latency,
    area_m2: 0,
    load_J: node.parameterBits * design.loadBit.value,
    written: node.parameterBits,
    storage_bits: node.parameterBits + inputBits,
    leakage_J: leakage,
    mats: 0,
    digital_s: latency,
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

/** Time of the work that queues for what all layers share. */
function queued(counts: OperationCounts, tariffs: Tariffs): number {
  return Object.entries(counts).reduce((time, [key, count]) => time + count.columns * tariffs[key]!.column_s, 0);
}

/** Sum of the values of a record, in its order. */
function total(parts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const part of Object.values(parts)) sum += part;
  return sum;
}

function check(cost: LayerCost): LayerCost {
  for (const field of ['energy_J', 'latency_s', 'area_m2', 'load_J', 'storage_bits'] as const) sound(cost[field], `${cost.name}/${field}`);
  return cost;
}
