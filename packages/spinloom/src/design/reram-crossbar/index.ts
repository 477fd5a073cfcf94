/**
 * A ReRAM crossbar accelerator like PRIME (paper 1, Table II; paper 2, III.C): 64 sub-arrays of 2 x 2 mats of 256 x 256 cells, eight 8-bit amplifiers a mat.
 *
 * Cost only. What the amplifiers cut off above 8 bits is not modelled, so a network on it has no accuracy of its own.
 */
import { z } from 'zod';
import { chosen, type Expression, exact, given, productOf, sumOf } from '../../quantity/index.ts';
import { accumulators, areaOf } from '../add-ons.ts';
import { byColumn, digitalTariffs, sharedUnit } from '../tariffs.ts';
import type { Cost, Design, Hardware, Tariffs } from '../types.ts';
import { amplifiers, type CrossbarArray, crossbarArray, matsOfChip, matsOfSubarray, peripheryShare, side } from './array.ts';
import { type Converters, converters } from './converters.ts';
import { crossbarWork } from './counts.ts';

const optionsSchema = z.strictObject({
  cellBits: z.int().min(1).max(8).default(4).describe('Bits of a cell; more bits of a weight take more cells (PRIME, ISCA 2016: 4)'),
  dacBits: z.int().min(1).max(8).default(3).describe('Input bits that a row driver gives at once; more take more passes (PRIME, ISCA 2016: 3)'),
  bufferMats: z
    .int()
    .min(1)
    .max(4)
    .default(1)
    .describe('Mats in memory mode beside each four that compute (PRIME has buffer sub-arrays; the share is assumed)'),
  floatLayers: z
    .enum(['digital-unit', 'crossbars'])
    .default('digital-unit')
    .describe('Float32 convolutions and fully connected layers: in the digital unit, as on every design, or in crossbars in fixed point'),
  fixedPointBits: z.int().min(1).max(8).default(8).describe('Bits of weights and inputs of a float layer in crossbars'),
});
type Options = z.output<typeof optionsSchema>;

export const reramCrossbar: Design = {
  id: 'reram-crossbar',
  title: 'ReRAM crossbars with converters, after PRIME: matrix splitting, eight 8-bit amplifiers a mat',
  cite: 'Chi et al., PRIME (ISCA 2016), as paper 2, III.C, sets it up: 64 sub-arrays, 256 x 256 cells, the default ReRAM cell of NVSim',
  costOnly: 'reram-crossbar is cost only: what its 8-bit amplifiers make of the sums is not modelled, so it reports no accuracy of its own',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'no constant is tuned' },
    'paper-calibrated': { options: {}, note: 'no constant is tuned: equal to physical' },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const array = crossbarArray(hardware);
    const edge = converters(hardware, options.dacBits);
    const area = matArea(hardware, array, edge, options);
    const periphery = peripheryShare(area);
    return {
      id: 'reram-crossbar',
      options,
      counts: crossbarWork(options, { settling: array.settling.value, conversion: edge.convertTime.value, word: array.wordTime.value }),
      tariffs: tariffs(hardware, array, edge),
      fill: exact(0, 'a window is done when its last conversion is', 's'),
      matArea: area,
      matLeakage: productOf('W', 'a mat and its share of the buffer', {
        mats: chosen(1 + options.bufferMats / matsOfSubarray, '', '1 + option bufferMats / mats of a sub-array'),
        mat: array.leakage,
      }),
      matsOfChip,
      shared: sharedUnit(hardware),
      loadBit: sumOf('J', 'H-tree + write', { wire: array.tree.energy, write: array.write }),
      figures: { matArea: area, periphery, conversion: edge.convertEnergy, cellPower: array.cellPower },
      notes: (cost) => [
        `periphery takes ${(100 * periphery.value).toFixed(1)} % of a mat's area${energyNote(cost)} (paper 1: buffers and converters more than 85 % of both)`,
      ],
    };
  },
};

function energyNote({ layers, convolution_J }: Cost): string {
  const cells = layers.reduce((sum, { energies }) => sum + (energies.cells ?? 0), 0);
  const all = convolution_J;
  return all === 0 ? '' : ` and ${(100 * (1 - cells / all)).toFixed(1)} % of the energy of quantised layers`;
}

function tariffs(hardware: Hardware, array: CrossbarArray, edge: Converters): Tariffs {
  const { blocks } = hardware;
  const crossing = productOf('J', 'out of one sub-array and into another', { ways: exact(2, 'up and down'), bit: array.tree.energy });
  return {
    ...digitalTariffs(hardware, {
      read_J: sumOf('J', 'read + H-tree', { read: array.read, wire: array.tree.energy }),
      write_J: sumOf('J', 'H-tree + write', { wire: array.tree.energy, write: array.write }),
      read_s: array.readTime,
      write_s: array.writeTime,
    }),
    'buffer-wait': byColumn('buffers', exact(0, 'waiting costs no energy but leakage', 'J'), array.wordTime),
    'transfer-window': byColumn(
      'buffers',
      sumOf('J', 'read from the buffer + wire', { read: array.read, wire: array.local.energy }),
      array.local.latency,
    ),
    'transfer-partial': byColumn('movement', array.local.energy, array.local.latency),
    'transfer-result': byColumn('buffers', sumOf('J', 'H-tree + write to a buffer', { wire: crossing, write: array.write })),
    drive: byColumn('drivers', sumOf('J', 'driver + row', { driver: edge.driveEnergy, row: array.rowEnergy }), array.settling),
    // Without sample-and-hold the currents flow until the last column is converted.
    cells: byColumn('cells', productOf('J', 'power of a cell x time of a conversion', { power: array.cellPower, time: edge.convertTime })),
    convert: byColumn('converters', edge.convertEnergy, edge.convertTime),
    'shift-add': byColumn('sum', given(blocks.accumulator.energy, 'one addition in an accumulator')),
  };
}

function matArea(hardware: Hardware, array: CrossbarArray, edge: Converters, { bufferMats, dacBits }: Options): Expression {
  const memory = sumOf('m2', 'a mat in memory mode, amplifiers of 8 bits included', { cells: array.cellArea, select: array.selectArea });
  return sumOf('m2', 'a mat with its converters and its share of the buffer', {
    cells: array.cellArea,
    select: array.selectArea,
    converters: areaOf(amplifiers, 'amplifiers', edge.amplifierArea),
    drivers: areaOf(side, 'rows', edge.driverArea),
    buffers: sumOf('m2', 'input registers + buffer mats', {
      registers: areaOf(side * dacBits, 'rows x bits of a driver', hardware.blocks.flipFlop.area),
      mats: productOf('m2', 'buffer mats of a mat x area', {
        share: chosen(bufferMats / matsOfSubarray, '', 'option bufferMats / mats of a sub-array'),
        memory,
      }),
    }),
    sum: accumulators(hardware, amplifiers).area,
  });
}
