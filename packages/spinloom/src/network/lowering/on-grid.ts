/**
 * A function behind a quantiser that maps its grid to itself: a rectifier whose 0 is a level. It joins the quantiser, whose codes it renames.
 *
 * PyTorch's quantisation-aware training writes a rectifier behind the quantiser of a convolution where the two were not fused.
 */
import type { Link, Quantiser } from '../operators/operator.ts';

/** The quantiser and the function in one; undefined where the function leaves the grid, falls, or differs between kernels. */
export function onGrid({ encoding, code, codes }: Quantiser, link: Extract<Link, { kind: 'map' }>, kernels: number): Quantiser | undefined {
  const { bits, gain, offset } = encoding;
  const scale = encoding.scale[0]!;
  const real = (at: number): number => Math.fround(scale * (gain * at + offset));
  const table = Uint8Array.from({ length: 2 ** bits }, (_, at) =>
    clamp(Math.round((link.apply(real(at), 0) / scale - offset) / gain), 2 ** bits - 1),
  );
  for (let at = 0; at < table.length; at++) {
    if (at > 0 && table[at]! < table[at - 1]!) return undefined;
    for (let kernel = 0; kernel < kernels; kernel++) if (Math.fround(link.apply(real(at), kernel)) !== real(table[at]!)) return undefined;
  }
  return { encoding, codes: [table[codes[0]]!, table[codes[1]]!], code: (x) => table[code(x)]! };
}

function clamp(code: number, most: number): number {
  return Math.min(Math.max(code, 0), most);
}
