/**
 * A block that predecodes up to nine address bits (array model, section 4.5).
 *
 * One basic decoder drives the load itself. Two or three are followed by a second stage of one NAND an output. As in NVSim, energy and leakage count each
 * kind of first-stage decoder once, the second kind is charged the delay of the first with its own ramp, and the load has no resistance.
 */
import { type BasicDecoder, computeBasicDecoder } from './basic-decoder.ts';
import { type BlockNumbers, type Broken, block, isBroken, nothing } from './block.ts';
import { step_per_s } from './horowitz.ts';
import { computeNandStage, nandInputCap, nandStageDelay } from './nand-stage.ts';
import type { Process } from './process.ts';

export interface Predecoder {
  readonly numbers: BlockNumbers;
  readonly ramp_per_s: number;
}

const none: Predecoder = { numbers: nothing, ramp_per_s: step_per_s };

const mostBits = 9;

export function computePredecoder(p: Process, bits: number, outputCap_F: number): Predecoder | Broken {
  if (bits === 0) return none;
  if (bits > mostBits) return `a predecoder of ${bits} address bits needs three stages; at most ${mostBits} bits are modelled`;
  if (bits <= 3) {
    const only = computeBasicDecoder(p, bits as 1 | 2 | 3, outputCap_F);
    if (isBroken(only)) return only;
    const { latency_s, ramp_per_s } = only.delay(step_per_s);
    return { numbers: block(only.width_m, only.height_m, latency_s, only.energy_J, only.leakage_W), ramp_per_s };
  }
  return twoStages(p, bits, outputCap_F);
}

function twoStages(p: Process, bits: number, outputCap_F: number): Predecoder | Broken {
  const twos = [0, 2, 1][bits % 3]!;
  const threes = (bits - 2 * twos) / 3;
  const inputs = (twos + threes) as 2 | 3;
  const second = computeNandStage(p, inputs, { outputCap_F, outputRes_ohm: 0, style: 'latency', minCurrent_A: 0 });
  if (isBroken(second)) return second;
  // Every output of a first-stage decoder meets all combinations of the outputs of the others.
  const input = nandInputCap(p, inputs);
  const two = twos === 0 ? undefined : computeBasicDecoder(p, 2, 4 ** (twos - 1) * 8 ** threes * input);
  const three = threes === 0 ? undefined : computeBasicDecoder(p, 3, 4 ** twos * 8 ** (threes - 1) * input);
  if (typeof two === 'string') return two;
  if (typeof three === 'string') return three;
  const kinds = [two, three].filter((kind): kind is BasicDecoder => kind !== undefined);
  const first = kinds[0]!.delay(step_per_s);
  const outputs = 2 ** bits;
  let latency_s = 0;
  let ramp_per_s = 0;
  for (const kind of kinds) {
    const after = nandStageDelay(second, kind.delay(step_per_s).ramp_per_s);
    latency_s = Math.max(latency_s, first.latency_s + after.latency_s);
    ramp_per_s = Math.max(ramp_per_s, after.ramp_per_s);
  }
  const firstHeight = twos * (two?.height_m ?? 0) + threes * (three?.height_m ?? 0);
  const sum = (of: (kind: BasicDecoder) => number): number => kinds.reduce((total, kind) => total + of(kind), 0);
  return {
    numbers: block(
      Math.max(...kinds.map((kind) => kind.width_m)) + second.width_m,
      Math.max(firstHeight, outputs * second.height_m),
      latency_s,
      sum((kind) => kind.energy_J) + second.energy_J,
      sum((kind) => kind.leakage_W) + outputs * second.leakage_W,
    ),
    ramp_per_s,
  };
}
