/** `map`: which bit lies in which cell of a layer's mats, rows used, utilisation. Plain data. */
import type { Placement } from '../engine/schedule/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import type { Evaluation } from './evaluate.ts';

export interface MapRow {
  readonly row: number;
  readonly holds: 'scratch' | 'input' | 'weight';
  /** Scratch name, or plane m (input) or n (weight). */
  readonly name: string;
  readonly segments: readonly SegmentMap[];
}

/** A run of consecutive columns with consecutive taps of one kernel. */
export interface SegmentMap {
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly firstTap: number;
  readonly lastTap: number;
}

export interface LayerMap {
  readonly network: string;
  readonly design: string;
  readonly layer: string;
  readonly bits: string;
  readonly kernels: number;
  readonly taps: number;
  readonly windows: number;
  readonly fold: number;
  readonly chunks: readonly { readonly firstTap: number; readonly taps: number; readonly width: number; readonly kernelsPerRow: number }[];
  readonly group: number;
  readonly kernelsPerMat: number;
  readonly kernelMats: number;
  readonly chunkMats: number;
  readonly replicas: number;
  readonly mats: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowsUsed: number;
  readonly utilisation: { readonly cells: number; readonly columns: number };
  /** The mat that `map` below shows: chunk mat + chunkMats x kernel mat. */
  readonly mat: number;
  readonly map: readonly MapRow[];
}

/** A quantised layer and where it lies. Refuses an unknown layer, one that runs in the digital unit, and a cost-only design. */
export function placedLayer({ cost, network, design }: Evaluation, layer: string): { readonly bits: string; readonly placement: Placement } {
  const dots = cost.layers.filter((candidate) => candidate.kind === 'dot');
  const found = cost.layers.find((candidate) => candidate.name === layer);
  const names = dots.map((candidate) => candidate.name);
  if (found === undefined) return refuse(`network '${network.name}' has no layer '${layer}'; ${suggestion(layer, names)}`);
  const { placement } = found;
  if (design.program === undefined) return refuse(`design '${design.id}' is cost only: it places no bit in a cell that could be shown`);
  if (placement === undefined)
    return refuse(`layer '${layer}' (${found.operator}) runs in the digital unit and lies in no mat; layers in mats: ${names.join(', ') || 'none'}`);
  return { bits: found.bits, placement };
}

/** The map of one mat of a layer. Refuses as `placedLayer` does, and a mat that the layer does not have. */
export function layerMap(evaluation: Evaluation, layer: string, mat = 0): LayerMap {
  const { network, design } = evaluation;
  const { bits, placement } = placedLayer(evaluation, layer);
  const distinct = placement.kernelMats * placement.chunkMats;
  if (!Number.isInteger(mat) || mat < 0 || mat >= distinct) refuse(`layer '${layer}' has mats 0 to ${distinct - 1}, found ${mat}`);
  const shape = placement.layerShape;
  return {
    network: network.name,
    design: design.id,
    layer,
    bits,
    kernels: shape.kernels,
    taps: shape.taps,
    windows: shape.windows,
    fold: placement.rules.fold,
    chunks: placement.chunks,
    group: placement.group,
    kernelsPerMat: placement.kernelsPerMat,
    kernelMats: placement.kernelMats,
    chunkMats: placement.chunkMats,
    replicas: placement.replicas,
    mats: distinct * placement.replicas,
    rows: placement.organisation.rows,
    columns: placement.organisation.columns,
    rowsUsed: placement.rows.used,
    utilisation: placement.utilisation,
    mat,
    map: rowsOf(placement, mat),
  };
}

function rowsOf(placement: Placement, mat: number): readonly MapRow[] {
  const rows: MapRow[] = [];
  for (let row = 0; row < placement.rows.used; row++) {
    const first = placement.meaning({ mat, row, column: 0 });
    if (first?.of === 'scratch') {
      rows.push({ row, holds: 'scratch', name: first.name, segments: [] });
      continue;
    }
    const segments = segmentsOf(placement, mat, row);
    if (segments.length === 0) continue;
    const bit = placement.meaning({ mat, row, column: segments[0]!.from });
    if (bit === undefined || bit.of === 'scratch') continue;
    rows.push({ row, holds: bit.of, name: `${bit.of === 'input' ? 'm' : 'n'} = ${bit.plane}`, segments });
  }
  return rows;
}

function segmentsOf(placement: Placement, mat: number, row: number): readonly SegmentMap[] {
  const segments: SegmentMap[] = [];
  for (let column = 0; column < placement.organisation.columns; column++) {
    const bit = placement.meaning({ mat, row, column });
    if (bit === undefined || bit.of === 'scratch') continue;
    const last = segments[segments.length - 1];
    if (last !== undefined && last.to === column - 1 && last.kernel === bit.kernel && last.lastTap === bit.tap - 1) {
      segments[segments.length - 1] = { ...last, to: column, lastTap: bit.tap };
    } else {
      segments.push({ from: column, to: column, kernel: bit.kernel, firstTap: bit.tap, lastTap: bit.tap });
    }
  }
  return segments;
}
