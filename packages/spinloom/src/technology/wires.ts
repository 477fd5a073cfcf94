/**
 * Resistance and capacitance of a wire by its geometry (array model, section 4.2).
 *
 * width = pitch / 2, thickness = aspect ratio x width, spacing = width. Wires are not interpolated: a node takes the next larger table.
 */
import { refuse } from '../refusal/index.ts';
import type { WireType } from './node-table.ts';
import { nodeTables } from './tables.ts';

export interface Wire {
  readonly R_ohm_per_m: number;
  readonly C_F_per_m: number;
  readonly pitch_m: number;
}

const vacuum = 8.85e-12;
const oxide = 3.9;
const miller = 1.5;
const fringe_F_per_m = 1.15e-10;
const temperatureCoefficient = 0.0039;

export function wire(node_nm: number, type: WireType, temperature_K: number): Wire {
  const table = nodeTables.find((candidate) => node_nm <= candidate.node_nm)?.wires[type];
  if (table === undefined)
    return refuse(`wires at ${node_nm} nm have no table: the largest node is ${nodeTables[nodeTables.length - 1]!.node_nm} nm`);
  const width = table.pitch_m / 2;
  const thickness = table.aspectRatio * width;
  const resistivity = table.resistivity293K_ohm_m * (1 + temperatureCoefficient * (Math.trunc(temperature_K) - 293));
  const layers = (2 * vacuum * oxide * width) / table.ild_m;
  const neighbours = (2 * vacuum * miller * table.horizontalDielectric * thickness) / width;
  return {
    R_ohm_per_m: resistivity / ((thickness - table.barrier_m) * (width - 2 * table.barrier_m)),
    C_F_per_m: layers + neighbours + fringe_F_per_m,
    pitch_m: table.pitch_m,
  };
}
