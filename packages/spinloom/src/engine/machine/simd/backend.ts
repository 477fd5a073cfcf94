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
import type { Backend } from '../types.ts';
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
  const sumsOf = (ready: Prepared, layer: Dot, input: Uint8Array): number =>
    runSums(ready, memory, arrangeInput(ready, memory, entries, fromHost(layer, input, memory)));
  const plain = (layer: Dot, input: Uint8Array): Int32Array => {
    const ready = prepared(layer);
    return ready === undefined ? packed.dot(layer, input) : planarSums(ready, memory, sumsOf(ready, layer, input), ready.plan.positions);
  };
  return {
    name: `simd ${build}`,
    dot: (layer, input, faults) => {
      forget();
      if (faults === undefined) return plain(layer, input);
      const folded = adder.fold(layer, input, faults, (one) => plain(one, input));
      if (folded !== undefined) return folded;
      const ready = prepared(layer);
      const sums = ready === undefined ? undefined : sumsOf(ready, layer, input);
      let made: Int32Array | undefined;
      const acc = (): Int32Array => {
        made ??= ready === undefined ? packed.dot(layer, input) : planarSums(ready, memory, sums!, ready.plan.positions);
        return made;
      };
      resident = ready === undefined ? undefined : { at: sums!, lanes: ready.laneCount, laneOf: ready.laneOf, lanesOf: ready.lanes };
      adder.add(layer, input, faults, acc);
      return acc();
    },
    digital: (node, operands) => {
      forget();
      const ready = products.get(node) ?? prepareLinear(node, memory) ?? 'script';
      products.set(node, ready);
      return ready === 'script' || operands.length !== 1 ? undefined : runLinear(ready, memory, operands[0]!);
    },
    chain: (chain, input) => {
      forget();
      // Every layer is prepared first: what is kept later may grow the memory, but moves nothing.
      const ready = chain.map(prepared);
      let codes: Codes | Uint8Array = input;
      for (const [i, layer] of chain.entries()) {
        const next = ready[i];
        const last = i === chain.length - 1;
        if (next === undefined) {
          const host: Uint8Array = codes instanceof Uint8Array ? codes : toHost(ready[i - 1]!, memory, codes);
          const sums = poolSums(layer, packed.dot(layer, host));
          if (layer.thresholds === undefined) return sums;
          codes = poolCodes(layer, applyThresholds({ ...layer, thresholds: layer.thresholds }, sums));
          continue;
        }
        const source: Codes = codes instanceof Uint8Array ? fromHost(layer, codes, memory) : codes;
        const { at, positions } = pooledSums(next, memory, runSums(next, memory, arrangeInput(next, memory, entries, source)));
        if (layer.thresholds === undefined) return planarSums(next, memory, at, positions);
        codes = outputCodes(next, memory, at, positions);
        if (last) return toHost(next, memory, codes);
      }
      return codes as Uint8Array;
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
