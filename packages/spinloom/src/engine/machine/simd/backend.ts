/**
 * The back end of everyday use: accumulators in WebAssembly SIMD, layer after layer in one memory.
 *
 * Accumulators and codes are integers, so they are those of every other back end; sums of real numbers keep the order and the precision of the
 * reference. Layers that the kernels do not take (weights beyond 16 bits, operands beyond a
 * gigabyte) and faults go through packed execution. The network is read-only: codes changed after a first run are not seen.
 */
import { type Build, bestBuild, instantiate, supports } from '@spinloom/kernels';
import type { Digital, Dot } from '../../../network/index.ts';
import { poolCodes, poolSums } from '../inference/pool.ts';
import { applyThresholds } from '../inference/thresholds.ts';
import { packedBackend } from '../packed/backend.ts';
import { type FaultHardware, faultAdder, noHardware } from '../packed/faults.ts';
import type { Backend, LayerFaults } from '../types.ts';
import { arrangeInput, type Codes, type EntryBook } from './arrange.ts';
import { prepareLinear, type ReadyLinear, runLinear } from './linear.ts';
import { type Memory, memoryOf } from './memory.ts';
import { type Prepared, prepare } from './prepare.ts';
import { runSums, soleKernel } from './run.ts';
import { type Resident, slotKernel } from './slots.ts';

export interface SimdOptions {
  /** As for `packedBackend`. */
  readonly hardware?: FaultHardware;
  /** Default: the best that this engine has. */
  readonly build?: Build;
}

/** Bytes of constants after which layers that were prepared are forgotten, and prepared again when they come back. */
const mostKept = 1.25 * 2 ** 30;

/** A back end with a memory of its own; packed execution where the engine has no SIMD, or not the build that was asked for. */
export function simdBackend({ hardware, build = bestBuild() }: SimdOptions = {}): Backend {
  const packed = packedBackend(hardware);
  if (build === undefined || !supports(build)) return packed;
  const memory = memoryOf(instantiate(build));
  const adder =
    hardware === undefined
      ? noHardware
      : faultAdder(
          hardware,
          slotKernel(memory, () => resident),
        );
  let resident: Resident | undefined;
  let layers = new WeakMap<Dot, Prepared | 'packed'>();
  let entries: EntryBook = new WeakMap();
  let products = new WeakMap<Digital, ReadyLinear | 'script'>();
  const forget = (): void => {
    if (memory.used() < mostKept) return;
    memory.clear();
    layers = new WeakMap();
    entries = new WeakMap();
    products = new WeakMap();
  };
  const prepared = (layer: Dot): Prepared | undefined => {
    const known = layers.get(layer) ?? prepare(layer, build, memory) ?? 'packed';
    layers.set(layer, known);
    return known === 'packed' ? undefined : known;
  };
  const arranged = (ready: Prepared, { layer, codes }: Operands): number =>
    arrangeInput(ready, memory, entries, codes instanceof Uint8Array ? fromHost(layer, codes, memory) : codes);
  const plain = (layer: Dot, input: Uint8Array): Int32Array => {
    const ready = prepared(layer);
    if (ready === undefined) return packed.dot(layer, input);
    return planarSums(ready, memory, runSums(ready, memory, arranged(ready, { layer, codes: input })), ready.plan.positions);
  };
  /** Where the sums lie in the memory of the kernels, if those did everything; else accumulators for the host. */
  const faultySums = (operands: Operands, faults: LayerFaults): number | Int32Array => {
    const { layer } = operands;
    let laidOut: Uint8Array | undefined;
    const input = (): Uint8Array => {
      laidOut ??= hostCodes(operands, memory);
      return laidOut;
    };
    const folded = adder.fold(layer, input, faults, (one) => plain(one, input()));
    if (folded !== undefined) return folded;
    const ready = prepared(layer);
    const map = ready === undefined ? 0 : arranged(ready, operands);
    const sums = ready === undefined ? undefined : runSums(ready, memory, map);
    let made: Int32Array | undefined;
    const acc = (): Int32Array => {
      made ??= ready === undefined ? packed.dot(layer, input()) : planarSums(ready, memory, sums!, ready.plan.positions);
      return made;
    };
    resident = ready === undefined ? undefined : residentOf(ready, sums!, map);
    adder.add(layer, input, faults, acc);
    return made ?? sums ?? acc();
  };
  return {
    name: `simd ${build}`,
    dot: (layer, input, faults) => {
      forget();
      if (faults === undefined) return plain(layer, input);
      const sums = faultySums({ layer, codes: input }, faults);
      const ready = prepared(layer);
      return typeof sums === 'number' ? planarSums(ready!, memory, sums, ready!.plan.positions) : sums;
    },
    digital: (node, operands) => {
      forget();
      const ready = products.get(node) ?? prepareLinear(node, memory) ?? 'script';
      products.set(node, ready);
      return ready === 'script' || operands.length !== 1 ? undefined : runLinear(ready, memory, operands[0]!);
    },
    chain: (chain, input, faults) => {
      forget();
      // Every layer is prepared first: what is kept later may grow the memory, but moves nothing.
      const ready = chain.map(prepared);
      let codes: Codes | Uint8Array = input;
      for (const [i, layer] of chain.entries()) {
        const next = ready[i];
        const wrong = faults?.(layer);
        let sums: number | Int32Array;
        const operands: Operands = { layer, codes, from: ready[i - 1] };
        if (wrong !== undefined) sums = faultySums(operands, wrong);
        else if (next !== undefined) sums = runSums(next, memory, arranged(next, operands));
        else sums = packed.dot(layer, hostCodes(operands, memory));
        if (typeof sums !== 'number') {
          const pooled = poolSums(layer, sums);
          if (layer.thresholds === undefined) return pooled;
          codes = poolCodes(layer, applyThresholds({ ...layer, thresholds: layer.thresholds }, pooled));
          continue;
        }
        const { at, positions } = pooledSums(next!, memory, sums);
        if (layer.thresholds === undefined) return planarSums(next!, memory, at, positions);
        codes = outputCodes(next!, memory, at, positions);
      }
      return codes instanceof Uint8Array ? codes : toHost(ready.at(-1)!, memory, codes);
    },
  };
}

