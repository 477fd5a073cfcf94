/** The formulas F1 to F9 of intermittent computing, one sub-command each. */
import { Command } from 'commander';
import { engineering } from '../../../quantity/index.ts';
import { real } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts } from '../../print/table.ts';
import { type ClosedForm, closedForms } from './closed-forms.ts';

export function closedFormCommand(): Command {
  const group = new Command('closed-form')
    .description('formulas of intermittent computing, with their names in docs/power.md')
    .addHelpText('after', '\nExample:\n  $ spinloom power closed-form markov --interval 20 --failure 0.05 --json\n');
  for (const form of closedForms) group.addCommand(commandOf(form));
  return group;
}

function commandOf({ name, description, inputs, compute, example }: ClosedForm): Command {
  const command = new Command(name).description(description);
  for (const { flag, what, standard } of inputs) {
    if (standard === undefined) command.requiredOption(flag, what, real);
    else if (standard === 'optional') command.option(flag, what, real);
    else command.option(flag, what, real, standard);
  }
  return command
    .addOption(jsonOption())
    .addHelpText('after', `\nExample:\n  $ spinloom power closed-form ${name} ${example}\n`)
    .action(({ json, ...values }: Readonly<Record<string, number>> & { readonly json?: JsonTarget }) => {
      checkTargets(json);
      const result = compute(values);
      // A limit that is not reached has no JSON number.
      const finite = Object.fromEntries(Object.entries(result).map(([key, value]) => [key, Number.isFinite(value) ? value : null]));
      deliver(json, { ...values, ...finite }, () => facts(Object.entries(result).map(([key, value]) => [wordOf(key), textOf(key, value)])));
    });
}

const unitOf = (key: string): string => /_([A-Za-z]+\d?)$/.exec(key)?.[1] ?? '';

function wordOf(key: string): string {
  return key
    .replace(/_[A-Za-z]+\d?$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase();
}

function textOf(key: string, value: number): string {
  if (!Number.isFinite(value)) return 'never';
  const unit = unitOf(key);
  return unit === '' || unit === 's2' || unit === 'kT' ? `${Number(value.toPrecision(10))} ${unit}`.trim() : engineering(value, unit, 7);
}
