/** The command line: one file a command. */
import { Command } from 'commander';
import { suggestion } from '../refusal/index.ts';
import { version } from '../study/index.ts';
import { activationsCommand } from './commands/activations.ts';
import { arrayCommand } from './commands/array/index.ts';
import { circuitCommand } from './commands/circuit/index.ts';
import { compareCommand } from './commands/compare.ts';
import { designsCommand } from './commands/designs.ts';
import { deviceCommand } from './commands/device/index.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { inspectCommand } from './commands/inspect.ts';
import { mapCommand } from './commands/map.ts';
import { networksCommand } from './commands/networks.ts';
import { powerCommand } from './commands/power/index.ts';
import { reproduceCommand } from './commands/reproduce.ts';

const commands = [
  evaluateCommand,
  compareCommand,
  inspectCommand,
  mapCommand,
  activationsCommand,
  networksCommand,
  designsCommand,
  explainCommand,
  deviceCommand,
  circuitCommand,
  arrayCommand,
  powerCommand,
  reproduceCommand,
  exportCommand,
];

export function program(): Command {
  const root = new Command('spinloom')
    .description('Co-simulator and design explorer for bit-wise in-memory CNN accelerators on SOT-MRAM')
    .version(version)
    .enablePositionalOptions()
    .helpCommand('help [command]', 'help of a command')
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false })
    .addHelpText('after', '\nExample:\n  $ spinloom evaluate fashion-1-4 --design and-accumulation\n');
  for (const command of commands) root.addCommand(command());
  for (const command of all(root)) quiet(command);
  root.action((_options, command: Command) => {
    const [word] = command.args;
    if (word === undefined) {
      root.outputHelp();
      return;
    }
    root.error(`spinloom: unknown command '${word}'; ${suggestion(word, [...root.commands.map((c) => c.name()), 'help'])}`);
  });
  root.allowExcessArguments();
  return root;
}

/** A command and everything below it. */
function all(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(all)];
}

/** Usage errors are one sentence and leave by exception, so that main alone decides on the exit code. */
function quiet(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) =>
      write(
        `${text
          .replace(/^error: /, 'spinloom: ')
          .replace(/\n\(/, ' (')
          .trimEnd()}\n`,
      ),
  });
}
