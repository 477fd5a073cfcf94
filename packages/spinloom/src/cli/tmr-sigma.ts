/** `--tmr-sigma`: a number (0.15), how it is meant (relative or points), or both (0.15:points). */
import { InvalidArgumentError } from 'commander';
import type { TmrSpread } from '../circuit/index.ts';
import { real } from './numbers.ts';

export interface TmrSigma {
  readonly tmrSigma?: number;
  readonly tmrSpread?: TmrSpread;
}

export function tmrSigma(text: string): TmrSigma {
  const words = text.split(':');
  const [first, second] = words;
  const spread = words[words.length - 1]!;
  const named = spread === 'relative' || spread === 'points';
  if (words.length > 2 || (second !== undefined && !named))
    throw new InvalidArgumentError("expected a number, 'relative' or 'points', or both as in 0.15:points.");
  return { ...(named && second === undefined ? {} : { tmrSigma: real(first!) }), ...(named ? { tmrSpread: spread } : {}) };
}
