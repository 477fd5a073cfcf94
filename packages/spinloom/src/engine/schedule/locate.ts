/** Where a bit lies, and what a cell holds: inverse of each other. */
import type { Bit, Cell, Placement } from './types.ts';

type Base = Omit<Placement, 'utilisation' | 'locate' | 'meaning'>;
interface Bundles {
  readonly bundleKernels: number;
  readonly matsPerBundle: number;
}

/**
 * An input bit is stored once in each segment that needs it. Its canonical `kernel` is the first kernel of its mat that reads it there:
 * `meaning` returns that one, `locate` accepts any.
 */
export function locator(base: Base, bundles: Bundles): Pick<Placement, 'locate' | 'meaning'> {
  return { locate: (bit) => locate(base, bundles, bit), meaning: (cell) => meaning(base, cell) };
}

function locate(base: Base, { bundleKernels, matsPerBundle }: Bundles, bit: Bit): Cell {
  if (bit.of === 'scratch') return { mat: 0, row: base.rows.scratch(bit.name), column: bit.column };
  const bundle = Math.floor(bit.kernel / bundleKernels);
  const within = bit.kernel % bundleKernels;
  const kernelMat = bundle * matsPerBundle + Math.floor(within / base.kernelsPerMat);
  const inMat = within % base.kernelsPerMat;
  const group = Math.floor(inMat / base.group);
  const slot = inMat % base.group;

  const index = base.chunks.findIndex((chunk) => bit.tap < chunk.firstTap + chunk.taps);
  const chunk = base.chunks[index]!;
  const half = Math.ceil(chunk.taps / base.rules.fold);
  const tap = bit.tap - chunk.firstTap;
  const fold = Math.floor(tap / half);
  const packed = chunk.kernelsPerRow > 1;
  const local = index % base.chunksPerMat;
  const row = bit.of === 'input' ? base.rows.input(local, fold, bit.plane) : base.rows.weight(group, local, packed ? 0 : slot, fold, bit.plane);
  return {
    mat: Math.floor(index / base.chunksPerMat) + base.chunkMats * kernelMat,
    row,
    column: (packed ? slot * chunk.width : 0) + (tap % half),
  };
}

function meaning(base: Base, { mat, row, column }: Cell): Bit | undefined {
  const { rules, layerShape: layer } = base;
  if (row < rules.scratch.length) return { of: 'scratch', name: rules.scratch[row]!, column };
  const chunkMat = mat % base.chunkMats;
  const here = base.kernelMat(Math.floor(mat / base.chunkMats));
  const firstWeight = base.rows.weight(0, 0, 0, 0, 0);
  const isInput = row < firstWeight;
  const planes = isInput ? layer.inputBits : layer.weightBits;
  const unit = Math.floor((row - (isInput ? rules.scratch.length : firstWeight)) / planes);
  const plane = (row - (isInput ? rules.scratch.length : firstWeight)) % planes;
  const fold = unit % rules.fold;
  const address = Math.floor(unit / rules.fold);

  let local = address;
  let group = 0;
  let kernelInGroup = 0;
  if (!isInput) {
    const units = (base.rows.weight(1, 0, 0, 0, 0) - firstWeight) / (rules.fold * planes);
    group = Math.floor(address / units);
    const kernels = Math.min(base.group, base.kernelsPerMat - group * base.group);
    local = Math.floor((address % units) / kernels);
    kernelInGroup = (address % units) % kernels;
  }
  const index = chunkMat * base.chunksPerMat + local;
  const chunk = base.chunks[index];
  if (chunk === undefined || local >= base.chunksPerMat) return undefined;
  const packed = chunk.kernelsPerRow > 1;
  if (packed && kernelInGroup > 0) return undefined;

  const segment = packed ? Math.floor(column / chunk.width) : 0;
  const slot = packed ? segment : kernelInGroup;
  const inMat = group * base.group + slot;
  if (slot >= base.group || inMat >= here.kernels) return undefined;
  const half = Math.ceil(chunk.taps / rules.fold);
  const offset = column - (packed ? segment * chunk.width : 0);
  const tap = fold * half + offset;
  if (offset >= half || tap >= chunk.taps) return undefined;
  const kernel = here.firstKernel + inMat;
  const channelGroup = Math.floor(kernel / (layer.kernels / layer.groups));
  return { of: isInput ? 'input' : 'weight', kernel, tap: chunk.firstTap + tap, plane, group: channelGroup };
}
