/** CMOS nodes as data. One node so far: 45 nm, the node of both papers (NCSU 45 nm CMOS PDK). */
import type { Sourced } from '../quantity/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';

export interface Technology {
  readonly id: string;
  /** Feature size F. */
  readonly feature: Sourced;
}

const node45: Technology = {
  id: '45nm',
  feature: { value: 45e-9, unit: 'm', source: { trust: 'published', cite: 'papers 1 and 2, 45 nm CMOS' } },
};

/** Ids of the nodes there are. */
export const technologies: readonly string[] = [node45.id];

/** The table of a node; refuses an unknown one. */
export function technology(id: string): Technology {
  if (id === node45.id) return node45;
  return refuse(`technology '${id}' has no table; ${suggestion(id, technologies)}`);
}
