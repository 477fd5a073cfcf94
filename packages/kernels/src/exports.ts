/** What the compiled modules export. Arguments are 32-bit integers; pointers are byte offsets in `memory`. The files of assembly/ say what each does. */

export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly arrange: (
    source: number,
    sourceRow: number,
    sourcePixel: number,
    height: number,
    width: number,
    entries: number,
    entryCount: number,
    target: number,
    targetRow: number,
    targetPixel: number,
    wide: number,
  ) => void;
  readonly copyPixels: (
    source: number,
    sourceRow: number,
    sourcePixel: number,
    height: number,
    width: number,
    channels: number,
    target: number,
    targetRow: number,
    targetPixel: number,
    wide: number,
  ) => void;
  readonly interleave: (
    source: number,
    channels: number,
    height: number,
    width: number,
    target: number,
    targetRow: number,
    targetPixel: number,
    wide: number,
  ) => void;
  readonly padPlanes: (
    source: number,
    channels: number,
    height: number,
    width: number,
    map: number,
    mapHeight: number,
    mapWidth: number,
    top: number,
    left: number,
  ) => void;
  readonly planar: (source: number, stride: number, positions: number, lanes: number, kernels: number, target: number) => void;
  readonly planarCodes: (source: number, stride: number, positions: number, lanes: number, kernels: number, target: number) => void;
  readonly tables: (codes: number, count: number, shift: number, mask: number, target: number) => void;
  readonly pairTables: (target: number, bytes: number, ahead: number) => void;
  readonly windowSums: (
    codes: number,
    pixels: number,
    channels: number,
    scratch: number,
    starts: number,
    positions: number,
    taps: number,
    tapCount: number,
    offset: number,
    target: number,
  ) => void;
  readonly lookup: (
    tables: number,
    starts: number,
    pixelBytes: number,
    positions: number,
    runs: number,
    runCount: number,
    weights: number,
    weightStride: number,
    blocks: number,
    acc: number,
    accStride: number,
    bases: number,
    factor: number,
    window: number,
  ) => void;
  readonly lookupPairs: (
    tables: number,
    starts: number,
    pixelBytes: number,
    pairs: number,
    columns: number,
    runs: number,
    runCount: number,
    weights: number,
    weightStride: number,
    blocks: number,
    acc: number,
    accStride: number,
    bases: number,
    factor: number,
  ) => void;
  readonly dot16: DotKernel;
  /** Of the relaxed build only: the baseline one traps. */
  readonly dot8: DotKernel;
  readonly lanes: (
    codes: number,
    starts: number,
    pixelBytes: number,
    positions: number,
    taps: number,
    tapCount: number,
    channels: number,
    weights: number,
    laneCount: number,
    acc: number,
    accStride: number,
  ) => void;
  readonly linear: (
    map: number,
    starts: number,
    positions: number,
    taps: number,
    tapCount: number,
    weights: number,
    kernels: number,
    bias: number,
    out: number,
  ) => void;
  readonly count: (
    rows: number,
    windows: number,
    weights: number,
    kernels: number,
    rowBytes: number,
    sums: number,
    sumStride: number,
    factor: number,
  ) => void;
  readonly countParts: (
    rows: number,
    windows: number,
    weights: number,
    kernels: number,
    rowBytes: number,
    parts: number,
    partCount: number,
    sums: number,
    sumStride: number,
    factor: number,
    trace: number,
    traceStride: number,
    partTrace: number,
    work: number,
  ) => void;
  readonly packRows: (
    map: number,
    starts: number,
    windows: number,
    elements: number,
    elementCount: number,
    empty: number,
    planes: number,
    rowBytes: number,
    scratch: number,
    rows: number,
  ) => void;
  readonly poolSums: (acc: number, width: number, lanes: number, regions: number, regionCount: number, target: number) => void;
  readonly poolCodes: (codes: number, width: number, lanes: number, regions: number, regionCount: number, flips: number, target: number) => void;
  /** `tables`: f64 edges (257), densities (257), scales (256) of the ziggurat, and 9224 bytes of working space after them. */
  readonly advanceSpin: (m: number, coefficients: number, tables: number, key0: number, key1: number, from: number, to: number) => number;
  readonly warm: (from: number, bytes: number) => number;
  readonly drawErrors: (job: number, key0: number, key1: number, sums: number, work: number) => void;
  readonly slotErrors: (job: number, key0: number, key1: number, acc: number, work: number) => void;
  readonly thresholds: ThresholdKernel;
  readonly thresholds16: ThresholdKernel;
}

export type ThresholdKernel = (
  acc: number,
  positions: number,
  lanes: number,
  levels: number,
  count: number,
  flips: number,
  classes: number,
  target: number,
) => void;

export type DotKernel = (
  codes: number,
  starts: number,
  pixelBytes: number,
  positions: number,
  runs: number,
  runCount: number,
  weights: number,
  weightStride: number,
  kernels: number,
  acc: number,
  accStride: number,
  bases: number,
  factor: number,
) => void;
