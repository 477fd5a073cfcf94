import { Command } from 'commander';
import { type Block, blocks, blockTable, digitalFigures } from '../../../circuit/index.ts';
import { type BlockComparison, compareBlocks } from '../../../design/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { refuse, suggestion } from '../../../refusal/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts, heading, table } from '../../print/table.ts';

export function blocksCommand(): Command {
  return new Command('blocks')
    .description('the digital blocks: area, delay, energy, leakage as synthesised, and what the papers say about them')
    .argument('[block]', 'one block in detail (default: all)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  $ spinloom circuit blocks\n  $ spinloom circuit blocks compressor42-muxes\n')
    .action((id: string | undefined, { json }: { readonly json?: JsonTarget }) => {
      checkTargets(json);
      if (id !== undefined) {
        const block =
          blocks.find((each) => each.id === id) ??
          refuse(
            `unknown block '${id}'; ${suggestion(
              id,
              blocks.map((each) => each.id),
            )}`,
          );
        deliver(json, plain(block), () => detail(block));
        return;
      }
      const comparison = compareBlocks();
      deliver(
        json,
        { yosys: blockTable.yosys, inputs_sha256: blockTable.inputs_sha256, blocks: blocks.map(plain), comparison },
        () =>
          `${heading('Digital blocks at 45 nm, 1.0 V, 25 C')}${overview()}${heading('What the papers claim, from these figures')}${claims(comparison)}`,
      );
    });
}

const figures = ['area', 'delay', 'energy', 'leakage'] as const;

function overview(): string {
  const rows = blocks.map((block) => {
    const made = digitalFigures(block.id);
    return [block.id, block.title, ...figures.map((key) => engineering(made[key].value, made[key].unit))];
  });
  const [first] = blocks;
  const source = digitalFigures(first!.id).area.source;
  return `${table(['block', 'what', '>area', '>delay', '>energy', '>leakage'], rows)}\n  Source: ${source.cite}. Delay of a clocked block: its least clock period.\n`;
}

function claims(comparison: readonly BlockComparison[]): string {
  return comparison.map(({ claim, found, rows }) => `\n  ${claim}\n  ${found}\n${table(rows[0] ?? [], rows.slice(1))}`).join('');
}

function detail(block: Block): string {
  const row = blockTable.rows[block.id]!;
  const made = digitalFigures(block.id);
  const ports = (widths: Readonly<Record<string, number>>): string =>
    Object.entries(widths)
      .map(([name, width]) => (width === 1 ? name : `${name}[${width - 1}:0]`))
      .join(', ');
  return [
    heading(block.id),
    `  ${block.title}\n  ${block.cite}\n\n`,
    facts([
      ['inputs', ports(block.inputs)],
      ['outputs', ports(block.outputs)],
      ['module', [block.module, ...Object.entries(block.parameters).map(([name, value]) => `${name} = ${value}`)].join(', ')],
      ...figures.map((key): [string, string] => [key, engineering(made[key].value, made[key].unit)]),
      ['operation', block.kind === 'clocked' ? block.operation.what : 'all inputs change at random'],
      ['abc delay', engineering(row.abc_s, 's')],
      [
        'cells',
        Object.entries(row.cells)
          .map(([name, count]) => `${count} ${name}`)
          .join(', '),
      ],
      ['function', row.proof.function],
      ['netlist', row.proof.netlist],
      ['source', made.area.source.cite],
    ]),
  ].join('');
}

function plain({ id, title, cite, module, parameters, inputs, outputs, ...block }: Block): unknown {
  const operation = block.kind === 'clocked' ? block.operation.what : 'all inputs change at random';
  return { id, title, cite, module, parameters, inputs, outputs, operation, source: digitalFigures(id).area.source, ...blockTable.rows[id] };
}
