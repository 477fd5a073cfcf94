import { Command } from 'commander';
import { closedFormCommand } from './closed-form.ts';
import { compareCommand } from './compare.ts';
import { crashCommand } from './crash.ts';
import { runCommand } from './run.ts';
import { timingCommand } from './timing.ts';

export function powerCommand(): Command {
  return new Command('power')
    .description('harvested power: intermittent runs, crash lab, closed forms')
    .addCommand(runCommand())
    .addCommand(compareCommand())
    .addCommand(crashCommand())
    .addCommand(timingCommand())
    .addCommand(closedFormCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom power run fashion-1-4 --images 10\n');
}
