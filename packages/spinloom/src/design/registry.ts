/** The designs there are: one folder each, one line here. */
import { refuse, suggestion } from '../refusal/index.ts';
import { andAccumulation } from './and-accumulation/index.ts';
import { cmosAsic } from './cmos-asic/index.ts';
import { imce } from './imce/index.ts';
import { reramCrossbar } from './reram-crossbar/index.ts';
import type { Design } from './types.ts';

export const designs: readonly Design[] = [andAccumulation, imce, reramCrossbar, cmosAsic];

/** Refuses an unknown name and offers the nearest. */
export function designNamed(id: string): Design {
  const ids = designs.map((design) => design.id);
  return designs.find((design) => design.id === id) ?? refuse(`unknown design '${id}'; ${suggestion(id, ids)}`);
}
