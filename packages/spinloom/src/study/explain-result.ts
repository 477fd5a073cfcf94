/** Opens a result file: rebuilds the cost stages from its configuration; no image is run. */
import type { Network } from '../network/index.ts';
import { refuse } from '../refusal/index.ts';
import { costOf, type Evaluation, withMeasured } from './evaluate.ts';
import { parseWith } from './parse.ts';
import { type EvaluationResult, evaluationResultSchema } from './result.ts';
import { version } from './version.ts';

/** Reads a result file's text; `name` opens every refusal. Refuses what is no result, and results of another major version. */
export function readResult(text: string, name: string): EvaluationResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(`${name} is no JSON; give a file that 'spinloom evaluate --json FILE' wrote`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`${name} is no result of 'spinloom evaluate --json'`);
  if ('evaluations' in value) return refuse(`${name} is a comparison; explain opens one evaluation: write it with 'spinloom evaluate --json FILE'`);
  const written = 'version' in value ? String(value.version) : undefined;
  if (written === undefined || !('configuration' in value))
    return refuse(`${name} is no result of 'spinloom evaluate --json': it has no version or no configuration`);
  if (major(written) !== major(version)) return refuse(`${name} was written by version ${written}; this is ${version}: evaluate again`);
  return parseWith(evaluationResultSchema, value, name);
}

const recomputed = ['energy_J', 'convolution_J', 'load_J', 'latency_s', 'throughput_per_s', 'area_m2', 'chipArea_m2', 'storage_bits'] as const;

/** The evaluation behind a result. Refuses a network file that has changed since. */
export function explainResult(result: EvaluationResult, network: Network): Evaluation {
  const { sha256, name } = result.configuration.network;
  if (network.sha256 !== sha256)
    return refuse(
      `network '${name}' has changed since the result was made (sha256 ${network.sha256.slice(0, 12)}, then ${sha256.slice(0, 12)}): evaluate again`,
    );
  const evaluation = costOf(network, result.configuration);
  for (const figure of recomputed) {
    const now = evaluation.cost[figure];
    if (Math.abs(now - result[figure]) > 1e-9 * now)
      refuse(`the result has been changed by hand: its configuration gives ${figure} ${now}, it says ${result[figure]}`);
  }
  if (result.images !== (result.configuration.data?.count ?? 0) || (result.correct ?? 0) > result.images) {
    refuse(
      `the result has been changed by hand: ${result.correct} correct of ${result.images} images, of ${result.configuration.data?.count ?? 0} in its configuration`,
    );
  }
  return result.correct === null ? evaluation : withMeasured(evaluation, { correct: result.correct, images: result.images });
}

/** Before 1.0 the second number counts as major. */
function major(text: string): string {
  const [first, second] = text.split('.');
  return first === '0' ? `0.${second}` : first!;
}
