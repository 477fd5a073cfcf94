/** Rewritings of a graph before it is resolved. `chooseOutput`, `chooseBranches` and `expandComposites` serve reference and lowering alike; `prepareForLowering` is the lowering's own, so that the reference can tell when it errs. */
import type { Graph } from '../types.ts';
import { expandComposites } from './composites.ts';
import { foldTransposes } from './fold-transposes.ts';
import { fuseBinarisation } from './fuse-binarisation.ts';
import { fuseQuantisers } from './fuse-quantisers.ts';
import { hoistDequantisers } from './hoist-dequantisers.ts';

export { chooseBranches, isBranching } from './branches.ts';
export { compositeOperators, expandComposites } from './composites.ts';
export { chooseOutput } from './outputs.ts';

/** The same function, with quantisers where the lowering finds them: behind no transposition, and in one node. */
export function prepareForLowering(graph: Graph, file: string): Graph {
  return fuseQuantisers(hoistDequantisers(foldTransposes(fuseBinarisation(expandComposites(graph, file)))));
}
