/** 'constant:1e-3', 'square:P,period,duty', ... as the command line writes sources. Files are read by the caller. */
import { refuse, suggestion } from '../../refusal/index.ts';
import { markovSource, ornsteinUhlenbeckSource, poissonOutages } from './random.ts';
import { readIvTrace } from './read-iv.ts';
import { readRfTrace } from './read-rf.ts';
import { type Panel, readSolarTrace } from './read-solar.ts';
import { constantSource, squareSource } from './regular.ts';
import { syntheticNames, syntheticSource } from './synthetic.ts';
import { type TraceOptions, traceSource } from './trace.ts';
import type { PowerSource } from './types.ts';

export interface SourceOptions extends TraceOptions {
  readonly seed?: number;
  readonly panel?: Panel;
  /** Text of a file that a source names. */
  readonly read?: (file: string) => string;
}

const numberForms = {
  constant: { arguments: ['power in watt'], least: 1 },
  square: { arguments: ['power in watt', 'period in seconds', 'duty'], least: 3 },
  poisson: { arguments: ['failures a second', 'seconds off'], least: 1 },
  markov: { arguments: ['power in watt', 'mean seconds on', 'mean seconds off'], least: 3 },
  ou: { arguments: ['mean in watt', 'sigma in watt', 'tau in seconds', 'step in seconds'], least: 3 },
} as const;

const names = [...Object.keys(numberForms), 'rf', 'solar', 'iv', ...syntheticNames];

/** Refuses an unknown kind, numbers that are none, and what each source refuses. */
export function parseSource(text: string, options: SourceOptions = {}): PowerSource {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  const { seed = 1, panel = {}, read } = options;
  if (!names.includes(kind)) refuse(`source '${kind}': unknown; ${suggestion(kind, names)}`);
  if (kind === 'rf' || kind === 'solar' || kind === 'iv') {
    if (rest === '') refuse(`source ${kind}: expected the name of a file, such as ${kind}:trace.txt`);
    if (read === undefined) refuse(`source ${kind}: files cannot be read here`);
    const content = read(rest);
    if (content.trim() === '') refuse(`${rest} is empty: it holds no sample; give a trace with at least one`);
    const readers = { rf: readRfTrace, iv: readIvTrace, solar: (file: string, name: string) => readSolarTrace(file, name, panel) } as const;
    return { ...traceSource(readers[kind](content, rest), options), name: `${kind}:${rest.split(/[\\/]/).pop()}` };
  }
  const synthetic = syntheticNames.find((name) => name === kind);
  const numbers = rest === '' ? [] : rest.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) refuse(`source '${text}': '${rest.split(',')[wrong]}' is no number`);
  if (synthetic !== undefined) {
    if (numbers.length > 1) refuse(`source '${text}': expected ${kind} or ${kind}:LEVEL, the level in watt`);
    return syntheticSource(synthetic, numbers[0], seed);
  }
  const form = numberForms[kind as keyof typeof numberForms];
  if (numbers.length < form.least || numbers.length > form.arguments.length)
    refuse(
      `source '${text}': expected ${kind}:${form.arguments.join(',')}${form.least < form.arguments.length ? ' (the last may be left out)' : ''}`,
    );
  const [a, b, c, d] = numbers as [number, number, number, number?];
  switch (kind as keyof typeof numberForms) {
    case 'constant':
      return constantSource(a);
    case 'square':
      return squareSource(a, b, c);
    case 'poisson':
      return poissonOutages(a, b);
    case 'markov':
      return markovSource(a, b, c, seed);
    case 'ou':
      return ornsteinUhlenbeckSource(a, b, c, seed, d);
  }
}
