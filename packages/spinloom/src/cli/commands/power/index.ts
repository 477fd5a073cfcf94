import { Command } from 'commander';
import { closedFormCommand } from './closed-form.ts';
import { crashCommand } from './crash.ts';
import { runCommand } from './run.ts';

export function powerCommand(): Command {
  return new Command('power')
    .description('harvested power: intermittent runs, crash lab, closed forms')
    .addCommand(runCommand())
    .addCommand(crashCommand())
    .addCommand(closedFormCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom power run fashion-1-4 --images 10\n');
}
