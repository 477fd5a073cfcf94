/** The process in which cases run, one at a time: it may be killed. */
import { exercise, type Outcome } from './exercise.ts';
import { mutantOf } from './mutant.ts';
import { stopwatch } from './stopwatch.ts';

export interface Asked {
  readonly seed: number;
  readonly index: number;
}

export type Answer = { readonly took_ms: number; readonly peak_bytes: number } & (
  | { readonly kind: 'absent'; readonly why: string }
  | ({ readonly kind: 'ended'; readonly base: string } & Outcome)
  | { readonly kind: 'fault'; readonly base: string; readonly error: string }
);

process.on('message', ({ seed, index }: Asked) => {
  process.send!(answerOf(seed, index));
});
process.send!('ready');

function answerOf(seed: number, index: number): Answer {
  const mutant = mutantOf(seed, index);
  const elapsed = stopwatch();
  const measures = (): { took_ms: number; peak_bytes: number } => ({
    took_ms: elapsed(),
    peak_bytes: process.resourceUsage().maxRSS * 1024,
  });
  if (typeof mutant === 'string') return { kind: 'absent', why: mutant, ...measures() };
  try {
    return { kind: 'ended', base: mutant.base, ...exercise(mutant.bytes), ...measures() };
  } catch (error) {
    return { kind: 'fault', base: mutant.base, error: error instanceof Error ? (error.stack ?? error.message) : String(error), ...measures() };
  }
}
