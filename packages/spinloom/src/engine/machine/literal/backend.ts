/** The literal machine as a back end: runs a layer's whole schedule. For tests and small layers. */
import type { Dot } from '../../../network/index.ts';
import { type LayoutRules, layerShape, type Organisation, type Program, place, schedule } from '../../schedule/index.ts';
import type { Backend } from '../types.ts';
import { literalMachine } from './machine.ts';
import type { Machine } from './types.ts';

export interface LiteralOptions {
  readonly program: Program;
  readonly organisation: Organisation;
  readonly replicas?: number;
  /** Sees the machine after the layer has run. */
  readonly observe?: (layer: Dot, machine: Machine) => void;
}

export function literalBackend({ program, organisation, replicas = 1, observe }: LiteralOptions): Backend {
  const rules: LayoutRules = program.rules;
  return {
    name: 'literal',
    dot: (layer, input, faults) => {
      const placement = place(layerShape(layer), organisation, rules, replicas);
      const machine = literalMachine(placement, layer, input, faults);
      for (const step of schedule(0, placement, program).steps()) machine.step(step);
      observe?.(layer, machine);
      return machine.results();
    },
  };
}
