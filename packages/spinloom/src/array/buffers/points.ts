/**
 * What two published estimators of memories print for eDRAM and SRAM buffers at 45 nm with high-performance periphery, one bank, a whole block an access.
 *
 * Outputs of runs of the two programs, not measurements of chips.
 */

export type BufferKind = 'edram' | 'sram';
export const bufferKinds: readonly BufferKind[] = ['edram', 'sram'];

/** The figures of a point; the unit is in the name. Read and write energy are of one access to a whole block. */
export const pointFigures = ['area_m2', 'readLatency_s', 'cycleTime_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'] as const;
export type PointFigure = (typeof pointFigures)[number];

export interface BufferPoint extends Readonly<Partial<Record<PointFigure, number>>> {
  readonly kind: BufferKind;
  readonly capacity_bytes: number;
  readonly block_bytes: number;
}

/** One program, how it was run, and what it printed. */
export interface Estimator {
  readonly name: string;
  readonly run: string;
  readonly points: readonly BufferPoint[];
}

const kilo = 2 ** 10;
const mega = 2 ** 20;
const square = 1e-6;

/** Access time, cycle time, energies and leakage as printed (ns, nJ, mW), then height and width in mm where they were recorded. */
function cactiPoint(
  kind: BufferKind,
  capacity_bytes: number,
  block_bytes: number,
  [access, cycle, read, write, leakage]: readonly [number, number, number, number, number],
  sides?: readonly [height: number, width: number],
): BufferPoint {
  return {
    kind,
    capacity_bytes,
    block_bytes,
    readLatency_s: access * 1e-9,
    cycleTime_s: cycle * 1e-9,
    readEnergy_J: read * 1e-9,
    writeEnergy_J: write * 1e-9,
    leakage_W: leakage * 1e-3,
    ...(sides === undefined ? {} : { area_m2: sides[0] * sides[1] * square }),
  };
}

export const cacti: Estimator = {
  name: 'CACTI 7',
  run: '45 nm, 350 K, itrs-hp periphery (eDRAM cells lp-dram), one bank, ECC on, objective energy x delay²',
  points: [
    cactiPoint('edram', 512 * kilo, 32, [2.154, 1.742, 0.131, 3.06, 53.7], [1.265, 0.873]),
    cactiPoint('edram', mega, 64, [2.497, 3.205, 0.322, 11.49, 57.2], [2.196, 0.916]),
    cactiPoint('edram', 32 * mega, 64, [6.503, 4.218, 1.497, 23.26, 1686], [7.487, 5.218]),
    cactiPoint('edram', 33 * mega, 64, [6.561, 4.283, 1.515, 23.94, 1735], [7.64, 5.218]),
    cactiPoint('sram', 8 * kilo, 64, [0.282, 0.37, 0.0285, 0.0418, 9.6], [0.199, 0.292]),
    cactiPoint('sram', 16 * kilo, 8, [0.374, 0.33, 0.00891, 0.01177, 19.3], [0.361, 0.152]),
    cactiPoint('sram', 32 * kilo, 64, [0.418, 0.467, 0.0367, 0.0919, 36.7], [0.452, 0.293]),
    cactiPoint('sram', 64 * kilo, 64, [0.616, 0.606, 0.0475, 0.159, 72.7]),
    cactiPoint('sram', 128 * kilo, 64, [0.732, 1.055, 0.0919, 0.182, 132.9], [0.789, 0.564]),
    cactiPoint('sram', 512 * kilo, 64, [1.412, 2.655, 0.242, 0.288, 506.9], [1.582, 1.317]),
    cactiPoint('sram', mega, 64, [1.893, 2.655, 0.361, 0.408, 1014], [3.164, 1.423]),
    cactiPoint('sram', 4 * mega, 64, [3.46, 2.655, 0.817, 0.863, 4056], [6.534, 2.741]),
  ],
};

/** Its refresh figures contradict themselves (a pass longer than the retention, power 0) and are left out. */
export const destiny: Estimator = {
  name: 'DESTINY',
  run: '45 nm HP, cell of 33.1 F² and 18 fF, mat 2x2/1x1, optimised for ReadEDP, temperature not recorded',
  points: [
    {
      kind: 'edram',
      capacity_bytes: 32 * mega,
      block_bytes: 64,
      area_m2: 19.84 * square,
      readLatency_s: 2.593e-9,
      readEnergy_J: 0.687e-9,
      writeEnergy_J: 1.269e-9,
      leakage_W: 2.188,
    },
  ],
};
