/** The contract of a design: its program, what its operations cost, and the cost of a network on it. */
import type { z } from 'zod';
import type { ArrayFigures, ArrayTechnology, MatOrganisation } from '../array/index.ts';
import type { BlockFigures, CellFigures, SenseFigures } from '../circuit/index.ts';
import type { JunctionFigures } from '../device/index.ts';
import type { CheckpointPlan, OperationCounts, Organisation, Placement, Program } from '../engine/schedule/index.ts';
import type { Network } from '../network/index.ts';
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
  /** What memories are made of, for designs that bring their own. */
  readonly process: Pick<ArrayTechnology, 'node_nm' | 'roadmap' | 'temperature_K' | 'globalRepeaters'>;
  /** Whether what crosses the H-tree is charged. */
  readonly htreeCharged: boolean;
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

/** What every design says of itself once its options are filled in, on a given hardware. */
interface Priced {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly tariffs: Tariffs;
  /** Time that the last slot of a layer adds after the array is done. */
  readonly fill: Expression;
  /** Area of a mat with the add-ons of this design. */
  readonly matArea: Expression;
  /** Leakage of such a mat while it is awake. */
  readonly matLeakage: Expression;
  /** Mats of a chip; 0 where no layer has a mat of its own. */
  readonly matsOfChip: number;
  /** What all layers share: its area by component, its leakage while a layer runs, and its name where it sets the pace. */
  readonly shared: { readonly name: string; readonly area: Expression; readonly leakage: Expression };
  /** Writing one bit (a cell, where it holds several) of a weight, level or parameter. */
  readonly loadBit: Expression;
  /** Figures of its own that `explain` opens, beside those that every design has. */
  readonly figures?: Readonly<Record<string, Expression>>;
  /** What to mind about a cost, a sentence each. */
  readonly notes?: (cost: Cost) => readonly string[];
}

/** Runs by a program of micro-operations, which give its results too. */
export interface ProgrammedInstance extends Priced {
  readonly program: Program;
  readonly counts?: never;
}

/** Cost only: what a network makes it do is counted, not executed. */
export interface CountedInstance extends Priced {
  readonly program?: never;
  /** By name of the layer; what is not there runs in the digital unit. */
  readonly counts: (network: Network, options: CostOptions) => ReadonlyMap<string, LayerWork>;
}

export type DesignInstance = ProgrammedInstance | CountedInstance;

export interface CostOptions {
  /** Images in flight: they follow one another at the pace of the slowest layer, or of what all layers share. */
  readonly batch: number;
  /** Whole copies of each layer's weights, working on different windows. A design whose layers have no mats of their own makes none. */
  readonly replicas: number;
}

/** One layer and one image on a cost-only design. */
export interface LayerWork {
  /** Keys are priced by the tariffs of the design. */
  readonly counts: OperationCounts;
  readonly mats: number;
  /** Bits (or cells) that loading writes. */
  readonly written: number;
  /** 'W:I' as the design runs it. */
  readonly bits: string;
}

export interface Design {
  readonly id: string;
  readonly title: string;
  readonly cite: string;
  /** Present: the design has no program. One sentence why it reports no accuracy. */
  readonly costOnly?: string;
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
  /** Bits (or cells) that loading writes. */
  readonly written: number;
  readonly storage_bits: number;
  readonly leakage_J: number;
  /** Mats in use, replicas included. */
  readonly mats: number;
  /** Of its latency: time in what all layers and images share. */
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
  /** What sets the pace of a batch: the slowest layer, or what all layers share, by its name. */
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
