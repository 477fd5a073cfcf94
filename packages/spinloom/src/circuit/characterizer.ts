/**
 * What `@spinloom/characterize` gives to whoever finds it installed: circuits run in SPICE, and files to take away.
 *
 * The package is heavy and optional. The command line reaches it by a dynamic import; its figures of last time are data here (recorded/).
 */

/** Vectors of a transient: `time` in seconds, `v(node)` in volts, `i(source)` in amperes. */
export type CircuitWaveforms = ReadonlyMap<string, Float64Array>;

export interface CellWriteOptions {
  /** Of the access transistor in micrometres. Default 0.12. */
  readonly width_um?: number;
  /** Word line. Default 1.2. */
  readonly wordLine_V?: number;
  /** Driven line. Default 1.0. */
  readonly drive_V?: number;
  /** forward drives the bit line and writes a 1, reverse the source line. Default forward. */
  readonly direction?: 'forward' | 'reverse';
}

export interface CellWrite {
  readonly options: Required<CellWriteOptions>;
  /** Through the heavy metal at 1.5 ns, positive from bit line to source line. */
  readonly current_A: number;
  /** From the edge of the driven line until m_x crosses 0; absent where it does not within 4.7 ns. */
  readonly switching_s?: number;
  /** Largest deviation of |m| from 1. */
  readonly normError: number;
  /** From the driven line and the word line over a pulse of 4.7 ns. */
  readonly energy_J: number;
}

/** What makes the transistor carry a current, one thing changed at a time. */
export interface WriteNeeds {
  readonly current_A: number;
  /** Word line for 0.12 um. */
  readonly wordLine_V: number;
  /** Width with the word line at 1.2 V, and at the supply of 1.0 V. */
  readonly boostedWidth_um: number;
  readonly unboostedWidth_um: number;
}

export type CircuitOperation = 'read' | 'and' | 'or' | 'xor';

export interface CellSense {
  readonly operation: CircuitOperation;
  /** Stored bits as text: '0', '01'. */
  readonly stored: string;
  readonly result: boolean;
  /** Whether it is what the operation must give. */
  readonly correct: boolean;
  /** Bit line and references just before the latch fires; the smallest distance between them. */
  readonly line_V: number;
  readonly reference_V: Readonly<Record<string, number>>;
  readonly margin_V: number;
  /** From the latch clock to the decision. */
  readonly decision_s: number;
  /** From the supply, over the whole run: 3.5 ns, or 7.5 ns in a column. */
  readonly energy_J: number;
}

export interface ColumnSense extends CellSense {
  readonly row: 'near' | 'far';
  /** Word line driver to far end of the word line. */
  readonly wordLine_s: number;
  /** From then until line and reference are within 10 % of their last distance. */
  readonly settling_s: number;
}

/** The life of one bit in a non-volatile flip-flop: clocked in, backed up, 9.5 ns without supply, restored. */
export interface FlipFlopLife {
  readonly stored: boolean;
  readonly restored: boolean;
  /** Highest voltage inside at the end of the time without supply. */
  readonly residue_V: number;
  /** Through both heavy metals; its sign follows the bit. */
  readonly backupCurrent_A: number;
  /** A pulse of 3 ns, and a restore with the supply's rise, from supply and control lines. */
  readonly backup_J: number;
  readonly restore_J: number;
}

/** A figure with the run that it came from. */
export interface CircuitRun<Figures> {
  readonly figures: Figures;
  readonly waveforms: CircuitWaveforms;
}

export const exportKinds: readonly ['spice', 'rtl', 'liberty'] = ['spice', 'rtl', 'liberty'];
export type ExportKind = (typeof exportKinds)[number];

export interface Characterizer {
  /** What ran. */
  readonly engine: string;
  readonly write: (options?: CellWriteOptions) => Promise<CircuitRun<CellWrite>>;
  readonly writeNeeds: (current_A: number) => Promise<WriteNeeds>;
  readonly sense: (operation: CircuitOperation, stored: string) => Promise<CircuitRun<CellSense>>;
  readonly column: (operation: CircuitOperation, stored: string, row: 'near' | 'far') => Promise<CircuitRun<ColumnSense>>;
  /** Current of a write at the far end of a column. */
  readonly columnWrite: () => Promise<number>;
  readonly flipFlop: (stored: boolean) => Promise<CircuitRun<FlipFlopLife>>;
  /** Files to take away: text by file name. */
  readonly files: (kind: ExportKind) => Promise<Readonly<Record<string, string>>>;
  /** Ends the engine; without it the process does not end. */
  readonly close: () => Promise<void>;
}

/** Stored bits of an operation, as text. */
export function storedTexts(operation: CircuitOperation): readonly string[] {
  return operation === 'read' ? ['0', '1'] : ['00', '01', '10', '11'];
}

/** The figures of the circuits when they were last characterised. */
export interface RecordedCircuits {
  readonly engine: string;
  /** SHA-256 of the netlists that ran. */
  readonly inputs_sha256: string;
  readonly writes: readonly CellWrite[];
  readonly needs: WriteNeeds;
  readonly senses: readonly CellSense[];
  readonly columns: readonly ColumnSense[];
  readonly columnWrite_A: number;
  readonly flipFlops: readonly FlipFlopLife[];
}
