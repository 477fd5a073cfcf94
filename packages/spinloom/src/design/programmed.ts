import { refuse } from '../refusal/index.ts';
import type { DesignInstance, ProgrammedInstance } from './types.ts';

/** Narrows to a design that runs by a program; refuses one that is cost only, with `what` cannot be done on it. */
export function programmed(design: DesignInstance, what: string): ProgrammedInstance {
  return design.program === undefined ? refuse(`design '${design.id}' is cost only: it has no program, so that ${what}`) : design;
}
