/** Runs a draft with ONNX Runtime on the CPU. Feeds and results are named tensors. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Draft, encode } from './draft.ts';

export interface Session {
  readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>;
  readonly release: () => Promise<void>;
}

/** `threads`: within one operator; 1 makes every sum run in one order. */
export async function open(model: Draft | Uint8Array, threads = 1): Promise<Session> {
  const bytes = model instanceof Uint8Array ? model : encode(model);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 });
  return {
    run: async (feeds) => (await session.run(feeds)) as Readonly<Record<string, Tensor>>,
    release: () => session.release(),
  };
}

export function floats(data: Float32Array | readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('float32', data instanceof Float32Array ? data : Float32Array.from(data), dims);
}

/** The numbers of a float tensor. */
export function numbers(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('expected a float32 tensor');
  return tensor.data;
}
