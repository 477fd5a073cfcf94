/** The engine's messages as one sentence: what is wrong, in which line, in the engine's own words. */

interface Kind {
  readonly told: RegExp;
  readonly sentence: (found: RegExpExecArray) => string;
}

// In the order in which they explain: an undefined model also leaves 'circuit not parsed' behind.
const kinds: readonly Kind[] = [
  { told: /can't find model '([^']*)'/i, sentence: (found) => `the model '${found[1]}' is not defined; include its card or correct its name` },
  { told: /unknown subckt: (.*)/i, sentence: (found) => `the subcircuit of '${found[1]!.trim()}' is not defined; define it or correct its name` },
  { told: /'([^']*)' is not a valid (.*?) line, ignored/i, sentence: (found) => `the line '${found[1]}' is no ${found[2]}; complete it` },
  {
    told: /timestep too small|could not be simulated|iteration limit|no convergence|gmin stepping|singular matrix/i,
    sentence: () => 'the circuit does not converge; check sources in parallel, nodes without a path to ground and ideal steps',
  },
];

/** The sentence for a netlist of this title. */
export function complaint(title: string, messages: readonly string[]): string {
  const all = messages.join('\n');
  for (const { told, sentence } of kinds) {
    const found = told.exec(all);
    if (found !== null) return `SPICE netlist '${title}': ${sentence(found)} (ngspice: ${spoken(found[0], messages)})`;
  }
  return `SPICE netlist '${title}' was not simulated as written; ngspice says: ${messages.map((line) => line.trim()).join(' ')}`;
}

/** The message that holds the words, with the line of the netlist that follows it where the message ends so. */
function spoken(words: string, messages: readonly string[]): string {
  const at = messages.findIndex((line) => line.includes(words));
  const line = messages[at]?.trim() ?? words;
  const next = messages[at + 1];
  return next !== undefined && /line$|substitute:$/.test(line) ? `${line} ${next.trim()}` : line;
}
