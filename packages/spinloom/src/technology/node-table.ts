/** What the tables of a node hold: transistors by roadmap, wires by type. */

/** High performance, low standby power, low operating power. */
export type Roadmap = 'HP' | 'LSTP' | 'LOP';

export type WireType = 'LocalAggressive' | 'LocalConservative' | 'SemiAggressive' | 'SemiConservative' | 'GlobalAggressive' | 'GlobalConservative';

/** Currents are those at 300, 310 ... 400 K. */
export interface TransistorTable {
  readonly vdd_V: number;
  readonly vth_V: number;
  readonly gateLength_m: number;
  readonly capIdealGate_F_per_m: number;
  readonly capFringe_F_per_m: number;
  readonly capOx_F_per_m2: number;
  readonly muN_m2_per_Vs: number;
  readonly muP_m2_per_Vs: number;
  /** Width of a P device over that of the N device that matches it. */
  readonly pnSizeRatio: number;
  /** On-resistance over Vdd / Ion. */
  readonly effectiveResistanceMultiplier: number;
  readonly ionN_A_per_m: readonly number[];
  readonly ionP_A_per_m: readonly number[];
  readonly ioffN_A_per_m: readonly number[];
  readonly ioffP_A_per_m: readonly number[];
}

export interface WireTable {
  readonly pitch_m: number;
  /** Thickness over width. */
  readonly aspectRatio: number;
  /** Dielectric between layers. */
  readonly ild_m: number;
  readonly horizontalDielectric: number;
  readonly resistivity293K_ohm_m: number;
  readonly barrier_m: number;
}

export interface NodeTable {
  readonly node_nm: number;
  readonly transistors: Readonly<Record<Roadmap, TransistorTable>>;
  readonly wires: Readonly<Record<WireType, WireTable>>;
}

export const roadmaps: readonly Roadmap[] = ['HP', 'LSTP', 'LOP'];

export const wireTypes: readonly WireType[] = [
  'LocalAggressive',
  'LocalConservative',
  'SemiAggressive',
  'SemiConservative',
  'GlobalAggressive',
  'GlobalConservative',
];
