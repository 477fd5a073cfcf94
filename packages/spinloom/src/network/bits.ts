/** Bit-widths as users write them: W:I, weights first, as in the papers. */
import { refuse } from '../refusal/index.ts';

/** Widths of weights and inputs: 1 to 8 bits, or 32 for float32. */
export interface Bits {
  readonly weight: number;
  readonly input: number;
}

/** Of the text of a width pair. */
export const bitsPattern: RegExp = /^([1-8]|32):([1-8]|32)$/;

/** What is expected of such a text, for refusals. */
export const bitsExpected = "expected W:I, weights first, each 1 to 8 or 32 (float32), such as '1:4'";

/** Reads '1:4'. `where` opens the refusal of anything else. */
export function parseBits(text: string, where = '--bits'): Bits {
  const match = bitsPattern.exec(text.trim());
  if (match === null) return refuse(`${where} '${text}': ${bitsExpected}`);
  return { weight: Number(match[1]), input: Number(match[2]) };
}

/** '1:4' */
export function showBits({ weight, input }: Bits): string {
  return `${weight}:${input}`;
}
