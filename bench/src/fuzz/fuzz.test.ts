/** Damaged ONNX files end in a result or in refusals of one sentence, quickly. `npm run fuzz` runs more of the same cases, each under a limit of memory. */
import { expect, test } from 'vitest';
import { exercise } from './exercise.ts';
import { mutantOf } from './mutant.ts';
import { stopwatch } from './stopwatch.ts';

test('1,500 damaged copies of real and generated networks', () => {
  const reached = new Map<string, number>();
  for (let index = 0; index < 1500; index++) {
    const mutant = mutantOf(1, index);
    if (typeof mutant === 'string') continue;
    const elapsed = stopwatch();
    let outcome: ReturnType<typeof exercise>;
    try {
      outcome = exercise(mutant.bytes);
    } catch (error) {
      throw new Error(`npm run fuzz -- --seed 1 --case ${index} (${mutant.base})`, { cause: error });
    }
    reached.set(outcome.reached, (reached.get(outcome.reached) ?? 0) + 1);
    expect(elapsed(), `npm run fuzz -- --seed 1 --case ${index}`).toBeLessThan(2000);
  }
  // Some damage is harmless, some is seen at once: neither end swallows all cases.
  for (const stage of ['nothing', 'survey', 'quantise']) expect(reached.get(stage)).toBeGreaterThan(30);
});
