import { Command } from 'commander';
import { cellCommand } from './cell.ts';
import { marginsCommand } from './margins.ts';

export function circuitCommand(): Command {
  return new Command('circuit')
    .description('the bit cell and its sensing: margins and error probabilities')
    .addCommand(marginsCommand())
    .addCommand(cellCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom circuit margins --fan-in 3 --operation or\n');
}
