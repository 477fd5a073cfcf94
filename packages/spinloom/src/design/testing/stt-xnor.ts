/** A toy: XNOR networks on STT-MRAM. Bipolar operands differ in X of L taps, so their dot product is L - 2 X, and only X has to be counted. */
import { z } from 'zod';
import { cellFigures } from '../../circuit/index.ts';
import type { Program } from '../../engine/schedule/index.ts';
import { chosen, exact, productOf, sumOf } from '../../quantity/index.ts';
import { accumulatorArea, many } from '../add-ons.ts';
import { endPhase, poolPhase, windowPhase } from '../common-phases.ts';
import { matsOf } from '../hardware.ts';
import { accumulationTariffs, arrayTariffs, byColumn, digitalTariffs, movementTariffs, sharedUnit } from '../tariffs.ts';
import type { Design } from '../types.ts';

const segment = 16;

/** XOR of two rows instead of AND; the result is counted serially. sum(p) cancels, so there is no correction. */
const program: Program = {
  form: 'xor',
  rules: { fold: 1, accumulators: 8, scratch: [] },
  checkpoints: { every: 'none', frame: 'plane', commit: 'double-slot', flipFlops: 'dual' },
  body: (phase, at, placement) => {
    const { rows } = placement;
    switch (phase) {
      case 'window':
        return windowPhase(at, placement);
      case 'correction':
        return [];
      case 'begin':
        return [{ op: 'begin', times: 0 }];
      case 'slot':
        return [
          {
            op: 'sense',
            f: 'xor',
            row: rows.weight(at.group, at.chunk, at.kernel, 0, at.weightPlane),
            other: rows.input(at.chunk, 0, at.inputPlane),
            half: 0,
          },
          { op: 'count', cycles: segment },
          { op: 'merge', per: segment },
          { op: 'shift', by: at.weightPlane + at.inputPlane, passes: 1 },
          { op: 'add', into: 'acc' },
        ];
      case 'end':
        return endPhase(placement);
      case 'pool':
        return poolPhase(placement);
    }
  },
};

const optionsSchema = z.strictObject({ clock_Hz: z.number().positive().default(1e9).describe('Clock of the serial counters') });

export const sttXnor: Design = {
  id: 'stt-xnor',
  title: 'A toy: XNOR networks on STT-MRAM',
  cite: 'docs/add-a-design.md',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'no constant is tuned' },
    'paper-calibrated': { options: {}, note: 'no paper: equal to physical' },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const { array, blocks, organisation, technology } = hardware;
    const cell = cellFigures(technology, 'stt-1t1r');
    const sensed = arrayTariffs(hardware);
    const write = cell.writeEnergy!;
    const counted = sumOf('J', 'flip-flop + counter', { flipFlop: blocks.flipFlopEnergy, counter: blocks.counterEnergy });
    const time = productOf('s', 'columns of a counter / clock', {
      columns: exact(segment, 'columns'),
      period: chosen(1 / options.clock_Hz, 's', '1 / option clock_Hz'),
    });
    return {
      id: 'stt-xnor',
      options,
      program,
      tariffs: {
        ...sensed,
        ...movementTariffs(hardware),
        ...digitalTariffs(hardware),
        ...accumulationTariffs(hardware, 10),
        write: byColumn('array write', write, cell.writePulse!),
        count: byColumn('bit-count', counted, time),
        merge: byColumn('sum', productOf('J', 'bits x full adder', { bits: exact(10, 'bits of a count'), adder: blocks.fullAdderEnergy })),
      },
      fill: exact(0, 'nothing overlaps', 's'),
      matArea: sumOf('m2', 'sub-array + add-ons', {
        array: array.matArea,
        decoder: array.additions.decoder.area,
        'XOR amplifiers': array.additions.xorAmplifiers.area,
        'bit-count': many(organisation.columns, 'columns', sumOf('m2', 'a register', { flipFlop: blocks.flipFlopArea })),
        sum: accumulatorArea(hardware, program.rules.accumulators),
      }),
      matLeakage: array.leakage,
      matsOfChip: matsOf(organisation).mats,
      shared: sharedUnit(hardware),
      loadBit: write,
    };
  },
};
