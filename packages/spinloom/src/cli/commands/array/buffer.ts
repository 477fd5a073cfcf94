import { Command, Option } from 'commander';
import { type BufferFigures, type BufferKind, type BufferRange, bufferFigures, bufferKinds, sizeText } from '../../../array/index.ts';
import { engineering, type Source } from '../../../quantity/index.ts';
import { byteSize } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts, heading, table } from '../../print/table.ts';

interface BufferOptions {
  readonly kind: BufferKind;
  readonly capacity: number;
  readonly block: number;
  readonly json?: JsonTarget;
}

export function bufferCommand(): Command {
  return new Command('buffer')
    .description('an eDRAM or SRAM buffer at 45 nm as a range between two published estimators, CACTI 7 and DESTINY')
    .addOption(new Option('--kind <kind>', 'cells of the buffer').choices([...bufferKinds]).makeOptionMandatory())
    .addOption(new Option('--capacity <size>', 'capacity in B, KB (1024 B) or MB').argParser(byteSize).makeOptionMandatory())
    .addOption(new Option('--block <size>', 'what one access reads or writes').argParser(byteSize).default(64, '64B'))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom array buffer --kind edram --capacity 33MB\n')
    .action(({ kind, capacity, block, json }: BufferOptions) => {
      checkTargets(json);
      const figures = bufferFigures(kind, capacity, block);
      deliver(json, figures, () => bufferText(figures));
    });
}

function bufferText(figures: BufferFigures): string {
  const rows: readonly (readonly [name: string, unit: string, range: BufferRange])[] = [
    ['area', 'm2', figures.area_m2],
    ['read latency', 's', figures.readLatency_s],
    ['cycle time', 's', figures.cycleTime_s],
    ['read energy', 'J', figures.readEnergy_J],
    ['  a bit', 'J', figures.readEnergyPerBit_J],
    ['write energy', 'J', figures.writeEnergy_J],
    ['  a bit', 'J', figures.writeEnergyPerBit_J],
    ['leakage', 'W', figures.leakage_W],
  ];
  const sources = [...new Set(rows.flatMap(([, , { sources: s }]) => [s.low, s.high].map(sourceText)))];
  const bound = figures.writeEnergyVariedUpTo_J;
  return [
    heading(`${figures.kind === 'edram' ? 'eDRAM' : 'SRAM'} buffer of ${sizeText(figures.capacity_bytes)}, ${figures.block_bytes} B an access`),
    table(
      ['', '>low', '>high'],
      rows.map(([name, unit, { low, high }]) => [name, engineering(low, unit), engineering(high, unit)]),
    ),
    bound === undefined ? '' : `\n${facts([['write energy is to be varied up to', engineering(bound.value, 'J')]])}`,
    heading('Notes'),
    ...figures.notes.map((note) => `  ${note}\n`),
    heading('Sources'),
    ...sources.map((text) => `  ${text}\n`),
  ].join('');
}

function sourceText({ trust, cite, where }: Source): string {
  return `${trust}: ${cite}${where === undefined ? '' : `; ${where}`}`;
}
