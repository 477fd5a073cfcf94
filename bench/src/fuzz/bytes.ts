/** Damage at the level of bytes: what a broken disk or a cut-off download does. */
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import type { Choice } from './choice.ts';

/** Payloads longer than this are passed over mostly: a flipped weight tells little. */
const longPayload = 32;

/** Positions outside the long payloads of a model. */
export function structureOf(bytes: Uint8Array): Int32Array {
  const inside = new Uint8Array(bytes.length);
  for (const { rawData } of fromBinary(ModelProtoSchema, bytes).graph?.initializer ?? []) {
    const from = rawData.byteOffset - bytes.byteOffset;
    if (rawData.length > longPayload && rawData.buffer === bytes.buffer) inside.fill(1, from + 8, from + rawData.length - 8);
  }
  return Int32Array.from(inside.keys()).filter((at) => inside[at] === 0);
}

/** Flips, sets, cuts, removes, doubles and moves bytes. `structure`: positions that are chosen nine times in ten. */
export function damaged(bytes: Uint8Array, structure: Int32Array, choice: Choice): Uint8Array {
  let result = bytes.slice();
  for (let times = 1 + choice.next(3); times > 0; times--) {
    const at =
      choice.once(10) || structure.length === 0 ? choice.next(result.length) : Math.min(result.length, structure[choice.next(structure.length)]!);
    switch (choice.next(7)) {
      case 0:
      case 1:
        result[at] = result[at]! ^ (1 << choice.next(8));
        break;
      case 2:
        result[at] = choice.of([0, 1, 2, 8, 127, 128, 255]);
        break;
      case 3:
        if (choice.once(4)) result = result.slice(0, at);
        else result.fill(255, at, at + 9);
        break;
      case 4:
        result = joined(result.subarray(0, at), result.subarray(at + 1 + choice.next(8)));
        break;
      case 5:
        result = joined(result.subarray(0, at), result.subarray(Math.max(0, at - choice.next(40))));
        break;
      default:
        result.copyWithin(at, choice.next(result.length), at + choice.next(40));
    }
  }
  return result;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
