/**
 * AND-Accumulation: in-memory XOR and a 4:2 compressor tree instead of a serial counter, an adaptive shift register, a non-volatile full adder (paper 2).
 *
 * Inferred, trust `assumed`: the fold (which rows meet in the XOR), the number of accumulators, the word width, compress, shift and add of one slot
 * overlapping the array steps of the next.
 */
import { z } from 'zod';
import type { DigitalFigures } from '../../circuit/index.ts';
import { wordBits } from '../../engine/schedule/index.ts';
import { type Expression, exact, formulaOf, given, productOf, sumOf } from '../../quantity/index.ts';
import { type AddOn, accumulators, cells, many, matWith, secondDecoder } from '../add-ons.ts';
import { matsOf } from '../hardware.ts';
import { mappingOptions } from '../mapping.ts';
import {
  accumulationTariffs,
  arrayTariffs,
  byColumn,
  checkpointTariffs,
  digitalTariffs,
  layoutCharges,
  movementTariffs,
  sharedUnit,
} from '../tariffs.ts';
import type { Design, Hardware, Tariffs } from '../types.ts';
import { andAccumulationProgram } from './program.ts';

const checkpointSchema = z.strictObject({
  every: z
    .union([z.literal('none'), z.int().positive()])
    .default(20)
    .describe('Frames between checkpoints (paper 2, II.B.3: 20), or none'),
  frame: z
    .enum(['plane', 'window', 'channel', 'image'])
    .default('plane')
    .describe('What a frame is; the paper does not say. A frame of image lies between images and costs nothing within one'),
  commit: z
    .enum(['literal', 'single', 'atomic', 'double-slot'])
    .default('double-slot')
    .describe('How a checkpoint becomes valid; double-slot keeps two copies. The others differ under power failure only'),
  flipFlops: z
    .enum(['dual', 'cout-as-sum', 'sum-only', 'sum-only+resolve'])
    .default('dual')
    .describe('Non-volatile flip-flops of a full adder: dual keeps sum and carry. The others differ under power failure only'),
});

const optionsSchema = z.strictObject({
  ...mappingOptions,
  xorRow: z.enum(['written', 'sensed']).default('written').describe('The XOR row: written back (paper 2, II.B.1) or left in the sense amplifiers'),
  shifter: z.enum(['adaptive', 'parametric']).default('adaptive').describe('At most two places a pass (paper 2, Fig. 6), or any shift in one pass'),
  checkpoints: checkpointSchema.prefault({}),
});
type Options = z.output<typeof optionsSchema>;

export const andAccumulation: Design = {
  id: 'and-accumulation',
  title: 'AND-Accumulation: in-memory 4:2 compressors, adaptive shifter, non-volatile adder',
  cite: 'paper 2: Roohi, Angizi, Fan and DeMara, Processing-in-memory acceleration of CNNs for energy-efficiency and power-intermittency resilience (ISQED 2019)',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'no constant is tuned' },
    'paper-calibrated': { options: {}, note: 'no constant is tuned: equal to physical' },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const priced = tariffs(hardware, options);
    const mat = matWith(hardware.array, addOns(hardware, options));
    const slot = ['sense-and', 'write', 'sense-and', 'write', 'sense-xor', ...(options.xorRow === 'written' ? ['write'] : [])];
    return {
      id: 'and-accumulation',
      options,
      program: andAccumulationProgram({ ...options, charges: layoutCharges(priced, mat, slot) }),
      tariffs: priced,
      fill: accumulationTime(hardware, options),
      ...mat,
      matsOfChip: matsOf(hardware.organisation).mats,
      shared: sharedUnit(hardware),
      loadBit: hardware.array.write.bit,
    };
  },
};

/** Full adders' worth of a tree that counts n ones: n - log2(n) - 1. */
function treeAdders(inputs: number): number {
  return inputs - Math.log2(inputs) - 1;
}

