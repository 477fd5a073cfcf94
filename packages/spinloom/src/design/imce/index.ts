/**
 * IMCE, the bit-wise in-memory convolution engine: serial bit-counters, shifters and a sum unit beside each computational sub-array (paper 1).
 *
 * Inferred: parallel counters of `counterSegment` columns (paper 2, footnote 1: 8), the number of accumulators, the word width. The clock of the counter
 * is 1 GHz until it is characterised.
 */
import { z } from 'zod';
import { wordBits } from '../../engine/schedule/index.ts';
import { chosen, type Expression, exact, formulaOf, given, productOf, sumOf } from '../../quantity/index.ts';
import { accumulatorArea, many } from '../add-ons.ts';
import { matsOf } from '../hardware.ts';
import { accumulationTariffs, arrayTariffs, byColumn, checkpointTariffs, digitalTariffs, movementTariffs, sharedUnit } from '../tariffs.ts';
import type { Design, Hardware, Tariffs } from '../types.ts';
import { imceProgram } from './program.ts';

const optionsSchema = z.strictObject({
  accumulators: z.literal([1, 2, 4, 8, 16, 32]).default(8).describe('Kernels counted at once in a mat'),
  counterSegment: z.literal([8, 16, 32, 64]).default(8).describe('Columns of one serial counter (paper 2, footnote 1: 8)'),
  counterClock_Hz: z.number().min(1e3).max(1e12).default(1e9).describe('Clock of the serial counter, Hz'),
});
type Options = z.output<typeof optionsSchema>;

export const imce: Design = {
  id: 'imce',
  title: 'IMCE: AND, serial bit-counter, shifter and sum',
  cite: 'paper 1: Angizi, He, Parveen and Fan, IMCE: energy-efficient bit-wise in-memory convolution engine for deep neural network (ASP-DAC 2018)',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'counters of 8 columns (paper 2, footnote 1) at 1 GHz' },
    'paper-calibrated': {
      options: { counterSegment: 32, counterClock_Hz: 2e9 },
      note: 'two constants, counters of 32 columns at 2 GHz: chosen on an earlier table of the array to give the published speed ratio of about 3 between the designs',
    },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const { columns } = hardware.organisation;
    const segment = Math.min(options.counterSegment, columns / options.accumulators);
    return {
      id: 'imce',
      options,
      program: imceProgram({ ...options, columns }),
      tariffs: tariffs(hardware, options, segment),
      fill: fill(hardware),
      matLeakage: matLeakage(hardware),
      matArea: matArea(hardware, options, segment),
      matsOfChip: matsOf(hardware.organisation).mats,
      shared: sharedUnit(hardware),
      loadBit: hardware.array.write.bit,
    };
  },
};

function tariffs(hardware: Hardware, options: Options, segment: number): Tariffs {
  const { blocks } = hardware;
  const columns = exact(segment, 'columns of a counter');
  const count = sumOf('J', 'shift register + counter', {
    register: productOf('J', 'flip-flops of a segment clocked once for each of its columns', { columns, flipFlop: blocks.flipFlopEnergy }),
    counter: blocks.counterEnergy,
  });
  const serial = formulaOf(segment / options.counterClock_Hz, 's', 'columns of a counter / clock', {
    columns,
    clock: chosen(options.counterClock_Hz, 'Hz', 'option counterClock_Hz'),
  });
  // A partial count of a segment of s columns has log2(s)+1 bits; the tree that merges them is a few bits wider.
  const mergeBits = Math.log2(hardware.organisation.columns) + 1;
  const merge = productOf('J', 'full adders of the sum unit', { bits: exact(mergeBits, 'bits of a count'), adder: blocks.fullAdderEnergy });
  return {
    ...arrayTariffs(hardware),
    ...movementTariffs(hardware),
    ...digitalTariffs(hardware),
    ...checkpointTariffs(hardware),
    ...accumulationTariffs(hardware, mergeBits),
    count: byColumn('bit-count', count, serial),
    merge: byColumn('sum', merge),
  };
}

function fill({ blocks }: Hardware): Expression {
  return sumOf('s', 'merge, shift and addition of the last slot', {
    shift: given(blocks.muxDelay, 'one pass of the shifter'),
    add: productOf('s', 'carry chain of an accumulator', { bits: exact(wordBits, 'bits'), adder: blocks.fullAdderDelay }),
  });
}

function matArea(hardware: Hardware, { accumulators }: Options, segment: number): Expression {
  const { array, blocks, organisation } = hardware;
  const counters = organisation.columns / segment;
  const countBits = Math.log2(organisation.columns) + 1;
  const counterBits = Math.log2(segment) + 1;
  const register = sumOf('m2', 'flip-flop + multiplexer', { flipFlop: blocks.flipFlopArea, mux: blocks.muxArea });
  const bit = sumOf('m2', 'flip-flop + half adder', { flipFlop: blocks.flipFlopArea, halfAdder: blocks.halfAdderArea });
  const stages = Math.ceil(Math.log2(2 * 8));
  return sumOf('m2', 'sub-array + add-ons', {
    array: array.matArea,
    decoder: array.additions.decoder.area,
    references: array.additions.references.area,
    'bit-count': sumOf('m2', 'shift registers + counters', {
      registers: many(organisation.columns, 'columns', register),
      counters: many(counters * counterBits, 'counters x bits', bit),
    }),
    shift: many(accumulators * countBits * stages, 'accumulators x bits x stages', given(blocks.muxArea)),
    sum: sumOf('m2', 'merging of partial counts + accumulators', {
      merge: many((counters - accumulators) * countBits, 'partial counts merged x bits', given(blocks.fullAdderArea)),
      accumulators: accumulatorArea(hardware, accumulators),
    }),
  });
}

function matLeakage({ array }: Hardware): Expression {
  return sumOf('W', 'sub-array + what computing adds to it', {
    array: array.leakage,
    decoder: array.additions.decoder.leakage,
  });
}
