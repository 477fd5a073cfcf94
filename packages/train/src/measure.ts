/** Accuracy of an exported network, on ONNX Runtime and as spinloom's integer network. */
import { type Graph, infer, packedBackend, readNetwork, type Tensor, toInput } from 'spinloom';
import type { LabelledSet } from './datasets/index.ts';
import { oracle } from './oracle.ts';
import type { Recipe } from './recipe.ts';

export interface Accuracy {
  readonly correct: number;
  readonly images: number;
}

/** In float32 on ONNX Runtime, lowered to standard operators. */
export async function measureGraph(graph: Graph, recipe: Recipe, set: LabelledSet, threads = 1): Promise<Accuracy> {
  const witness = await oracle(graph, threads);
  const batch = 500;
  let correct = 0;
  for (let start = 0; start < set.count; start += batch) {
    const images = batchOf(set, recipe, start, Math.min(batch, set.count - start));
    const logits = await witness.run(images.data, images.dims);
    for (let i = 0; i < images.dims[0]!; i++) {
      const row = logits.subarray(i * recipe.classes, (i + 1) * recipe.classes);
      if (row.indexOf(Math.max(...row)) === set.labels[start + i]) correct++;
    }
  }
  await witness.release();
  return { correct, images: set.count };
}

/** As integers: the file is read and lowered, codes meet on the packed back end, thresholds give the next codes. */
export function measureInteger(file: Uint8Array, recipe: Recipe, set: LabelledSet): Accuracy {
  const network = readNetwork(file, `${recipe.name}.onnx`);
  const images = { count: set.count, at: (index: number): Tensor => toInput(set, index, recipe.preprocessing, recipe.input) };
  const { correct } = infer(network, packedBackend(), images, { labels: set.labels });
  return { correct: correct!, images: set.count };
}

/** Images `start` to `start + count`, preprocessed: [count, channels, height, width]. */
export function batchOf(set: LabelledSet, recipe: Recipe, start: number, count: number): Tensor {
  const size = set.channels * set.height * set.width;
  const data = new Float32Array(count * size);
  for (let i = 0; i < count; i++) data.set(toInput(set, start + i, recipe.preprocessing, recipe.input).data, i * size);
  return { dims: [count, ...recipe.input], data };
}
