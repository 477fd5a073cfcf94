import { Command } from 'commander';
import { junctionCommand } from './junction.ts';
import { retentionCommand } from './retention.ts';
import { switchingCommand } from './switching.ts';
import { trajectoryCommand } from './trajectory.ts';

export function deviceCommand(): Command {
  return new Command('device')
    .description('the magnetic junction: switching, resistance, retention')
    .addCommand(switchingCommand())
    .addCommand(trajectoryCommand())
    .addCommand(junctionCommand())
    .addCommand(retentionCommand())
    .addHelpText('after', '\nExample:\n  $ spinloom device switching --current 100e-6 --plot switching.svg\n');
}
