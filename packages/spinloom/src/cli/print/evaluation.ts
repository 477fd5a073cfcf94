/** An evaluation for people: figures, then a table by layer and one by component. */
import pc from 'picocolors';
import { engineering, percent } from '../../quantity/index.ts';
import type { Configuration, Evaluation, EvaluationResult } from '../../study/index.ts';
import { facts, heading, table } from './table.ts';

export function evaluationText(evaluation: Evaluation, result: EvaluationResult): string {
  const { configuration } = evaluation;
  const trust = evaluation.explain('energy_J').explain().source.trust;
  return [
    `${pc.bold(result.network)} (W:I ${result.bits}) on ${pc.bold(result.design)}, preset ${result.preset}\n`,
    facts([
      ['accuracy', accuracyText(result, configuration.data?.name)],
      ...dataFacts(configuration.data),
      [
        'energy',
        `${engineering(result.energy_J, 'J')} an image  (quantised layers ${engineering(result.convolution_J, 'J')}; weights written once ${engineering(result.load_J, 'J')})`,
      ],
      ['latency', `${engineering(result.latency_s, 's')} an image`],
      ['throughput', `${engineering(result.throughput_per_s, '')} images/s with ${configuration.batch} in flight  (paced by ${result.bottleneck})`],
      [
        'area',
        `${engineering(result.area_m2, 'm2')} in use  (whole chip ${engineering(result.chipArea_m2, 'm2')}${result.chips > 1 ? `, ${result.chips} chips` : ''})`,
      ],
      ['storage', `${engineering(result.storage_bits / 8, 'B')}  (${engineering(result.storage_bits, 'bit')})`],
      ...(evaluation.design.program === undefined
        ? []
        : [
            [
              'ANDs',
              `${engineering(result.operations.and ?? 0, '')} one-bit ANDs an image in ${engineering(result.operations.andRows ?? 0, '')} dual-row activations`,
            ] as const,
          ]),
    ]),
    warningsText(result),
    heading('By layer'),
    layerTable(result),
    heading('By component'),
    componentTable(result),
    `\n${pc.dim(`Trust of the energy: ${trust} (its weakest source). Open a figure: spinloom evaluate --json r.json && spinloom explain r.json energy_J`)}\n`,
  ].join('');
}

/** What was done to the images; nothing where they are taken as they are. */
export function dataFacts(data: Configuration['data']): readonly (readonly [string, string])[] {
  if (data === null) return [];
  const done = [
    ...(data.layout === null ? [] : [`axes ${data.layout}`]),
    ...data.notes,
    ...(data.channels === null ? [] : [data.channels === 1 ? 'made grey (Rec. 601 luma)' : 'grey repeated in 3 channels']),
    ...(data.resize === null ? [] : [`resized to ${data.resize.join(' x ')} (bilinear)`]),
  ];
  return [
    ...(done.length === 0 ? [] : [['images', `${data.format}: ${done.join('; ')}`] as const]),
    ...(data.classes === null || data.classes.every((name, index) => name === String(index)) ? [] : [['classes', classList(data.classes)] as const]),
  ];
}

/** '0 cat, 1 dog, ...': enough to see that the order is the network's. */
function classList(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name, index) => `${index} ${name}`);
  return `${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`;
}

export function accuracyText(result: EvaluationResult, data: string | undefined): string {
  if (result.accuracy === null || result.correct === null) return `not measured: ${result.accuracyNote}`;
  if (result.errors !== null) {
    const { mean, sd, min, max, faultFree, accuracies } = result.errors;
    const drop = ((faultFree - mean) * 100).toFixed(2);
    return `${percent(mean)} under errors  (sd ${(sd * 100).toFixed(2)} points, ${percent(min)} to ${percent(max)} over ${accuracies.length} seeds on ${result.images} images of ${data}; ${percent(faultFree)} without errors: ${drop} points less)`;
  }
  const imposed = imposedText(result);
  return `${percent(result.accuracy)}  (${result.correct} of ${result.images} images of ${data}${result.bits === 'float32' ? '' : ', bit-exact'}${imposed})`;
}

export function warningsText({ warnings }: EvaluationResult): string {
  return warnings.map((warning) => `${pc.yellow('Note')}: ${warning}\n`).join('');
}

/** Beside the accuracy: how bits came upon a float network, and what it does without. */
function imposedText({ floatAccuracy, configuration: { network } }: EvaluationResult): string {
  const float = floatAccuracy === null ? '' : `; ${percent(floatAccuracy)} in float32`;
  const { calibration } = network;
  return calibration === null ? float : `${float}; ${network.bits} imposed after training, ranges from ${calibration.images} of the images`;
}

function layerTable(result: EvaluationResult): string {
  const share = (part: number): string => percent(part / result.energy_J, 1);
  return table(
    ['layer', 'kind', 'output', 'W:I', '>ANDs', '>MACs', '>mats', '>cells used', '>energy', '>', '>latency', '>area'],
    result.layers.map((layer) => [
      layer.name,
      layer.kind === 'dot' ? layer.operator : `digital ${layer.operator}`,
      layer.shape.join('x'),
      layer.bits,
      layer.operations.and === 0 ? '' : engineering(layer.operations.and!, ''),
      layer.operations.macs === 0 ? '' : engineering(layer.operations.macs!, ''),
      layer.mats === 0 ? '' : String(layer.mats),
      layer.utilisation === null ? '' : percent(layer.utilisation.cells, 1),
      engineering(layer.energy_J, 'J'),
      share(layer.energy_J),
      engineering(layer.latency_s, 's'),
      layer.area_m2 === 0 ? '' : engineering(layer.area_m2, 'm2'),
    ]),
  );
}

function componentTable({ breakdown, energy_J, latency_s, area_m2 }: EvaluationResult): string {
  const names = [...new Set([...Object.keys(breakdown.energy_J), ...Object.keys(breakdown.latency_s), ...Object.keys(breakdown.area_m2)])];
  const cell = (parts: Readonly<Record<string, number>>, name: string, unit: string, total: number): readonly [string, string] => {
    const part = parts[name] ?? 0;
    return part === 0 ? ['', ''] : [engineering(part, unit), percent(part / total, 1)];
  };
  return table(
    ['component', '>energy', '>', '>latency', '>', '>area', '>'],
    names.map((name) => [
      name,
      ...cell(breakdown.energy_J, name, 'J', energy_J),
      ...cell(breakdown.latency_s, name, 's', latency_s),
      ...cell(breakdown.area_m2, name, 'm2', area_m2),
    ]),
  );
}
