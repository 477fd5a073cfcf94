/**
 * The oracle of every back end: the definition of the accumulator in plain integer arithmetic.
 *
 * acc[k, y, x] = sum over the valid taps of g_w q p + o_w p, with q the weight code and p the input code. A tap in the padding has code 0
 * and is left out. Written to be read, not to be fast; sums wrap modulo 2^32.
 */
import type { Dot } from '../../network/index.ts';
import { refuse } from '../../refusal/index.ts';
import type { Backend, LayerFaults } from './types.ts';

/** Plain integer multiply-accumulate over codes: any geometry, 1 to 8 bits. Refuses faults. */
export const directBackend: Backend = { name: 'direct', dot };

function dot(layer: Dot, input: Uint8Array, faults?: LayerFaults): Int32Array {
  if (faults !== undefined) refuse(`layer '${layer.name}' has faults, but the direct back end has no mats in which they could happen`);
  const [kernels, rows, columns] = layer.geometry.output;
  const kernelsPerGroup = kernels / layer.geometry.groups;
  const codes = weightCodes(layer);
  const acc = new Int32Array(kernels * rows * columns);
  for (let kernel = 0; kernel < kernels; kernel++) {
    const group = Math.floor(kernel / kernelsPerGroup);
    for (let y = 0; y < rows; y++) addRow(layer, codes, input, kernel, group, y, acc.subarray((kernel * rows + y) * columns));
  }
  return acc;
}

/** Accumulators of one row of output positions, tap by tap. */
function addRow(layer: Dot, codes: Uint8Array, input: Uint8Array, kernel: number, group: number, y: number, row: Int32Array): void {
  const { input: shape, output, kernel: size, stride, dilation, pad, groups } = layer.geometry;
  const { gain, offset } = layer.weight;
  const [channels, height, width] = shape;
  const columns = output[2];
  const step = stride[1];
  const perGroup = channels / groups;
  let tap = kernel * perGroup * size[0] * size[1];
  for (let c = 0; c < perGroup; c++) {
    for (let v = 0; v < size[0]; v++) {
      const inputY = y * stride[0] + v * dilation[0] - pad[0];
      const pixels = ((group * perGroup + c) * height + inputY) * width;
      for (let u = 0; u < size[1]; u++, tap++) {
        if (inputY < 0 || inputY >= height) continue;
        const weight = gain * codes[tap]! + offset;
        const left = u * dilation[1] - pad[1];
        for (let x = 0; x < columns; x++) {
          const inputX = left + x * step;
          if (inputX >= 0 && inputX < width) row[x] = row[x]! + weight * input[pixels + inputX]!;
        }
      }
    }
  }
}

/** Weight codes of a layer, [kernel, channel of its group, y, x]. Refuses a layer that has only shapes. */
export function weightCodes(layer: Dot): Uint8Array {
  return layer.codes ?? refuse(`Layer '${layer.name}' has no weights (cost only): it can be placed and priced, but no image can run through it.`);
}
