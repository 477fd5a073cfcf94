/**
 * Gates: folding, area, drain capacitance, leakage (array model, section 4.3).
 *
 * A gate is an inverter (1 input) or a NAND of k inputs. Widths are in metres, 0 for a device that is absent; what is too wide for the height that there
 * is, is folded into fingers.
 */
import type { Process } from './process.ts';

/** Height for gates that count as area, in feature sizes. */
export const areaHeight_F = 40;
/** Height in which the drains of logic gates are folded, in feature sizes. */
export const logicHeight_F = 20;

/** Narrowest N device, in feature sizes. */
export const minNmos_F = 1.5;

/** What folding takes of the height that there is, in feature sizes: it needs more. */
export const folding_F = 3;

const contact_F = 2.5;
const polyPitch_F = 1.5;
const betweenTypes_F = 2;
const rails_F = 6;

export interface Extent {
  readonly width_m: number;
  readonly height_m: number;
}

interface Folded {
  readonly fingers: number;
  readonly height_m: number;
}

const absent: Folded = { fingers: 0, height_m: 0 };

/** `share`: of the height, for this device. */
function fold(width_m: number, largest_m: number, feature_m: number): Folded {
  if (width_m <= 0) return absent;
  if (width_m < largest_m) return { fingers: 1, height_m: width_m };
  return { fingers: Math.ceil(width_m / (largest_m - folding_F * feature_m)), height_m: largest_m };
}

/** Heights that the N and the P device may take. */
function room(wN: number, wP: number, height_m: number, feature_m: number): readonly [number, number] {
  if (wN <= 0 || wP <= 0) return [height_m, height_m];
  const shareP = wP / (wP + wN);
  const largestP = shareP * (height_m - betweenTypes_F * feature_m);
  return [(largestP / shareP) * (1 - shareP), largestP];
}

export function gateArea(p: Process, inputs: number, wN: number, wP: number, height_m: number): Extent {
  const F = p.featureSize_m;
  const [largestN, largestP] = room(wN, wP, height_m, F);
  const n = fold(wN, largestN, F);
  const q = fold(wP, largestP, F);
  const unit = ({ fingers }: Folded): number => fingers + (fingers - 1) * polyPitch_F;
  const widthN = n.fingers === 0 ? 0 : 2 * contact_F + inputs * unit(n) + (inputs - 1) * polyPitch_F;
  const widthP = q.fingers === 0 ? 0 : 2 * contact_F + inputs * unit(q) + (inputs - 1) * contact_F;
  return {
    width_m: Math.max(widthN, widthP) * F,
    height_m: n.height_m + q.height_m + (n.fingers > 0 && q.fingers > 0 ? rails_F * F : 0),
  };
}

/** Of the output: drains of the N devices in series and of the P devices side by side. */
export function drainCapacitance(p: Process, inputs: number, wN: number, wP: number, height_m: number): number {
  const F = p.featureSize_m;
  const [largestN, largestP] = room(wN, wP, height_m, F);
  const n = fold(wN, largestN, F);
  const q = fold(wP, largestP, F);
  const widthN =
    inputs === 1 ? contact_F + (n.fingers - 1) * polyPitch_F : contact_F + inputs * (n.fingers - 1) * polyPitch_F + (inputs - 1) * polyPitch_F;
  const widthP = inputs * (contact_F + (q.fingers - 1) * polyPitch_F);
  return junction(p, n, widthN * F) + junction(p, q, widthP * F);
}

function junction(p: Process, { fingers, height_m }: Folded, width_m: number): number {
  if (fingers === 0) return 0;
  const side = 2 * width_m + (fingers % 2 === 1 ? height_m : 0);
  return width_m * height_m * p.capJunction_F_per_m2 + side * p.capSidewall_F_per_m + fingers * height_m * p.capDrainToChannel_F_per_m;
}

/** Amperes. Of a NAND the average over its input states, as a part of that of its P devices. */
export function leakageCurrent(p: Process, inputs: 1 | 2 | 3, wN: number, wP: number): number {
  switch (inputs) {
    case 1:
      return Math.max(wN * p.ioffN_A_per_m, wP * p.ioffP_A_per_m);
    case 2:
      return 0.48 * 2 * wP * p.ioffP_A_per_m;
    case 3:
      return 0.31 * 3 * wP * p.ioffP_A_per_m;
  }
}
