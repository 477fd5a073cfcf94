/**
 * The contract of the engine's shapes-only half: placement of bits in mats, micro-operations, lazy schedules and their counts.
 * Nothing here knows data, joules or seconds.
 */

/** Rows and columns of a mat, and how many mats the chip and its banks have. Defaults 256, 512, 4096, 4 (512 Mb; paper 2, III.C). */
export interface Organisation {
  readonly rows: number;
  readonly columns: number;
  readonly mats: number;
  /** Absent: all of them, one bank. */
  readonly matsPerBank?: number;
}

/** What a design asks of the mapper. */
export interface LayoutRules {
  /** Rows over which the taps of a chunk are spread; a chunk holds fold x columns taps. */
  readonly fold: 1 | 2;
  /** Kernels counted at once in a mat; the least segment is columns / accumulators wide. */
  readonly accumulators: number;
  /** Names of scratch rows. */
  readonly scratch: readonly string[];
  /** Most kernels of a mat. Absent: as many as fit. */
  readonly kernelsPerMat?: number;
  /** What is saved first when a window is split over mats. Absent: energy, by the charges. */
  readonly prefer?: 'energy' | 'area';
  /** Absent: bits cost the same on every way, and additions nothing. */
  readonly charges?: LayoutCharges;
}

/** What depends on how far a window is split over mats, in one unit of any kind. */
export interface LayoutCharges {
  /** One bit of a window, brought to one mat that works on it. */
  readonly windowBit: number;
  /** One word (a partial sum, sum(p)) that crosses to another mat of its bank, and of another bank. */
  readonly wordInBank: number;
  readonly wordBeyond: number;
  /** One addition in an accumulator. */
  readonly add: number;
  /** One mat awake for the time of a slot. */
  readonly awake: number;
}

/** Columns of a row that belong to one kernel. Widths are powers of two: the counter taps there. */
export interface Segment {
  readonly kernel: number;
  readonly from: number;
  readonly width: number;
}

/** A run of consecutive taps of a window that shares rows. */
export interface Chunk {
  readonly firstTap: number;
  readonly taps: number;
  /** Columns of one kernel's segment. */
  readonly width: number;
  /** 1 for a full chunk; the tail packs several kernels in a row. */
  readonly kernelsPerRow: number;
}

export type Bit =
  | { readonly of: 'weight' | 'input'; readonly kernel: number; readonly tap: number; readonly plane: number; readonly group: number }
  | { readonly of: 'scratch'; readonly name: string; readonly column: number };

/** `mat` counts kernel mats of the first replica: chunk mat + chunkMats x kernel mat. */
export interface Cell {
  readonly mat: number;
  readonly row: number;
  readonly column: number;
}

export interface Placement {
  readonly layer: string;
  readonly organisation: Organisation;
  readonly rules: LayoutRules;
  readonly layerShape: LayerShape;
  /** A long window: full chunks, then one tail. */
  readonly chunks: readonly Chunk[];
  /** Kernels whose accumulators live together: at most kernelsPerRow of the tail. */
  readonly group: number;
  readonly kernelsPerMat: number;
  /** Mats over which the kernels are spread; each holds its own copy of the window. */
  readonly kernelMats: number;
  /** More than 1: a window longer than a mat; partial sums cross the H-tree. */
  readonly chunkMats: number;
  /** Chunks that a chunk mat holds at most. */
  readonly chunksPerMat: number;
  /** Sets of kernels that share their input rows: 1 unless the convolution is grouped. */
  readonly bundles: number;
  /** Depthwise-like layers: the segments of a row hold windows of different channel groups. */
  readonly mixed: boolean;
  /** Accumulator groups in the fullest mat. */
  readonly groups: number;
  /** Whole copies of the weights, working on different windows. */
  readonly replicas: number;
  readonly utilisation: Utilisation;
  /** Row numbers in a mat, the same in every mat: one controller addresses them all. */
  readonly rows: RowMap;
  /** How many kernels each kernel mat holds, and of which channel groups. */
  readonly kernelMat: (index: number) => KernelMat;
  readonly locate: (bit: Bit) => Cell;
  readonly meaning: (cell: Cell) => Bit | undefined;
}

/** Row numbers of a mat. `chunk` counts within the chunk mat, `kernel` within the group (0 for a packed row). */
export interface RowMap {
  readonly scratch: (name: string) => number;
  readonly input: (chunk: number, fold: number, plane: number) => number;
  readonly weight: (group: number, chunk: number, kernel: number, fold: number, plane: number) => number;
  /** Rows in use. */
  readonly used: number;
}

/** The kernels of a mat are consecutive; `bundle` numbers the sets of kernels that share their input rows. */
export interface KernelMat {
  readonly firstKernel: number;
  readonly kernels: number;
  readonly bundle: number;
  /** The mat of its bundle that executes sum(p). */
  readonly first: boolean;
}

export interface Utilisation {
  /** Share of the cells of the reserved mats that hold a bit (scratch excluded). */
  readonly cells: number;
  /** Share of fired columns that hold a tap. */
  readonly columns: number;
}

/** What the mapper and the schedule need to know of a layer: shapes and bit-widths, no data. */
export interface LayerShape {
  readonly name: string;
  readonly kernels: number;
  /** Taps of one kernel: channels of its group x kernel height x kernel width. */
  readonly taps: number;
  /** Channel groups of a grouped convolution. */
  readonly groups: number;
  /** Output positions before pooling, padding included. */
  readonly windows: number;
  readonly weightBits: number;
  readonly inputBits: number;
  /** o_w: not 0 means that sum(p) is executed once a window. */
  readonly weightOffset: number;
  /** g_w: 2 adds one to every shift. */
  readonly weightGain: number;
  /** 'average' sums accumulators before the thresholds, 'max' compares codes after them. */
  readonly pool: 'none' | 'average' | 'max';
  /** Output positions after pooling (0: none). */
  readonly pooledPositions: number;
  /** Windows in each pooling region. */
  readonly pooledArea: number;
  /** Bits of the code that leaves the layer; 0: the accumulator goes to the digital unit. */
  readonly outputBits: number;
}