/**
 * The inner kernel of a layer by itself, operands laid out and tables built beforehand: for measuring. The layer has one group, weights of 1 or 2
 * bits and codes of at most 6.
 */
export function layerKernel(layer: Dot, input: Uint8Array, build: Build): () => void {
  const memory = memoryOf(instantiate(build));
  const ready = prepare(layer, build, memory);
  if (ready === undefined) throw new Error(`layer '${layer.name}' does not run on the kernels`);
  return soleKernel(ready, memory, arrangeInput(ready, memory, new WeakMap(), fromHost(layer, input, memory)));
}

/** What a layer runs on: codes of the host, or those that the layer `from` left in the memory. */
interface Operands {
  readonly layer: Dot;
  readonly codes: Codes | Uint8Array;
  readonly from?: Prepared | undefined;
}

function hostCodes({ codes, from }: Operands, memory: Memory): Uint8Array {
  return codes instanceof Uint8Array ? codes : toHost(from!, memory, codes);
}

/** Maps of bytes serve the errors, too. */
function residentOf({ laneCount, laneOf, lanes, plan }: Prepared, at: number, map: number): Resident {
  const bytes = plan.kind !== 'dot16' && plan.kind !== 'lanes';
  return { at, lanes: laneCount, laneOf, lanesOf: lanes, ...(bytes ? { map: { at: map, pixel: plan.arrangedBytes } } : {}) };
}

function fromHost(layer: Dot, input: Uint8Array, memory: Memory): Codes {
  const at = memory.space('input', input.length + 64);
  memory.bytes().set(input, at);
  const { input: shape } = layer.geometry;
  const [, height, width] = shape;
  return { at, row: width, pixel: 1, channel: (c) => c * height * width, shape, order: 'planes', key: 'host' };
}

/** Sums as [kernel, position]. */
function planarSums({ laneCount, lanes, laneOf }: Prepared, memory: Memory, sums: number, positions: number): Int32Array {
  const length = positions * laneOf.length;
  const to = memory.space('tables', length * 4);
  memory.kernels.planar(sums, laneCount * 4, positions, lanes, laneOf.length, to);
  return memory.words().slice(to >> 2, (to >> 2) + length);
}

function toHost({ laneCount, lanes, laneOf }: Prepared, memory: Memory, { at, shape }: Codes): Uint8Array {
  const positions = shape[1] * shape[2];
  const to = memory.space('input', positions * laneOf.length);
  memory.kernels.planarCodes(at, laneCount, positions, lanes, laneOf.length, to);
  return memory.bytes().slice(to, to + positions * laneOf.length);
}

function pooledSums({ layer, laneCount, regions, regionCount, plan }: Prepared, memory: Memory, sums: number): { at: number; positions: number } {
  if (layer.pool?.mode !== 'average') return { at: sums, positions: plan.positions };
  const at = memory.space('pooled', regionCount * laneCount * 4);
  memory.kernels.poolSums(sums, layer.geometry.output[2], laneCount, regions, regionCount, at);
  return { at, positions: regionCount };
}

/** Thresholds and maxima. */
function outputCodes(ready: Prepared, memory: Memory, sums: number, positions: number): Codes {
  const { layer, laneCount, laneOf, levels, narrow, flips, classes, regions, regionCount, smallest } = ready;
  const { pool, thresholds, geometry } = layer;
  const count = 2 ** thresholds!.output.bits - 1;
  const codes = memory.space('codes', positions * laneCount);
  const { kernels: calls } = memory;
  (narrow ? calls.thresholds16 : calls.thresholds)(sums, positions, laneCount, levels, count, flips, classes, codes);
  const [kernels, height, width] = pool === undefined ? geometry.output : pool.output;
  const shape = [kernels, height, width] as const;
  const key = `${laneCount} ${shape.join()}`;
  const order = laneOf[kernels - 1] === kernels - 1 ? 'pixels' : 'other';
  const made = { row: width * laneCount, pixel: laneCount, channel: (c: number) => laneOf[c]!, shape, order, key } as const;
  if (pool?.mode !== 'max') return { at: codes, ...made };
  const at = memory.space('poolCodes', regionCount * laneCount);
  memory.kernels.poolCodes(codes, geometry.output[2], laneCount, regions, regionCount, smallest, at);
  return { at, ...made };
}
