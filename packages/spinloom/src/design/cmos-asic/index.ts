/**
 * A CMOS accelerator for binary weights like YodaNN (paper 2, III.C): 8 x 8 units behind 33 MB of eDRAM.
 *
 * Cost only. How often an operand comes from eDRAM is a parameter, not a result: the paper does not tell its data flow.
 */
import { z } from 'zod';
import { chosen, type Expression, exact, formulaOf, productOf, sumOf } from '../../quantity/index.ts';
import { areaOf } from '../add-ons.ts';
import { byColumn, digitalTariffs, digitalUnitArea } from '../tariffs.ts';
import type { Cost, Design } from '../types.ts';
import { asicWork } from './counts.ts';
import { edram, estimates, sram } from './memory.ts';
import { unitFigures } from './unit.ts';

const optionsSchema = z.strictObject({
  units: z.int().min(1).max(65536).default(64).describe('Units that work side by side (paper 2, III.C: 8 x 8 tiles)'),
  clock_Hz: z.number().min(1e3).max(1e12).default(480e6).describe('Clock of the units (YodaNN, IEEE TCAD 37(1), 2018, at 1.2 V)'),
  datapathBits: z.int().min(8).max(32).default(12).describe('Bits of an input in the units, whatever the network has (YodaNN: 12)'),
  reuse: z
    .union([z.number().min(1), z.literal('all')])
    .default(64)
    .describe(
      'Multiply-accumulates that a bit brought from eDRAM serves: 1 (none is kept) to all (each comes once an image); 64: an input goes to all units',
    ),
  sram_bytes: z.int().min(8192).max(4194304).default(65536).describe('SRAM between eDRAM and units (assumed)'),
  estimate: z.enum(estimates).default('middle').describe("Which end of the buffers' range, or the geometric mean of both"),
});

export const cmosAsic: Design = {
  id: 'cmos-asic',
  title: 'CMOS units for binary weights, after YodaNN: 8 x 8 units, 33 MB of eDRAM',
  cite: 'Andri et al., YodaNN (IEEE TCAD 37(1), 2018), as paper 2, III.C, sets it up: 8 x 8 tiles, 33 MB eDRAM, 45 nm',
  costOnly: 'cmos-asic is cost only: its units compute the same integers, but no program of them is executed, so it reports no accuracy of its own',
  options: optionsSchema,
  presets: {
    physical: { options: {}, note: 'no constant is tuned; reuse is a declared parameter' },
    'paper-calibrated': { options: {}, note: 'no constant is tuned: equal to physical' },
  },
  instantiate: (given_, hardware) => {
    const options = optionsSchema.parse(given_);
    const unit = unitFigures(hardware, options.datapathBits);
    const main = edram(options.estimate);
    const buffer = sram(options.sram_bytes, options.estimate);
    const tick = formulaOf(1 / options.clock_Hz, 's', '1 / clock', { clock: chosen(options.clock_Hz, 'Hz', 'option clock_Hz') });
    const none = exact(0, 'time of a cycle only', 'J');
    const free = exact(0, 'overlapped with computing, or counted as stalls', 's');
    const waiting = (component: string, time: Expression) => byColumn(component, none, free, 0, time);
    return {
      id: 'cmos-asic',
      options,
      counts: asicWork(options, main.bitTime.value),
      tariffs: {
        ...digitalTariffs(hardware, { read_J: main.read, write_J: main.write, read_s: main.bitTime, write_s: main.bitTime }),
        'edram-read': byColumn('eDRAM', main.read),
        'transfer-result': byColumn('eDRAM', main.write),
        'sram-write': byColumn('SRAM', buffer.write),
        'sram-read': byColumn('SRAM', buffer.read),
        multiply: byColumn('units', unit.energy),
        cycles: waiting('units', tick),
        stalls: waiting('eDRAM', tick),
      },
      fill: exact(0, 'a layer is done with its last cycle', 's'),
      matArea: exact(0, 'no layer has a part of its own', 'm2'),
      matLeakage: exact(0, 'no layer has a part of its own', 'W'),
      matsOfChip: 0,
      shared: {
        name: 'units and eDRAM',
        area: sumOf('m2', 'shared by all layers', {
          units: areaOf(options.units, 'units', unit.area),
          eDRAM: main.area,
          SRAM: buffer.area,
          'digital unit': digitalUnitArea(hardware),
        }),
        leakage: sumOf('W', 'units and buffers, awake as long as an image takes', {
          units: productOf('W', 'units x a unit', { count: exact(options.units, 'units'), unit: unit.leakage }),
          eDRAM: main.leakage,
          SRAM: buffer.leakage,
        }),
      },
      loadBit: main.write,
      figures: { multiply: unit.energy, edramRead: main.read },
      notes: (cost) => trafficNote(cost, options.reuse),
    };
  },
};

function trafficNote({ layers: all }: Cost, reuse: number | 'all'): readonly string[] {
  const layers = all.filter((layer) => layer.kind === 'dot');
  const sum = (key: string): number => layers.reduce((total, { counts }) => total + (counts[key]?.columns ?? 0), 0);
  // A pass for each bit of the weights.
  const macs = layers.reduce((total, { bits, counts }) => total + counts.multiply!.columns / Number(bits.split(':')[0]), 0);
  if (macs === 0) return [];
  const each = (sum('edram-read') / macs).toPrecision(3);
  return [
    `eDRAM traffic is a declared parameter, not a result: ${each} bits a multiply-accumulate with reuse ${reuse} (option cmos-asic.reuse, 1 to all)`,
  ];
}
