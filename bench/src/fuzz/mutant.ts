/** Case by case: a damaged copy of a file, the same wherever and whenever it is asked for. */
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { type Base, baseOf } from './bases.ts';
import { damaged } from './bytes.ts';
import { type Choice, choiceOf } from './choice.ts';
import { misstate } from './fields.ts';

export interface Mutant {
  readonly base: string;
  readonly bytes: Uint8Array;
}

/** Case `index` of a seed; a sentence where the file that it damages is not there. */
export function mutantOf(seed: number, index: number): Mutant | string {
  const choice = choiceOf(seed, index);
  const base = baseOf(choice);
  if (typeof base === 'string') return base;
  const way = choice.next(16);
  if (way < 2) return { base: base.name, bytes: damaged(base.bytes, base.structure, choice) };
  const bytes = misstated(base, choice);
  return { base: base.name, bytes: way < 15 ? bytes : damaged(bytes, new Int32Array(0), choice) };
}

function misstated({ bytes }: Base, choice: Choice): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  misstate(model, choice);
  return toBinary(ModelProtoSchema, model);
}
