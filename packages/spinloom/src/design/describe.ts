/**
 * Figures of a cost: views of its numbers, made when somebody asks.
 *
 * Paths follow the result: energy_J/layers/conv2/sense-and/perColumn, latency_s/layers/conv2/write, area_m2/layers/conv2/mat/compressor.
 */
import { count, derived, type Explanation, type Figure, figureOf, type Join, leaf } from '../quantity/index.ts';
import { energyByComponent, operations } from './cost.ts';
import type { Cost, DesignInstance, Hardware, LayerCost } from './types.ts';

/** The top-level figures of a cost by the names of the result file. */
export function describeCost(cost: Cost, design: DesignInstance, hardware: Hardware): Readonly<Record<string, Figure>> {
  const dots = cost.layers.filter((layer) => layer.kind === 'dot');
  const layers = (of: readonly LayerCost[], unit: string, figure: (layer: LayerCost) => Figure, value: number): Figure =>
    derived(value, unit, 'sum over layers', 'sum', () => Object.fromEntries(of.map((layer) => [layer.name, figure(layer)])));
  const energy = (layer: LayerCost): Figure => layerEnergy(layer, design);
  const latency = (layer: LayerCost): Figure => layerLatency(layer, design);
  const slowest = cost.layers.find((layer) => layer.name === cost.bottleneck);
  const shared = figureOf(design.shared.area);
  const matArea = figureOf(design.matArea);
  const { matsOfChip } = design;
  return {
    energy_J: derived(cost.energy_J, 'J', 'energy of one image: all layers, leakage of awake mats included', 'sum', () => ({
      layers: layers(cost.layers, 'J', energy, cost.energy_J),
    })),
    convolution_J: derived(cost.convolution_J, 'J', 'quantised layers only', 'sum', () => ({
      layers: layers(dots, 'J', energy, cost.convolution_J),
    })),
    load_J: derived(cost.load_J, 'J', 'weights and levels written once', 'sum', () => ({
      layers: layers(
        cost.layers,
        'J',
        (layer) =>
          derived(layer.load_J, 'J', 'bits x energy of writing a bit', 'product', () => ({
            bits: count(layer.written, 'weight bits (or cells) of all replicas, levels and parameters'),
            perBit: figureOf(design.loadBit),
          })),
        cost.load_J,
      ),
    })),
    latency_s: derived(cost.latency_s, 's', 'one image: layer after layer', 'sum', () => ({
      layers: layers(cost.layers, 's', latency, cost.latency_s),
    })),
    throughput_per_s: derived(cost.throughput_per_s, '1/s', 'batch / (latency + (batch - 1) x pace)', 'other', () => ({
      batch: leaf(cost.batch, '', 'images in flight', { trust: 'assumed', cite: 'option batch' }),
      latency: derived(cost.latency_s, 's', 'latency of one image', 'sum', () => ({ layers: layers(cost.layers, 's', latency, cost.latency_s) })),
      pace: slowest === undefined ? digitalTime(cost) : latency(slowest),
    })),
    area_m2: derived(cost.area_m2, 'm2', 'mats in use with their add-ons + what all layers share', 'sum', () => ({
      layers: layers(dots, 'm2', (layer) => layerArea(layer, matArea), cost.area_m2 - shared.value),
      shared,
    })),
    chipArea_m2: derived(cost.chipArea_m2, 'm2', 'chips x (all mats of a chip + what all layers share)', 'product', () => ({
      chips: count(cost.chips, 'chips that hold the mats in use'),
      chip: derived(cost.chipArea_m2 / cost.chips, 'm2', 'all mats + what all layers share', 'sum', () => ({
        mats: derived(matsOfChip * design.matArea.value, 'm2', 'mats x area of a mat', 'product', () => ({
          mats: count(matsOfChip, 'mats of a chip'),
          mat: matArea,
        })),
        shared,
      })),
    })),
    ...ownFigures(design, hardware),
    operations: operationFigures(cost),
    breakdown: breakdownFigure(cost, design),
    storage_bits: derived(cost.storage_bits, 'bit', 'weights and input feature maps of every layer', 'sum', () => ({
      layers: layers(
        cost.layers,
        'bit',
        (layer) => leaf(layer.storage_bits, 'bit', 'weight bits + input elements x their bits', { trust: 'derived', cite: 'counted' }),
        cost.storage_bits,
      ),
    })),
  };
}

