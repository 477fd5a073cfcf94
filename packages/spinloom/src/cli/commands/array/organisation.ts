import { Command, Option } from 'commander';
import { type MemoryFigures, memoryFigures, sotMemoryCell } from '../../../array/index.ts';
import { cellFigures } from '../../../circuit/index.ts';
import { cellJunction } from '../../../design/index.ts';
import { engineering } from '../../../quantity/index.ts';
import { type Roadmap, roadmaps, technology } from '../../../technology/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { memoryPlot } from '../../plots/array.ts';
import { numbersText } from '../../print/array.ts';
import { facts, heading, table } from '../../print/table.ts';

interface OrganisationOptions {
  readonly node: number;
  readonly roadmap: Roadmap;
  readonly temperature: number;
  readonly awake?: number;
  readonly json?: JsonTarget;
  readonly plot?: string;
}

export function organisationCommand(): Command {
  return new Command('organisation')
    .description("the papers' memory of 512 Mb with the SOT cell: capacity, area, leakage, and the operations of a row with the H-tree apart")
    .option('--node <nm>', 'process node, 22 to 200', real, 45)
    .addOption(new Option('--roadmap <name>', 'transistors').choices([...roadmaps]).default('HP'))
    .option('--temperature <K>', '300 to 400', real, 300)
    .option('--awake <mats>', 'mats of 2 x 2 sub-arrays that are awake, the others gated off completely (default: all)', whole(0))
    .addOption(jsonOption())
    .addOption(plotOption('heat map of where area, leakage and the energy of a row go'))
    .addHelpText('after', '\nExample:\n  $ spinloom array organisation --roadmap LOP --plot memory.svg\n')
    .action(async ({ node, roadmap, temperature, awake, json, plot }: OrganisationOptions) => {
      checkTargets(json, plot);
      const tech = technology('45nm');
      const cell = sotMemoryCell(cellFigures(tech, 'sot-2t1r', cellJunction()), tech.feature.value);
      const figures = memoryFigures(cell, { node_nm: node, roadmap, temperature_K: temperature, ...(awake === undefined ? {} : { awake }) });
      await deliverPlot(plot, () => memoryPlot(titleOf(figures), figures, cell));
      deliver(json, { ...figures, cell }, () => organisationText(figures));
    });
}

const titleOf = ({ configuration: { node_nm, roadmap, temperature_K } }: MemoryFigures): string =>
  `Memory of the papers at ${node_nm} nm ${roadmap}, ${temperature_K} K`;

function organisationText(figures: MemoryFigures): string {
  const { configuration, groups, capacity_bits, area_m2, mats, awake, leakage_W, operations, htree, group } = figures;
  const { word_bits } = configuration;
  const shown = [
    ...Object.entries(operations).map(([name, operation]) => [name.toUpperCase(), operation] as const),
    ['H-tree, out', htree.read] as const,
    ['H-tree, in', htree.write] as const,
  ];
  return [
    heading(titleOf(figures)),
    facts([
      ['capacity', `${capacity_bits / 2 ** 20} Mb in ${groups} groups of 8 x 8 banks of 2 x 2 mats of 256 x 512 cells`],
      ['area', `${engineering(area_m2, 'm2')}, without what lies between groups`],
      ['leakage', `${engineering(leakage_W, 'W')}, ${awake === mats ? 'all' : awake} of ${mats} mats awake`],
    ]),
    heading(`A row of ${word_bits} columns`),
    table(
      ['operation', '>energy', '>a column', '>latency'],
      shown.map(([name, { energy_J, latency_s }]) => [
        name,
        engineering(energy_J, 'J'),
        engineering(energy_J / word_bits, 'J'),
        engineering(latency_s, 's'),
      ]),
    ),
    heading('One group'),
    numbersText(group),
    '  AND, OR and XOR are inferred on top of it; see docs/array.md.\n',
  ].join('');
}
