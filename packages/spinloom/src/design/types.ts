/** The contract of a design: its program, what its operations cost, and the cost of a network on it. */
import type { z } from 'zod';
import type { ArrayFigures, MatOrganisation } from '../array/index.ts';
import type { BlockFigures, CellFigures, SenseFigures } from '../circuit/index.ts';
import type { JunctionFigures } from '../device/index.ts';
import type { CheckpointPlan, OperationCounts, Organisation, Placement, Program } from '../engine/schedule/index.ts';
import type { Expression } from '../quantity/index.ts';
import type { Technology } from '../technology/index.ts';

/** The levels below the designs, composed once. */
export interface Hardware {
  readonly technology: Technology;
  readonly junction: JunctionFigures;
  readonly cell: CellFigures;
  /** Computed when asked for. */
  readonly sense: SenseFigures;
  readonly blocks: BlockFigures;
  readonly array: ArrayFigures;
  readonly organisation: MatOrganisation;
  readonly digitalUnit: DigitalUnit;
}

/** The unit for what does not run in the array: first and last layers, batch-norm, quantiser, thresholds, pooling (paper 1 DPU, paper 2 EPU). */
export interface DigitalUnit {
  /** Multiply-accumulate or compare lanes working in parallel. */
  readonly lanes: number;
  readonly clock_Hz: number;
}

/** Price of an operation: energy = steps, lanes, columns x these. */
export interface Tariff {
  readonly step_J: number;
  readonly lane_J: number;
  readonly column_J: number;
  /** Of one step. */
  readonly duration_s: number;
  /** What one step adds to the critical path (0 when overlapped). */
  readonly exposed_s: number;
  /** What each column adds to it (work that queues for the digital unit). */
  readonly column_s: number;
  /** Row of the component table. */
  readonly component: string;
  /** How the prices came about. */
  readonly basis: { readonly lane_J: Expression; readonly column_J: Expression; readonly exposed_s: Expression; readonly column_s: Expression };
}

export type Tariffs = Readonly<Record<string, Tariff>>;

export type Preset = 'physical' | 'paper-calibrated';

/** A design with its options filled in, on a given hardware. */
export interface DesignInstance {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly program: Program;
  readonly tariffs: Tariffs;
  /** Time that the last slot of a layer adds after the array is done. */
  readonly fill: Expression;
  /** Area of a mat with the add-ons of this design. */
  readonly matArea: Expression;
  /** Leakage of such a mat while it is awake. */
  readonly matLeakage: Expression;
}

export interface Design {
  readonly id: string;
  readonly title: string;
  readonly cite: string;
  /** Options with their defaults; strict. */
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Options that a preset changes, and why. */
  readonly presets: Readonly<Record<Preset, { readonly options: Readonly<Record<string, unknown>>; readonly note: string }>>;
  readonly instantiate: (options: unknown, hardware: Hardware) => DesignInstance;
}

export interface LayerCost {
  readonly name: string;
  readonly kind: 'dot' | 'digital';
  readonly operator: string;
  /** Output shape, [channels, height, width] or what the graph has. */
  readonly shape: readonly number[];
  /** 'W:I', or 'float32'. */
  readonly bits: string;
  readonly energy_J: number;
  readonly latency_s: number;
  readonly area_m2: number;
  readonly load_J: number;
  readonly storage_bits: number;
  readonly leakage_J: number;
  /** Mats in use, replicas included. */
  readonly mats: number;
  /** Of its latency: time in the digital unit, which all layers and images share. */
  readonly digital_s: number;
  /** Dot: the schedule's counts; digital: multiply-accumulates, elements and moved bits as counts of those names. */
  readonly counts: OperationCounts;
  /** Energy by operation key, leakage left out. */
  readonly energies: Readonly<Record<string, number>>;
  /** Time on the critical path by operation key, fill included as 'fill'. */
  readonly latencies: Readonly<Record<string, number>>;
  readonly placement?: Placement;
}

export interface Cost {
  readonly layers: readonly LayerCost[];
  /** One image: array, accumulation, digital unit, movement, checkpoints, leakage of awake mats x time. */
  readonly energy_J: number;
  /** Quantised layers only: what Table II of the papers counts. */
  readonly convolution_J: number;
  /** Writing the weights, once. */
  readonly load_J: number;
  readonly latency_s: number;
  readonly throughput_per_s: number;
  /** What sets the pace of a batch: the slowest layer, or the digital unit that all layers share. */
  readonly bottleneck: string;
  /** Time between images at that pace. */
  readonly pace_s: number;
  readonly area_m2: number;
  readonly chipArea_m2: number;
  /** Chips of the configured organisation that the network fills (1 unless it has more mats than a chip). */
  readonly chips: number;
  readonly storage_bits: number;
  readonly operations: Readonly<Record<string, number>>;
  readonly batch: number;
}

export type { CheckpointPlan, Organisation };