/** Cell and margins of the SOT-MRAM that programs run in; of a cost-only design what it brings itself. */
function ownFigures(design: DesignInstance, hardware: Hardware): Readonly<Record<string, Figure>> {
  const own = Object.fromEntries(Object.entries(design.figures ?? {}).map(([name, figure]) => [name, figureOf(figure)]));
  return design.program === undefined ? own : { cell: cellFigure(hardware), sense: senseFigure(hardware), ...own };
}

/** Work of all layers that queues for what they share. */
function digitalTime(cost: Cost): Figure {
  return derived(cost.pace_s, 's', 'what all layers share: sum of its work for one image', 'sum', () =>
    Object.fromEntries(
      cost.layers
        .filter((layer) => layer.digital_s > 0)
        .map((layer) => [
          layer.name,
          leaf(layer.digital_s, 's', 'operations x time each, see latency_s', { trust: 'assumed', cite: 'lanes and clock of what is shared' }),
        ]),
    ),
  );
}

/** The bit cell, from the physics of its junction. */
function cellFigure({ cell, junction }: Hardware): Figure {
  const { area, resistanceLow, resistanceHigh, writeCurrent, writePulse, writeEnergy } = cell;
  const parts = { area, resistanceLow, resistanceHigh, writeCurrent, writePulse, writeEnergy, thermalStability: junction.basis.thermalStability_kT };
  const explain = (): Explanation => ({
    formula: `area of a ${cell.title} cell; parts: what the junction makes of it`,
    join: 'other',
    parts: Object.fromEntries(Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [] : [[name, figureOf(part)]]))),
    source: { trust: 'assumed', cite: 'macrospin and tunnel junction, docs/device.md' },
  });
  return { value: area.value, unit: 'm2', explain };
}

/** Margins of sensing, by operation. Computed when opened. */
function senseFigure(hardware: Hardware): Figure {
  const explain = (): Explanation => ({
    formula: 'operations of the sense amplifiers; parts: distance of the reference from the nearer nominal voltage',
    join: 'other',
    parts: Object.fromEntries((['read', 'and', 'or'] as const).map((operation) => [operation, figureOf(hardware.sense[operation].margin)])),
    source: { trust: 'assumed', cite: 'dual-row sensing, docs/device.md' },
  });
  return { value: 3, unit: '', explain };
}

/** Counts of one image, by layer. */
function operationFigures(cost: Cost): Figure {
  const names = Object.keys(cost.operations);
  const byLayer = cost.layers.map((layer) => [layer.name, operations([layer])] as const);
  const one = (name: string): Figure =>
    derived(cost.operations[name]!, '', 'sum over layers', 'sum', () =>
      Object.fromEntries(
        byLayer.filter(([, counts]) => counts[name]! > 0).map(([layer, counts]) => [layer, count(counts[name]!, 'closed form over the schedule')]),
      ),
    );
  return {
    value: names.length,
    unit: '',
    explain: () => ({
      formula: 'kinds of operations counted',
      join: 'other',
      parts: Object.fromEntries(names.map((name) => [name, one(name)])),
      source: { trust: 'derived', cite: 'counted' },
    }),
  };
}

/** Energy by component: which layers and operations it is made of. */
function breakdownFigure(cost: Cost, design: DesignInstance): Figure {
  const parts = energyByComponent(cost, design);
  const one = (component: string): Figure =>
    derived(parts[component]!, 'J', 'sum over layers and operations', 'sum', () =>
      Object.fromEntries(
        cost.layers.flatMap((layer) => {
          if (component === 'leakage') return layer.leakage_J > 0 ? [[layer.name, leakage(layer, design)] as const] : [];
          return Object.entries(layer.energies)
            .filter(([key, energy]) => energy > 0 && design.tariffs[key]!.component === component)
            .map(([key, energy]) => [`${layer.name} ${key}`, operationEnergy(key, energy, layer, design)] as const);
        }),
      ),
    );
  return derived(cost.energy_J, 'J', 'sum over components', 'sum', () =>
    Object.fromEntries(Object.keys(parts).map((component) => [component, one(component)])),
  );
}

