/** The plainest executor of a lowered network, for tests: every dot product by its definition, no packing, no speed. */
import { decode, encode } from '../codes.ts';
import { runDigital } from '../execute.ts';
import type { Dot, Edge, Encoding, Network, Tensor } from '../types.ts';

interface Held {
  readonly codes?: Uint8Array;
  readonly reals?: Float32Array;
}

/** Runs one image through a lowered network. `seen` is told the output of every node, as codes or reals. */
export function executeNetwork(network: Network, image: Tensor, seen?: (node: string, held: Held) => void): Tensor {
  const outputs = new Map<string, Held>([['input', { reals: image.data }]]);
  const edgesTo = (name: string): readonly Edge[] => network.edges.filter((edge) => edge.to === name).toSorted((a, b) => a.port - b.port);
  const encodingFrom = (name: string): Encoding | undefined => network.edges.find((edge) => edge.from === name)?.encoding;
  for (const node of network.nodes) {
    const incoming = edgesTo(node.name);
    const first = outputs.get(incoming[0]!.from)!;
    let held: Held;
    if (node.kind === 'dot') held = runDot(node, first.codes!);
    else if (node.kind === 'view') held = first;
    else {
      const reals = runDigital(
        node,
        incoming.map((edge) => realsOf(outputs.get(edge.from)!, edge)),
      ).data;
      const encoding = encodingFrom(node.name);
      held = encoding === undefined ? { reals } : { codes: encode(reals, encoding) };
    }
    outputs.set(node.name, held);
    seen?.(node.name, held);
  }
  const last = edgesTo('output')[0]!;
  return realsOf(outputs.get(last.from)!, last);
}

function realsOf(held: Held, edge: Edge): Tensor {
  return held.codes === undefined ? { dims: edge.dims, data: held.reals! } : decode(held.codes, edge.encoding!, edge.dims);
}

/** acc = g_w sum(qp) + o_w sum(p) of every kernel and window. */
export function accumulate(dot: Dot, input: Uint8Array): Int32Array {
  const { geometry, weight } = dot;
  const [channels, height, width] = geometry.input;
  const [kernels, rows, columns] = geometry.output;
  const groupChannels = channels / geometry.groups;
  const groupKernels = kernels / geometry.groups;
  const result = new Int32Array(kernels * rows * columns);
  for (let k = 0; k < kernels; k++) {
    for (let oy = 0; oy < rows; oy++) {
      for (let ox = 0; ox < columns; ox++) {
        let products = 0;
        let sum = 0;
        for (let c = 0; c < groupChannels; c++) {
          for (let ky = 0; ky < geometry.kernel[0]; ky++) {
            for (let kx = 0; kx < geometry.kernel[1]; kx++) {
              const y = oy * geometry.stride[0] - geometry.pad[0] + ky * geometry.dilation[0];
              const x = ox * geometry.stride[1] - geometry.pad[1] + kx * geometry.dilation[1];
              if (y < 0 || y >= height || x < 0 || x >= width) continue;
              const p = input[((Math.floor(k / groupKernels) * groupChannels + c) * height + y) * width + x]!;
              products += dot.codes![((k * groupChannels + c) * geometry.kernel[0] + ky) * geometry.kernel[1] + kx]! * p;
              sum += p;
            }
          }
        }
        result[(k * rows + oy) * columns + ox] = weight.gain * products + weight.offset * sum;
      }
    }
  }
  return result;
}

function runDot(dot: Dot, input: Uint8Array): Held {
  const { pool, thresholds } = dot;
  const kernels = dot.geometry.output[0];
  let accumulators = accumulate(dot, input);
  let area = dot.geometry.output[1] * dot.geometry.output[2];
  const borders = dot.borders!;
  if (pool?.mode === 'average') {
    accumulators = overRegions(dot, (inside) => inside.reduce((sum, at) => sum + accumulators[at]!, 0));
    area = pool.output[1] * pool.output[2];
  }
  const classAt = (position: number): number => (borders.of.length === 0 ? 0 : borders.of[position]!);
  if (thresholds === undefined) {
    const reals = Float32Array.from(accumulators, (accumulator, i) => {
      const kernel = Math.floor(i / area);
      const scale = dot.weight.scale[dot.weight.scale.length === 1 ? 0 : kernel]! * dot.input.scale[0]!;
      return scale * (dot.input.gain * accumulator + borders.constants[classAt(i % area) * kernels + kernel]!);
    });
    return { reals };
  }
  const steps = 2 ** thresholds.output.bits - 1;
  const codes = Uint8Array.from(accumulators, (accumulator, i) => {
    const kernel = Math.floor(i / area);
    const from = (classAt(i % area) * kernels + kernel) * steps;
    const levels = thresholds.levels.subarray(from, from + steps);
    return levels.filter((level) => (thresholds.rising[kernel] === 1 ? accumulator >= level : accumulator <= level)).length;
  });
  if (pool?.mode !== 'max') return { codes };
  const pooled = overRegions(dot, (inside, kernel) => {
    const found = inside.map((at) => codes[at]!);
    return pool.smallest?.[kernel] === 1 ? Math.min(...found) : Math.max(...found);
  });
  return { codes: Uint8Array.from(pooled) };
}

/** One number for each pooling region, from the positions that lie in it. */
function overRegions(dot: Dot, fold: (inside: readonly number[], kernel: number) => number): Int32Array {
  const { window, stride, pad, output } = dot.pool!;
  const [kernels, height, width] = dot.geometry.output;
  const result = new Int32Array(kernels * output[1] * output[2]);
  let at = 0;
  for (let k = 0; k < kernels; k++) {
    for (let oy = 0; oy < output[1]; oy++) {
      for (let ox = 0; ox < output[2]; ox++) {
        const inside: number[] = [];
        for (let y = oy * stride[0] - pad[0]; y < oy * stride[0] - pad[0] + window[0]; y++) {
          for (let x = ox * stride[1] - pad[1]; x < ox * stride[1] - pad[1] + window[1]; x++) {
            if (y >= 0 && y < height && x >= 0 && x < width) inside.push((k * height + y) * width + x);
          }
        }
        result[at++] = fold(inside, k);
      }
    }
  }
  return result;
}
