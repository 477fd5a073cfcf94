/** What one image asks of the supply, and how a policy cuts it into segments between commits. */

/** A layer of an image, as far as the supply is concerned. */
export interface Part {
  readonly name: string;
  /** Without checkpoints. */
  readonly work_J: number;
  readonly work_s: number;
  /** What a checkpoint interval counts: frames of a layer in the array, outputs of a layer in the digital unit. */
  readonly frames: number;
  /** Micro-operations: lock-step steps of the schedule, outputs of the digital unit. */
  readonly steps: number;
  /** Share of the part's work before its first frame may end: frames of `channel` end in the last round only. Default 0. */
  readonly firstFrame?: number;
  /** One checkpoint inside this part; 0 J where outputs are non-volatile as they are made. */
  readonly checkpoint_J: number;
  readonly checkpoint_s: number;
  /** Non-volatile bits that a checkpoint writes. */
  readonly checkpointBits: number;
  /** Bringing back what a commit inside this part left. */
  readonly restore_J: number;
  readonly restore_s: number;
  /** 'each': every frame is non-volatile as it is made (outputs of the digital unit), whatever the interval. */
  readonly commits: 'interval' | 'each';
}

/** One image. Its parts add up to the ordinary evaluation without checkpoints. */
export interface Workload {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** How a policy cuts images. */
export interface Cut {
  /** Frames between commits, where parts commit by interval. */
  readonly interval: number;
  /** 'part': as the parts say; 'image': nothing is kept within an image, the interval counts images; 'step': every micro-operation. */
  readonly grain: 'part' | 'image' | 'step';
  /** 'step' and no cost at the commits: stored once, when the supply warns. */
  readonly onWarning?: boolean;
  /** Share of a lost frame's energy that its replay costs, where the rows of the frames since the commit are kept; absent: frames are lost. */
  readonly replay?: number;
}

/** Where a run stands: a place of the cycle from which it can go on. Coordinates are energies from the start of the cycle. */
export interface Place {
  /** Commits before it included. */
  readonly cost_J: number;
  /** Work alone. */
  readonly work_J: number;
  readonly frames: number;
  readonly part: number;
}

/** Energy that a failure takes. */
export interface Loss {
  readonly mean_J: number;
  readonly variance_J2: number;
}

export interface Plan {
  readonly cut: Cut;
  /** Images of one cycle: 1 unless commits are further apart. */
  readonly images: number;
  readonly work_J: number;
  /** Work and checkpoints of one cycle. */
  readonly cost_J: number;
  readonly duration_s: number;
  /** Drawn while running: cost over duration. */
  readonly active_W: number;
  readonly frames: number;
  readonly commits: number;
  readonly commitBits: number;
  /** Stored when the supply warns (just in time); else 0. */
  readonly reserve_J: number;
  /** The dearest segment, its commit included: no burst below it and the restore makes progress everywhere. */
  readonly largestSegment_J: number;
  readonly largestRestore_J: number;
  /** The most that a segment takes with the restore that comes before it. */
  readonly dearest_J: number;
  /** Of a failure at a uniformly random place. */
  readonly meanRestore_J: number;
  /** Cost of what a failure at a uniformly random place takes: mean and variance. */
  readonly loss: Loss;
  /** The same where whole frames since the commit are replayed: only the frame under way is lost. Without a log it is `loss`. */
  readonly unlogged: Loss;
  /** How far shares of frames and of cost differ within the cycle, at most. */
  readonly skew: number;
  /** All segments equal and nothing left over: every burst of equal energy makes equal progress. */
  readonly uniform: { readonly segment_J: number; readonly frames: number; readonly work_J: number } | undefined;
  /** The last commit at or before a cost within the cycle, the start of the cycle included. */
  readonly lastCommit: (cost_J: number) => Place;
  /** The last finished frame at or before a cost (for replay). */
  readonly lastFrame: (cost_J: number) => Place;
  readonly workAt: (cost_J: number) => number;
  readonly costAt: (work_J: number) => number;
  readonly framesAt: (cost_J: number) => number;
  readonly restoreAt: (part: number) => number;
  /** Segments of one cycle by kind: how many, and what each costs, commit included. For the closed forms. */
  readonly segments: readonly { readonly count: number; readonly cost_J: number; readonly work_J: number; readonly restore_J: number }[];
}
