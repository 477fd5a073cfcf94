import { Command } from 'commander';
import { z } from 'zod';
import { designs } from '../../design/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { facts, heading } from '../print/table.ts';

export function designsCommand(): Command {
  return new Command('designs')
    .description('accelerator designs, their options and presets')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom designs --json\n')
    .action(({ json }: { readonly json?: JsonTarget }) => {
      checkTargets(json);
      const listed = designs.map(({ id, title, cite, options, presets }) => ({
        id,
        title,
        cite,
        options: z.toJSONSchema(options, { io: 'input' }),
        presets,
      }));
      deliver(json, listed, () => listed.map((design) => designText(design)).join(''));
    });
}

function designText({
  id,
  title,
  cite,
  options,
  presets,
}: {
  id: string;
  title: string;
  cite: string;
  options: z.core.JSONSchema.BaseSchema;
  presets: (typeof designs)[number]['presets'];
}): string {
  return [
    heading(id),
    `  ${title}\n  Source: ${cite}\n\n`,
    facts(optionLines(options, 'options')),
    '\n',
    facts(
      Object.entries(presets).map(([name, preset]) => [
        `preset ${name}`,
        `${preset.note}${Object.keys(preset.options).length === 0 ? '' : ` (${JSON.stringify(preset.options)})`}`,
      ]),
    ),
  ].join('');
}

/** Options with what they are and their defaults, nested ones by path. */
function optionLines(schema: z.core.JSONSchema.BaseSchema, prefix: string): readonly (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === 'boolean') continue;
    const path = `${prefix}.${name}`;
    if (property.type === 'object') lines.push(...optionLines(property, path));
    else lines.push([path, `${property.description ?? ''} (default: ${JSON.stringify(property.default)})`]);
  }
  return lines;
}
