/**
 * npm run fuzz -- [--cases N] [--seed N] [--case I] [--jobs N]: damaged ONNX files through the importer, each in a process that may be killed.
 *
 * A case must end within 2 s (of the processor, where others take it too) and 1 GB in a result or in refusals of one sentence. A case that is slow or large is tried again in a fresh process,
 * up to three times, for the machine may have been busy and the memory may have been that of cases before. Exit code 1 where any does not end so.
 */
import { type Found, runCases } from './run.ts';
import { summary } from './summary.ts';

const options = { cases: 20_000, seed: 1, case: -1, jobs: 1 };
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at += 2) {
  const key = words[at]!.replace(/^--/, '');
  const value = Number(words[at + 1]);
  if (!Object.hasOwn(options, key) || !Number.isSafeInteger(value) || value < 0) {
    process.stderr.write(`fuzz: '${words.slice(at, at + 2).join(' ')}' is not understood; expected --cases N, --seed N, --case I or --jobs N.\n`);
    process.exit(2);
  }
  options[key as keyof typeof options] = value;
}
const { seed, cases, jobs } = options;
const indices = options.case < 0 ? Array.from({ length: cases }, (_, i) => i) : [options.case];
const found: Found[] = [];
const started = performance.now();
await runCases(seed, indices, Math.max(1, jobs), (one) => {
  found.push(one);
  if (one.fault !== undefined) process.stdout.write(`FAULT ${one.fault}\n  npm run fuzz -- --seed ${seed} --case ${one.index}\n`);
  if (found.length % 500 === 0)
    process.stderr.write(`fuzz: ${found.length} of ${indices.length}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
});
process.stdout.write(summary(found, indices.length === 1));
process.exitCode = found.some(({ fault }) => fault !== undefined) ? 1 : 0;
