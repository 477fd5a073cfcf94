/** A constant of a graph by the name that a node gives it. */
import type { Constant, Graph } from '../types.ts';

/** Undefined where there is none; a tensor may be called 'toString'. */
export function constantNamed({ initializers }: Graph, name: string): Constant | undefined {
  return Object.hasOwn(initializers, name) ? initializers[name] : undefined;
}
