/** The usual meanings of a code (ARCHITECTURE, Network). */
import { refuse } from '../refusal/index.ts';
import type { Encoding } from './types.ts';

/** How codes are to be read: the rows of the table of encodings. `bipolar` has one bit. */
export type EncodingForm = 'unsigned' | 'signed' | 'bipolar' | 'dorefa';

/** The meaning of a code in one of the usual forms. Refuses widths that the form does not have. */
export function encodingOf(form: EncodingForm, bits: number): Encoding {
  if (!Number.isInteger(bits) || bits < 1 || bits > 8 || (form === 'bipolar' && bits !== 1)) {
    refuse(`a ${form} code of ${bits} bits does not exist; expected ${form === 'bipolar' ? '1 bit' : '1 to 8 bits'}`);
  }
  const most = 2 ** bits - 1;
  switch (form) {
    case 'unsigned':
      return { bits, gain: 1, offset: 0, scale: Float64Array.of(1 / most) };
    case 'signed':
      return { bits, gain: 1, offset: -(2 ** (bits - 1)), scale: Float64Array.of(1) };
    case 'bipolar':
      return { bits, gain: 2, offset: -1, scale: Float64Array.of(1) };
    case 'dorefa':
      return { bits, gain: 2, offset: -most, scale: Float64Array.of(1 / most) };
  }
}
