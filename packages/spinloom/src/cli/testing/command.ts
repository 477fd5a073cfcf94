/** The built command in a folder of its own, as a user runs it. `npm test` builds first. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command's script. */
export const command: string = fileURLToPath(new URL('../../../bin/spinloom.js', import.meta.url));

/** Without colours, wherever it runs. */
export const plain: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `spinloom` with arguments in `folder`. */
export function commandIn(folder: string): (...args: readonly string[]) => Run {
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', cwd: folder, env: plain });
    return { code: status, out: stdout, err: stderr };
  };
}
