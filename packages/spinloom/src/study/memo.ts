/** Stages are pure functions of their part of the configuration: the last few results of each are kept by that part. */

/** Remembers up to `keep` results by key (JSON of the stage's inputs), oldest out first. */
export function memo<Input, Output>(key: (input: Input) => unknown, compute: (input: Input) => Output, keep = 16): (input: Input) => Output {
  const known = new Map<string, Output>();
  return (input) => {
    const name = JSON.stringify(key(input));
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = compute(input);
    known.set(name, made);
    if (known.size > keep) known.delete(known.keys().next().value!);
    return made;
  };
}
