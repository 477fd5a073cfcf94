/** Yosys in WebAssembly: a script over files held in memory. Any failure is one sentence. */
import { commands, Exit, type Tree } from '@yowasp/yosys';
import { refuse } from 'spinloom';

export interface Run {
  readonly log: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a script; `files` by name, flat. Refuses with the first error that Yosys prints, and names what was being done. */
export async function runYosys(script: readonly string[], files: Readonly<Record<string, string>>, doing: string): Promise<Run> {
  let log = '';
  const decoder = new TextDecoder();
  const keep = (bytes: Uint8Array | null): void => {
    if (bytes !== null) log += decoder.decode(bytes, { stream: true });
  };
  let tree: Tree | undefined;
  try {
    tree = await commands.yosys(['-Q', '-T', 'script.ys'], { ...files, 'script.ys': `${script.join('\n')}\n` }, { stdout: keep, stderr: keep });
  } catch (error) {
    const line = /^.*ERROR: .*$/m.exec(log)?.[0].trim();
    refuse(`Yosys failed while ${doing}: ${line ?? (error instanceof Exit ? `exit code ${error.code}` : String(error))}`);
  }
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(tree ?? {})) {
    if (typeof value === 'string') texts[name] = value;
    else if (value instanceof Uint8Array) texts[name] = decoder.decode(value);
  }
  return { log, files: texts };
}
