/** A comparison for people: figures by design, ratios to the first, components, and layers where they are asked for. */
import { designs } from '../../design/index.ts';
import { engineering } from '../../quantity/index.ts';
import { type ComparisonResult, comparedFigures, type EvaluationResult, type LayerResult, perAreaFigures } from '../../study/index.ts';
import { accuracyText, dataFacts, warningsText } from './evaluation.ts';
import { facts, heading, table } from './table.ts';

const figures = {
  energy_J: ['energy an image', 'J'],
  convolution_J: ['  of quantised layers', 'J'],
  load_J: ['weights written once', 'J'],
  latency_s: ['latency of one image', 's'],
  throughput_per_s: ['throughput of a batch', '1/s'],
  area_m2: ['area in use', 'm2'],
  chipArea_m2: ['whole chip', 'm2'],
  storage_bits: ['storage', 'bit'],
} as const;

/** Unit and the factor to it: by mm² as the papers tell it. */
const perArea = {
  energyPerArea_J_per_m2: ['energy by area', 'J/mm²', 1e-6],
  throughputPerArea_per_s_m2: ['throughput by area', '1/s/mm²', 1e-6],
  efficiencyPerArea_per_J_m2: ['images a joule by area', '1/J/mm²', 1e-6],
  convolutionEfficiencyPerArea_per_J_m2: ['  of quantised layers', '1/J/mm²', 1e-6],
} as const;

export function comparisonText(result: ComparisonResult, layers: boolean): string {
  const { evaluations } = result;
  const first = evaluations[0]!;
  const ran = evaluations.find((one) => one.accuracy !== null) ?? first;
  const warnings = [
    ...new Set(evaluations.flatMap(({ design, warnings: own }) => own.map((warning) => (costOnly(design) ? `${design}: ${warning}` : warning)))),
  ];
  return [
    `${first.network} (W:I ${first.bits}), preset ${first.preset}, ${first.configuration.batch} in flight\n`,
    `  accuracy  ${accuracyLine(evaluations, ran)}\n`,
    facts(dataFacts(ran.configuration.data)),
    warningsText({ ...first, warnings }),
    heading('Figures'),
    figureTable(result),
    ...(evaluations.length > 1 ? [heading('Ratios'), ratioTable(result)] : []),
    heading('Components'),
    componentTable(evaluations),
    ...(layers
      ? [heading('Energy by layer'), layerTable(evaluations, 'energy_J', 'J'), heading('Latency by layer'), layerTable(evaluations, 'latency_s', 's')]
      : []),
  ].join('');
}

function costOnly(id: string): boolean {
  return designs.some((design) => design.id === id && design.costOnly !== undefined);
}

function accuracyLine(evaluations: readonly EvaluationResult[], ran: EvaluationResult): string {
  const without = evaluations.map(({ design }) => design).filter(costOnly);
  const text = accuracyText(ran, ran.configuration.data?.name);
  if (without.length === 0) return `${text}; the same on every design`;
  if (without.length === evaluations.length) return text;
  return `${text}; the same on every design that has a program, which ${without.join(' and ')} ${without.length === 1 ? 'has' : 'have'} not (cost only)`;
}

function figureTable({ evaluations, perArea: byArea }: ComparisonResult): string {
  return table(
    ['figure', ...evaluations.map((one) => `>${one.design}`)],
    [
      ...comparedFigures.map((key) => [figures[key][0], ...evaluations.map((one) => engineering(one[key], figures[key][1]))]),
      ['paced by', ...evaluations.map((one) => one.bottleneck)],
      ...perAreaFigures.map((key) => {
        const [title, unit, factor] = perArea[key];
        return [
          title,
          ...evaluations.map((one) => {
            const value = byArea[one.design]?.[key] ?? null;
            return value === null ? '' : engineering(value * factor, unit);
          }),
        ];
      }),
    ],
  );
}

function ratioTable({ ratios }: ComparisonResult): string {
  const pairs = Object.entries(ratios);
  const row = (title: string, key: string): readonly string[] => [
    title,
    ...pairs.map(([, pair]) => (pair[key] === undefined ? '' : ratio(pair[key]))),
  ];
  return table(
    ['figure', ...pairs.map(([name]) => `>${name}`)],
    [...comparedFigures.map((key) => row(figures[key][0], key)), ...perAreaFigures.map((key) => row(perArea[key][0], key))],
  );
}

function ratio(value: number): string {
  return value >= 1e-3 && value < 1e5 ? value.toFixed(3) : value.toPrecision(3);
}

function componentTable(evaluations: readonly EvaluationResult[]): string {
  const names = [...new Set(evaluations.flatMap((one) => Object.keys(one.breakdown.energy_J)))];
  return table(
    ['energy by component', ...evaluations.map((one) => `>${one.design}`)],
    names.map((name) => [
      name,
      ...evaluations.map((one) => (one.breakdown.energy_J[name] === undefined ? '' : engineering(one.breakdown.energy_J[name], 'J'))),
    ]),
  );
}

/** The layers are the network's: the same on every design, in the same order. */
function layerTable(evaluations: readonly EvaluationResult[], figure: 'energy_J' | 'latency_s', unit: string): string {
  const [first] = evaluations;
  const of = (one: EvaluationResult, index: number): LayerResult => one.layers[index]!;
  return table(
    ['layer', 'W:I', ...evaluations.map((one) => `>${one.design}`)],
    first!.layers.map((layer, index) => [layer.name, layer.bits, ...evaluations.map((one) => engineering(of(one, index)[figure], unit))]),
  );
}
