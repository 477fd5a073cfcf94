/** `compare`: the same network on every design, side by side. */
import { z } from 'zod';
import { type Design, designNamed, designs } from '../design/index.ts';
import { refuse } from '../refusal/index.ts';
import { configure, costOf, type EvaluateRequest, type Evaluation, evaluate, withInference } from './evaluate.ts';
import { type EvaluationResult, evaluationResultSchema, resultOf } from './result.ts';

/** Figures whose ratios are told. */
export const comparedFigures = [
  'energy_J',
  'convolution_J',
  'load_J',
  'latency_s',
  'throughput_per_s',
  'area_m2',
  'chipArea_m2',
  'storage_bits',
] as const;

/** Figures by area in use, whose ratios are told too. */
export const perAreaFigures = [
  'energyPerArea_J_per_m2',
  'throughputPerArea_per_s_m2',
  'efficiencyPerArea_per_J_m2',
  'convolutionEfficiencyPerArea_per_J_m2',
] as const;

export type PerArea = Readonly<Record<(typeof perAreaFigures)[number], number | null>>;

/** What `compare --json` writes. */
export interface ComparisonResult {
  readonly evaluations: readonly EvaluationResult[];
  readonly perArea: Readonly<Record<string, PerArea>>;
  readonly ratios: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const quantity = z.number().nonnegative().nullable();

export const comparisonResultSchema: z.ZodType<ComparisonResult> = z.strictObject({
  evaluations: z.array(evaluationResultSchema),
  perArea: z
    .record(
      z.string(),
      z.strictObject({
        energyPerArea_J_per_m2: quantity.describe('energy_J / area_m2'),
        throughputPerArea_per_s_m2: quantity.describe('throughput_per_s / area_m2'),
        efficiencyPerArea_per_J_m2: quantity.describe('Images a joule by area: 1 / energy_J / area_m2; more is better'),
        convolutionEfficiencyPerArea_per_J_m2: quantity.describe('The same of quantised layers: 1 / convolution_J / area_m2; null without any'),
      }),
    )
    .describe('Figures by area in use, by design'),
  ratios: z
    .record(z.string(), z.record(z.string(), z.number().nonnegative()))
    .describe("Key 'A/B': each figure of design A divided by that of the first design B, figures by area too"),
});

export interface Comparison {
  readonly evaluations: readonly Evaluation[];
  readonly result: ComparisonResult;
}

export interface CompareRequest extends Omit<EvaluateRequest, 'design' | 'options'> {
  /** Ids; ratios are to the first. Default: all of the registry. */
  readonly designs?: readonly string[];
  /** Options over those of the preset, by design. */
  readonly optionsByDesign?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Evaluates on several designs. Inference runs once, on the first that has a program: results do not depend on the design. */
export async function compare({ optionsByDesign = {}, designs: ids, ...request }: CompareRequest): Promise<Comparison> {
  const chosen = chosenDesigns(ids);
  const on = ({ id }: Design): EvaluateRequest => ({ ...request, design: id, options: optionsByDesign[id] ?? {} });
  const running = chosen.find(({ costOnly }) => costOnly === undefined);
  const reference = running === undefined ? undefined : await evaluate(on(running));
  const evaluations: Evaluation[] = [];
  for (const design of chosen) {
    if (reference !== undefined && design === running) evaluations.push(reference);
    else if (design.costOnly !== undefined) evaluations.push(await evaluate(on(design)));
    else {
      const evaluation = costOf(request.network, configure(on(design)));
      evaluations.push(reference?.inference === undefined ? evaluation : withInference(evaluation, reference.inference, reference.float));
    }
  }
  const results = evaluations.map(resultOf);
  const perArea = Object.fromEntries(results.map((result) => [result.design, perAreaOf(result)]));
  return { evaluations, result: { evaluations: results, perArea, ratios: ratiosOf(results, perArea) } };
}

function chosenDesigns(ids: readonly string[] | undefined): readonly Design[] {
  if (ids === undefined) return designs;
  if (ids.length === 0) refuse(`no design to compare; there are: ${designs.map(({ id }) => id).join(', ')}`);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) refuse(`design '${twice}' is named twice; name each once`);
  return ids.map(designNamed);
}

function perAreaOf({ energy_J, convolution_J, throughput_per_s, area_m2 }: EvaluationResult): PerArea {
  return {
    energyPerArea_J_per_m2: energy_J / area_m2,
    throughputPerArea_per_s_m2: throughput_per_s / area_m2,
    efficiencyPerArea_per_J_m2: 1 / energy_J / area_m2,
    convolutionEfficiencyPerArea_per_J_m2: convolution_J === 0 ? null : 1 / convolution_J / area_m2,
  };
}

function ratiosOf([reference, ...others]: readonly EvaluationResult[], perArea: ComparisonResult['perArea']): ComparisonResult['ratios'] {
  const figures = (result: EvaluationResult): Readonly<Record<string, number | null>> => ({
    ...Object.fromEntries(comparedFigures.map((figure) => [figure, result[figure]])),
    ...perArea[result.design],
  });
  const ratios: Record<string, Record<string, number>> = {};
  const under = figures(reference!);
  for (const other of others) {
    const pair: Record<string, number> = {};
    for (const [figure, value] of Object.entries(figures(other))) {
      const by = under[figure];
      if (value !== null && typeof by === 'number' && by > 0) pair[figure] = value / by;
    }
    ratios[`${other.design}/${reference!.design}`] = pair;
  }
  return ratios;
}
