/**
 * A vitest reporter whose last line is `N passed, N failed`, alone.
 *
 * Failed are: tests that failed, modules that failed without a failed test (a syntax error, a hook), errors outside of any test.
 * With SPINLOOM_COUNTS=FILE the counts go into that file as `passed failed skipped` instead: `.ci/run` adds its own steps and prints the line.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') skipped += 1;
        else failedHere += 1;
      }
      failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere;
    }
    const file = process.env.SPINLOOM_COUNTS;
    if (file !== undefined && file !== '') writeFileSync(file, `${passed} ${failed} ${skipped}\n`);
    // Deferred: the default reporter prints its summary in the same hook.
    else process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
