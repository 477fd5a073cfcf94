/** Networks without weights: short YAML or JSON texts, for their cost alone. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Bits, showBits } from '../bits.ts';
import type { Network, Preprocessing } from '../types.ts';
import { lowerOperations } from './lower.ts';
import { operationsOf } from './operations.ts';
import { readDescription } from './read.ts';
import type { Description } from './schema.ts';
import { elementsOf } from './shapes.ts';

export { type Description, descriptionSchema } from './schema.ts';

/** What may be asked of a description beside its text. */
export interface DescribeOptions {
  /** In place of the `bits` of the text; layers with widths of their own keep them. */
  readonly bits?: Bits;
  /** The first and the last layer too; default: what the text says under `quantise`. */
  readonly quantiseAll?: boolean;
}

/**
 * The network of a description. `file` opens every refusal; its stem is the network's name unless the text gives one.
 * `sha256` is that of the description with its defaults and the options filled in, keys in order: comments and spelling do not change it.
 */
export function readDescribed(text: string, file: string, options: DescribeOptions = {}): Network {
  const read = readDescription(text, file);
  const { $schema: _, ...written } = read.description;
  const description: Description = {
    ...written,
    name: written.name ?? file.replace(/\.(ya?ml|json)$/i, ''),
    ...(options.bits === undefined ? {} : { bits: showBits(options.bits) }),
    ...(options.quantiseAll === undefined ? {} : { quantise: options.quantiseAll ? 'all' : 'inner' }),
  };
  const operations = operationsOf(description, read.fault);
  const { weights, inputs, input, preprocessing, bits, quantise } = description;
  return {
    name: description.name!,
    ...lowerOperations(operations, input, { weights, inputs }),
    input,
    classes: elementsOf(operations.at(-1)!.output),
    sha256: bytesToHex(sha256(utf8ToBytes(canonical(description)))),
    accuracyKnown: false,
    costOnly: true,
    imposed: { bits, quantiseAll: quantise === 'all' },
    ...(preprocessing && { preprocessing: numbersOf(preprocessing) }),
  };
}

function numbersOf({ scale, mean, std }: NonNullable<Description['preprocessing']>): Preprocessing {
  const [numerator, denominator = 1] = String(scale).split('/').map(Number);
  const list = (value: number | readonly number[]): readonly number[] => (typeof value === 'number' ? [value] : value);
  return { scale: numerator! / denominator, mean: list(mean), std: list(std) };
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
