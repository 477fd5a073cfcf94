/**
 * IMCE, the bit-wise in-memory convolution engine: serial bit-counters, shifters and a sum unit beside each computational sub-array (paper 1).
 *
 * Inferred: parallel counters of `counterSegment` columns (paper 2, footnote 1: 8), the number of accumulators, the word width. The counter
 * runs as fast as its synthesised netlist allows.
 */
import { z } from 'zod';
import { mergeAdderBits } from '../../circuit/index.ts';
import { chosen, type Expression, exact, formulaOf, given, productOf, sumOf } from '../../quantity/index.ts';
import { type AddOn, accumulators, many, matWith, secondDecoder, share, together } from '../add-ons.ts';
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
import { imceProgram } from './program.ts';

const optionsSchema = z.strictObject({
  ...mappingOptions,
  counterSegment: z.literal([8, 16, 32, 64]).default(8).describe('Columns of one serial counter (paper 2, footnote 1: 8)'),
  counterClock_Hz: z
    .union([z.literal('characterised'), z.number().min(1e3).max(1e12)])
    .default('characterised')
    .describe('Clock of the serial counter, Hz, or what the synthesised counter reaches'),
});
type Options = z.output<typeof optionsSchema>;

export const imce: Design = {
  id: 'imce',
  title: 'IMCE: AND, serial bit-counter, shifter and sum',
  cite: 'paper 1: Angizi, He, Parveen and Fan, IMCE: energy-efficient bit-wise in-memory convolution engine for deep neural network (ASP-DAC 2018)',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'counters of 8 columns (paper 2, footnote 1), as fast as synthesised' },
    'paper-calibrated': {
      options: { counterSegment: 32, counterClock_Hz: 2e9 },
      note: 'two constants, counters of 32 columns at 2 GHz: chosen on an earlier table of the array to give the published speed ratio of about 3 between the designs',
    },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const { columns } = hardware.organisation;
    const segment = Math.min(options.counterSegment, columns / options.accumulators);
    const priced = tariffs(hardware, options, segment);
    const mat = matWith(hardware.array, addOns(hardware, options, segment));
    return {
      id: 'imce',
      options,
      program: imceProgram({ ...options, columns, charges: layoutCharges(priced, mat, ['sense-and', 'write', 'sense-read', 'count']) }),
      tariffs: priced,
      fill: fill(hardware),
      ...mat,
      matsOfChip: matsOf(hardware.organisation).mats,
      shared: sharedUnit(hardware),
      loadBit: hardware.array.write.bit,
    };
  },
};

function tariffs(hardware: Hardware, options: Options, segment: number): Tariffs {
  const { blocks } = hardware;
  const columns = exact(segment, 'columns of a counter');
  const counter = blocks.counter(segment);
  const count = formulaOf(counter.energy.value / segment, 'J', 'a segment loaded and counted / its columns', { segment: counter.energy, columns });
  const period =
    options.counterClock_Hz === 'characterised'
      ? given(counter.delay, 'least clock period of the counter')
      : formulaOf(1 / options.counterClock_Hz, 's', '1 / clock', { clock: chosen(options.counterClock_Hz, 'Hz', 'option counterClock_Hz') });
  const serial = productOf('s', 'columns of a counter x clock period', { columns, period });
  // A partial count of a segment of s columns has log2(s)+1 bits; the tree that merges them is a few bits wider.
  const mergeBits = countBits(hardware.organisation.columns);
  const merge = productOf('J', 'full adders of the sum unit', { bits: exact(mergeBits, 'bits of a count'), adder: blocks.fullAdder.energy });
  return {
    ...arrayTariffs(hardware),
    ...movementTariffs(hardware),
    ...digitalTariffs(hardware),
    ...checkpointTariffs(hardware),
    ...accumulationTariffs(hardware, blocks.shifter(mergeBits).energy),
    count: byColumn('bit-count', count, serial),
    merge: byColumn('sum', merge),
  };
}

function fill({ blocks, organisation }: Hardware): Expression {
  return sumOf('s', 'shift and addition of the last slot', {
    shift: given(blocks.shifter(countBits(organisation.columns)).delay, 'one pass of the shifter'),
    add: given(blocks.accumulator.delay, 'one addition in an accumulator'),
  });
}

/** Bits of the largest count of so many columns. */
const countBits = (columns: number): number => Math.log2(columns) + 1;

function addOns(hardware: Hardware, options: Options, segment: number): Readonly<Record<string, AddOn>> {
  const { array, blocks, organisation } = hardware;
  const counters = organisation.columns / segment;
  const merge = share(blocks.merge, blocks.merge.adderBits, 'bits of its adders');
  return {
    decoder: secondDecoder(hardware),
    references: array.additions.references,
    'bit-count': many(counters, 'segments', blocks.counter(segment)),
    shift: many(options.accumulators, 'accumulators', blocks.shifter(countBits(organisation.columns))),
    sum: together('merging of partial counts + accumulators', {
      merge: many(mergeAdderBits(counters, countBits(segment)), 'bits of the merging adders', merge),
      accumulators: accumulators(hardware, options.accumulators),
    }),
  };
}