/** Size of the tree over two rows against the synthesised one of 512 columns; 1 in the papers' organisation. */
function foldShare({ blocks, organisation }: Hardware): number {
  return treeAdders(2 * organisation.columns) / treeAdders(2 * blocks.fold.columns);
}

/** Bits of the largest count of a chunk, shift included. */
const countBits = (hardware: Hardware): number => Math.log2(2 * hardware.organisation.columns) + 1;

/** What shifts a count, as the option says. */
function shiftBlock(hardware: Hardware, { shifter }: Options): DigitalFigures {
  const bits = countBits(hardware);
  return shifter === 'adaptive' ? hardware.blocks.shiftRegister(bits) : hardware.blocks.shifter(bits);
}

function tariffs(hardware: Hardware, options: Options): Tariffs {
  const { array, blocks, organisation } = hardware;
  const compress = formulaOf(
    (blocks.fold.energy.value * foldShare(hardware)) / organisation.columns,
    'J',
    'energy of the tree over two rows, by full adders, / columns',
    {
      tree: blocks.fold.energy,
      share: exact(foldShare(hardware), 'full adders of the tree / those of the synthesised one'),
      columns: exact(organisation.columns, 'columns'),
    },
  );
  // The next slot's row operations hide the accumulation of this one as long as they take longer.
  const rows = options.xorRow === 'written' ? 3 : 2;
  const arrayTime = 2 * array.and.latency.value + array.xor.latency.value + rows * array.write.latency.value;
  const busy = accumulationTime(hardware, options);
  const exposed = formulaOf(Math.max(0, busy.value - arrayTime), 's', 'what accumulation takes longer than the array steps of the next slot', {
    accumulation: busy,
  });
  return {
    ...arrayTariffs(hardware),
    ...movementTariffs(hardware),
    ...digitalTariffs(hardware),
    ...checkpointTariffs(hardware),
    ...accumulationTariffs(hardware, shiftBlock(hardware, options).energy),
    compress: byColumn('compressor', compress, exposed, busy.value),
  };
}

/** Compressor levels, shift passes and carry chain of one slot. */
function accumulationTime(hardware: Hardware, options: Options): Expression {
  const { blocks, organisation } = hardware;
  const passes = options.shifter === 'adaptive' ? 8 : 1;
  return sumOf('s', 'compress + shift + add', {
    compress: productOf('s', 'delay of the tree x levels', {
      tree: blocks.fold.delay,
      levels: exact(Math.log2(2 * organisation.columns) / Math.log2(2 * blocks.fold.columns), 'log2(inputs) / that of the synthesised tree'),
    }),
    shift: productOf('s', 'most passes of the shift register', {
      passes: exact(passes, 'passes for a shift of up to 15'),
      pass: given(shiftBlock(hardware, options).delay),
    }),
    add: given(blocks.accumulator.delay, 'one addition in an accumulator'),
  });
}

function addOns(hardware: Hardware, options: Options): Readonly<Record<string, AddOn>> {
  const { array, blocks, cell } = hardware;
  const bits = junctions(options.accumulators, options.checkpoints);
  return {
    decoder: secondDecoder(hardware),
    references: array.additions.references,
    'XOR amplifiers': array.additions.xorAmplifiers,
    compressor: many(foldShare(hardware), 'full adders of the tree / those of the synthesised one', blocks.fold),
    shift: many(options.accumulators, 'accumulators', shiftBlock(hardware, options)),
    sum: accumulators(hardware, options.accumulators),
    checkpoints: cells(bits, 'bits x slots x junction cells a bit', cell.area),
  };
}

/** Junction cells of the non-volatile flip-flops: sum and carry of each bit where both are kept, in two slots where a checkpoint is double-slotted. */
function junctions(accumulators: number, { every, commit, flipFlops }: Options['checkpoints']): number {
  if (every === 'none') return 0;
  return accumulators * wordBits * (flipFlops === 'dual' ? 2 : 1) * (commit === 'double-slot' ? 2 : 1);
}
