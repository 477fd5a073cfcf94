/** `compare`: the same network on every design, side by side. */
import { z } from 'zod';
import { designs } from '../design/index.ts';
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

/** What `compare --json` writes. */
export interface ComparisonResult {
  readonly evaluations: readonly EvaluationResult[];
  readonly ratios: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const comparisonResultSchema: z.ZodType<ComparisonResult> = z.strictObject({
  evaluations: z.array(evaluationResultSchema),
  ratios: z
    .record(z.string(), z.record(z.string(), z.number().nonnegative()))
    .describe("Key 'A/B': each figure of design A divided by that of the first design B"),
});

export interface Comparison {
  readonly evaluations: readonly Evaluation[];
  readonly result: ComparisonResult;
}

export interface CompareRequest extends Omit<EvaluateRequest, 'design' | 'options'> {
  /** Options over those of the preset, by design. */
  readonly optionsByDesign?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Evaluates on every design of the registry. Inference runs once: results do not depend on the design. */
export async function compare({ optionsByDesign = {}, ...request }: CompareRequest): Promise<Comparison> {
  const [first, ...others] = designs;
  const reference = await evaluate({ ...request, design: first!.id, options: optionsByDesign[first!.id] ?? {} });
  const evaluations = [reference];
  for (const design of others) {
    const evaluation = costOf(request.network, configure({ ...request, design: design.id, options: optionsByDesign[design.id] ?? {} }));
    evaluations.push(reference.inference === undefined ? evaluation : withInference(evaluation, reference.inference, reference.float));
  }
  const results = evaluations.map(resultOf);
  return { evaluations, result: { evaluations: results, ratios: ratiosOf(results) } };
}

function ratiosOf([reference, ...others]: readonly EvaluationResult[]): ComparisonResult['ratios'] {
  const ratios: Record<string, Record<string, number>> = {};
  for (const other of others) {
    const pair: Record<string, number> = {};
    for (const figure of comparedFigures) if (reference![figure] > 0) pair[figure] = other[figure] / reference![figure];
    ratios[`${other.design}/${reference!.design}`] = pair;
  }
  return ratios;
}
