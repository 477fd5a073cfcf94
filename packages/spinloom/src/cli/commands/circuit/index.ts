import { Command } from 'commander';
import { blocksCommand } from './blocks.ts';
import { cellCommand } from './cell.ts';
import { flipFlopCommand } from './flip-flop.ts';
import { marginsCommand } from './margins.ts';
import { columnCommand, senseCommand } from './sense.ts';
import { writeCommand } from './write.ts';

export function circuitCommand(): Command {
  return new Command('circuit')
    .description('the bit cell and its sensing: margins and error probabilities, SPICE transients of write and sensing; the digital blocks')
    .addCommand(marginsCommand())
    .addCommand(cellCommand())
    .addCommand(writeCommand())
    .addCommand(senseCommand())
    .addCommand(columnCommand())
    .addCommand(flipFlopCommand())
    .addCommand(blocksCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom circuit margins --fan-in 3 --operation or\n');
}
