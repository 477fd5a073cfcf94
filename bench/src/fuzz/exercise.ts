/** What is done with a file: everything that the command line does with one, in its order. */
import {
  configure,
  costOf,
  designs,
  inferImage,
  inspectNetwork,
  inspectSurvey,
  interpret,
  lower,
  type Network,
  packedBackend,
  quantiseAfterTraining,
  Refusal,
  readGraph,
  resultOf,
  survey,
  type Tensor,
} from 'spinloom';

export interface Outcome {
  /** Last stage that gave a result. */
  readonly reached: string;
  /** The sentences, by the stage that refused. */
  readonly refusals: readonly { readonly stage: string; readonly sentence: string }[];
}

/** Work of one image, in multiply-accumulates and numbers, up to which it is run. */
const smallWork = 2_000_000;

/** Throws what is no refusal, and a refusal that is no single short sentence. */
export function exercise(bytes: Uint8Array): Outcome {
  const name = 'fuzz.onnx';
  const refusals: { stage: string; sentence: string }[] = [];
  let reached = 'nothing';
  const stage = <Value>(called: string, work: () => Value): Value | undefined => {
    try {
      const value = work();
      reached = called;
      return value;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      checkSentence(error.message);
      refusals.push({ stage: called, sentence: error.message });
      return undefined;
    }
  };
  const graph = stage('read', () => readGraph(bytes, name));
  if (graph === undefined) return { reached, refusals };
  const found = stage('survey', () => survey(graph, name))!;
  for (const { sentence } of found.problems) checkSentence(sentence);
  if (found.problems.length > 0) inspectSurvey(found, name, '');
  const info = { name, sha256: '0'.repeat(64) };
  const network = stage('lower', () => lower(graph, info));
  if (network === undefined) return { reached, refusals };
  stage('inspect', () => inspectNetwork(network));
  for (const { id } of designs) stage('cost', () => resultOf(costOf(network, configure({ network, design: id }))));
  if (workOf(network) > smallWork) return { reached, refusals };
  const image = imageFor(network);
  stage('interpret', () => interpret(graph, image));
  stage('infer', () => inferImage(network, packedBackend(), image));
  stage('quantise', () => quantiseAfterTraining(graph, info, { bits: { weight: 4, input: 4 }, all: true, images: [image] }));
  return { reached, refusals };
}

function workOf(network: Network): number {
  let work = product(network.input);
  for (const node of network.nodes) {
    if (node.kind === 'digital') work += node.macs + node.elements;
    if (node.kind === 'dot') work += product(node.geometry.output) * product(node.geometry.kernel) * (node.geometry.input[0] / node.geometry.groups);
  }
  return work;
}

function imageFor({ input }: Network): Tensor {
  return { dims: input, data: Float32Array.from({ length: product(input) }, (_, i) => ((i * 37) % 256) / 255) };
}

function product(dims: readonly number[]): number {
  return dims.reduce((all, size) => all * size, 1);
}

/** One line, not much longer than a screen is wide. */
function checkSentence(sentence: string): void {
  if (/[\p{Cc}\u2028\u2029]/u.test(sentence)) throw new Error(`a refusal of several lines: ${sentence}`);
  if (sentence.length > 1000) throw new Error(`a refusal of ${sentence.length} characters: ${sentence.slice(0, 200)}`);
  if (sentence.trim() === '') throw new Error('an empty refusal');
}
