/**
 * Evaluates the shipped network on shipped images, and opens one figure of the result.
 *
 * Node 22.18 and later run it as it is: node examples/01-evaluate.ts
 */
import { type EvaluationResult, engineering, evaluate, percent, resultOf } from 'spinloom';
import { loadNetwork, loadShippedData } from 'spinloom/node';

export async function main(images = 1000): Promise<EvaluationResult> {
  const evaluation = await evaluate({
    network: loadNetwork('fashion-1-4').network,
    data: loadShippedData('fashion-1000'),
    limit: images,
    design: 'and-accumulation',
  });
  const result = resultOf(evaluation);
  console.log(`accuracy ${percent(result.accuracy ?? 0)} on ${result.images} images, ${engineering(result.energy_J, 'J')} an image`);

  const path = 'energy_J/layers/conv2/sense-and';
  const { formula, source } = evaluation.explain(path).explain();
  console.log(`${path} = ${engineering(evaluation.explain(path).value, 'J')}: ${formula} (trust: ${source.trust})`);
  return result;
}

if (import.meta.url === `file://${process.argv[1]}`) await main();
