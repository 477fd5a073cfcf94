import { Command } from 'commander';
import { blocksCommand } from './blocks.ts';
import { cellCommand } from './cell.ts';
import { marginsCommand } from './margins.ts';

export function circuitCommand(): Command {
  return new Command('circuit')
    .description('the bit cell, its sensing, and the digital blocks')
    .addCommand(marginsCommand())
    .addCommand(cellCommand())
    .addCommand(blocksCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom circuit margins --fan-in 3 --operation or\n');
}
