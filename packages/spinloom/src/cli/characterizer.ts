/** The way to the optional package that runs SPICE and synthesis: a dynamic import, tried only by the commands that need it. */
import type { Characterizer } from '../circuit/index.ts';
import { refuse } from '../refusal/index.ts';

const packageName = '@spinloom/characterize';

/** Runs with the package and ends its engine; undefined where the package is not installed. */
export async function tryCharacterizer<Result>(run: (characterizer: Characterizer) => Promise<Result>): Promise<Result | undefined> {
  const found = await load();
  if (found === undefined) return undefined;
  const characterizer = found.characterizer();
  try {
    return await run(characterizer);
  } finally {
    await characterizer.close();
  }
}

/** As `tryCharacterizer`; refuses where the package is not installed. `what` completes 'PACKAGE, which'. */
export async function withCharacterizer<Result>(what: string, run: (characterizer: Characterizer) => Promise<Result>): Promise<Result> {
  const result = await tryCharacterizer(async (characterizer) => ({ value: await run(characterizer) }));
  return result === undefined ? refuse(`${packageName}, which ${what}, is not installed; install it beside spinloom`) : result.value;
}

async function load(): Promise<{ readonly characterizer: () => Characterizer } | undefined> {
  try {
    return (await import(packageName)) as { readonly characterizer: () => Characterizer };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    // Its own missing parts are faults, not its absence.
    if (code === 'ERR_MODULE_NOT_FOUND' && message?.includes(`'${packageName}'`)) return undefined;
    throw error;
  }
}
