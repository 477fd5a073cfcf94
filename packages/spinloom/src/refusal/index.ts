/**
 * The one error class for bad input.
 *
 * A refusal is a single sentence for the user: where (file, field, node), what was expected, what was found, what to do.
 * The command line prints it alone and exits with 2; everything else that is thrown is a fault of the program (exit 1).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** A sentence longer than this is cut in its middle, where the names are: what opens it and what to do stay. */
const longest = 1000;

/**
 * Refuses bad input with one sentence. Never returns. Names from files may hold anything: control characters are spelt out, so that it stays one line,
 * and a sentence of more than 1000 characters is cut in its middle.
 */
export function refuse(sentence: string): never {
  const printable = sentence.slice(0, longest).replace(unprintable, spelt);
  throw new Refusal(sentence.length <= longest && printable.length <= longest ? printable : shortened(sentence));
}

function shortened(sentence: string): string {
  const half = longest / 2 - 3;
  const [start, end] = [sentence.slice(0, longest), sentence.slice(-longest)].map((part) => part.replace(unprintable, spelt));
  return `${start!.slice(0, half)} ... ${end!.slice(-half)}`;
}

// C0 and C1 controls with DEL, the two Unicode line separators, and the marks that turn the direction of text.
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function spelt(character: string): string {
  const code = character.charCodeAt(0);
  const short = new Map([
    [9, '\\t'],
    [10, '\\n'],
    [13, '\\r'],
  ]);
  return short.get(code) ?? (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`);
}

/** The candidate nearest to a misspelt word (Levenshtein distance), or undefined when none is near enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 2)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** "; did you mean X?" or the list of what there is: the end of the sentence for an unknown name. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? `there are: ${candidates.join(', ')}` : `did you mean '${near}'?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitute, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