function layerEnergy(layer: LayerCost, design: DesignInstance): Figure {
  return derived(
    layer.energy_J,
    'J',
    layer.kind === 'dot' ? 'operations of one image + leakage' : 'float32 work and traffic of the digital unit',
    'sum',
    () => {
      const parts: Record<string, Figure> = {};
      for (const [key, value] of Object.entries(layer.energies)) if (value > 0) parts[key] = operationEnergy(key, value, layer, design);
      if (layer.leakage_J > 0) parts.leakage = leakage(layer, design);
      return parts;
    },
  );
}

function operationEnergy(key: string, value: number, layer: LayerCost, design: DesignInstance): Figure {
  const { basis, lane_J } = design.tariffs[key]!;
  const counts = layer.counts[key]!;
  const columns = tally(design, counts.columns, 'columns (words, bits) in all lanes');
  const parts = (): Record<string, Figure> => ({ columns, perColumn: figureOf(basis.column_J) });
  if (lane_J === 0) return derived(value, 'J', 'columns x energy a column', 'product', parts);
  return derived(value, 'J', 'columns x perColumn + rows x perRow', 'other', () => ({
    ...parts(),
    rows: tally(design, counts.lanes, 'times that a mat opens its rows'),
    perRow: figureOf(basis.lane_J),
  }));
}

/** A count is exact where a schedule gives it; how a network lies on a cost-only design is that design's assumption. */
function tally(design: DesignInstance, value: number, what: string): Figure {
  if (design.program !== undefined) return count(value, `${what}, closed form over the schedule`);
  return leaf(value, '', `${what}, counted by the design`, { trust: 'assumed', cite: 'docs/designs.md: how a network lies on it' });
}

function leakage(layer: LayerCost, design: DesignInstance): Figure {
  const latency = leaf(layer.latency_s, 's', 'latency of the layer', { trust: 'derived', cite: 'see latency_s' });
  const mats = count(layer.mats, 'mats in use');
  const shared = design.shared.leakage.value;
  if (shared === 0)
    return derived(layer.leakage_J, 'J', 'mats x leakage of an awake mat x time', 'product', () => ({
      mats,
      perMat: figureOf(design.matLeakage),
      latency,
    }));
  const ofMats = layer.mats * design.matLeakage.value;
  return derived(layer.leakage_J, 'J', 'leakage of mats and of what all layers share x time', 'product', () => ({
    power: derived(ofMats + shared, 'W', 'awake mats + what all layers share', 'sum', () => ({
      mats: derived(ofMats, 'W', 'mats x leakage of an awake mat', 'product', () => ({ mats, perMat: figureOf(design.matLeakage) })),
      shared: figureOf(design.shared.leakage),
    })),
    latency,
  }));
}

function layerLatency(layer: LayerCost, design: DesignInstance): Figure {
  return derived(layer.latency_s, 's', 'what its steps add to the critical path', 'sum', () => {
    const parts: Record<string, Figure> = {};
    for (const [key, value] of Object.entries(layer.latencies)) {
      if (value <= 0) continue;
      parts[key] = key === 'fill' ? figureOf(design.fill) : operationLatency(key, value, layer, design);
    }
    return parts;
  });
}

function operationLatency(key: string, value: number, layer: LayerCost, design: DesignInstance): Figure {
  const { basis, exposed_s, column_s } = design.tariffs[key]!;
  const { steps, columns } = layer.counts[key]!;
  if (column_s === 0)
    return derived(value, 's', 'steps x exposed time', 'product', () => ({
      steps: tally(design, steps, 'steps in lock step'),
      perStep: figureOf(basis.exposed_s),
    }));
  if (exposed_s === 0)
    return derived(value, 's', 'columns x time a column', 'product', () => ({
      columns: tally(design, columns, 'operations'),
      perColumn: figureOf(basis.column_s),
    }));
  return derived(value, 's', 'steps and columns x their times', 'other', () => ({
    steps: tally(design, steps, 'steps'),
    perStep: figureOf(basis.exposed_s),
    perColumn: figureOf(basis.column_s),
  }));
}

function layerArea(layer: LayerCost, matArea: Figure): Figure {
  const join: Join = 'product';
  return derived(layer.area_m2, 'm2', 'mats x area of a mat with add-ons', join, () => ({
    mats: count(layer.mats, 'kernel mats x chunk mats x replicas'),
    mat: matArea,
  }));
}