/** How two rows combine, column by column. */
export type SenseFunction = 'read' | 'and' | 'or' | 'xor';
export type TransferReach = 'mat' | 'bank' | 'group';
export type DigitalWork = 'threshold' | 'pool' | 'mac' | 'other';

export type MicroOp =
  /** driver <- source; cells[row] <- driver. */
  | { readonly op: 'write'; readonly row: number; readonly from: 'bus' | 'latch' }
  /** latch <- f(cells[row], cells[other]); `half` says which half of the chunk's taps these rows hold. */
  | { readonly op: 'sense'; readonly f: SenseFunction; readonly row: number; readonly other?: number; readonly half: 0 | 1 }
  /** One serial counter every `cycles` columns: partial counts of the latch. */
  | { readonly op: 'count'; readonly cycles: number }
  /** count[j] <- ones(latch) + 2 ones(driver & ~latch) in segment j. */
  | { readonly op: 'compress' }
  /** shifted[j] <- count[j] << by; `passes` through the register. */
  | { readonly op: 'shift'; readonly by: number; readonly passes: number }
  /** acc[j] or sumInput[j] <- itself + shifted[j]; 'partial': acc[j] <- acc[j] + what crossed the H-tree. */
  | { readonly op: 'add'; readonly into: 'acc' | 'sumInput' | 'partial' }
  /** count[j] <- sum of the partial counts of segment j, one every `per` columns. */
  | { readonly op: 'merge'; readonly per: number }
  /** acc[j] <- times x sumInput[j]; shift-adds, one per set bit of |times|. */
  | { readonly op: 'begin'; readonly times: number }
  /** Over the H-tree, charged apart; `bits` of one lane (of one kernel for a result). */
  | { readonly op: 'transfer'; readonly bits: number; readonly over: TransferReach; readonly what: 'window' | 'sum-input' | 'partial' | 'result' }
  /** slot <- accumulators, sumInput and step index; `words`: non-volatile flip-flops a bit (2 where sum and carry are both kept). */
  | { readonly op: 'store'; readonly slot: 0 | 1; readonly words: number }
  /** valid <- slot: one bit. */
  | { readonly op: 'commit'; readonly slot: 0 | 1 }
  | { readonly op: 'restore' }
  /** Work of the digital unit on each kernel's value: `elements` additions or comparisons. */
  | { readonly op: 'digital'; readonly unit: DigitalWork; readonly elements: number };

/** 'pool' follows all windows of a layer with pooling: one pooled position after another. */
export type Phase = 'window' | 'correction' | 'begin' | 'slot' | 'end' | 'pool';

export interface Position {
  readonly layer: number;
  readonly phase: Phase;
  /** Round of windows: replica r works on window `window x replicas + r`. In phase 'pool': the pooled position. */
  readonly window: number;
  /** Accumulator group within the mat. */
  readonly group: number;
  /** Chunk within the chunk mat. */
  readonly chunk: number;
  /** Kernel within the group for a full chunk; 0 for a packed row. */
  readonly kernel: number;
  readonly weightPlane: number;
  readonly inputPlane: number;
  /** Index in the layer's schedule. */
  readonly step: number;
}

export interface Step {
  readonly op: MicroOp;
  readonly at: Position;
  /** Mats that do it at once. */
  readonly lanes: number;
  /**
   * Handled in all lanes together: columns (sense, write, count, compress), partial counts (merge), words through the register (shift),
   * words (add, begin), bits (transfer, store, commit), comparisons (threshold) or elements (pool).
   */
  readonly columns: number;
  /** Of `sense and`: columns that hold a tap that a kernel has, padding included, in all lanes together; else 0. */
  readonly useful: number;
}

/** Sums over a layer and one image. */
export interface OperationCount {
  readonly steps: number;
  readonly lanes: number;
  readonly columns: number;
  readonly useful: number;
}

/** Key: 'sense-and', 'write', 'compress', ... as given by `operationKey`. */
export type OperationCounts = Readonly<Record<string, OperationCount>>;

/** Of a design: what each phase of the loop does. */
export interface Program {
  readonly form: 'and' | 'xor';
  readonly rules: LayoutRules;
  readonly body: (phase: Phase, at: Position, placement: Placement) => readonly MicroOp[];
  readonly checkpoints: CheckpointPlan;
}

/** When the accumulators are stored in non-volatile flip-flops, and how. */
export interface CheckpointPlan {
  readonly every: number | 'none';
  /** plane = one slot; window = all slots of one group; channel = all windows of one group; image = the whole image. */
  readonly frame: 'plane' | 'window' | 'channel' | 'image';
  readonly commit: 'literal' | 'single' | 'atomic' | 'double-slot';
  readonly flipFlops: 'dual' | 'cout-as-sum' | 'sum-only' | 'sum-only+resolve';
}

export interface LayerSchedule {
  readonly placement: Placement;
  readonly length: number;
  /** Random access: `step` is what a non-volatile index stores. */
  readonly at: (step: number) => Step;
  /** Lazy; a schedule is never an array. */
  readonly steps: (from?: number, to?: number) => Iterable<Step>;
  /** Closed form over trip counts; equal to folding steps(). */
  readonly counts: OperationCounts;
}
