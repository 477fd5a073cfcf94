/** Entry of the command: one sentence and exit 2 for bad input, exit 1 for a fault of the program. */
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { Refusal } from '../refusal/index.ts';
import { program } from './program.ts';

// A reader that has seen enough ('| head') is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
  // Help and version leave through an exception too; commander has printed its own sentence.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) {
    process.stderr.write(`${pc.red('spinloom:')} ${error.message}\n`);
    return 2;
  }
  process.stderr.write(`${pc.red('spinloom:')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
