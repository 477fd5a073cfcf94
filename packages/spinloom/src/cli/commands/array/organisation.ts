import { Command, Option } from 'commander';
import {
  arrayFigures,
  describeMemory,
  type MemoryFigures,
  type MemorySplit,
  memoryFigures,
  memoryPartNames,
  type Repeaters,
  repeaterKinds,
  rowOperationNames,
  sotMemoryCell,
} from '../../../array/index.ts';
import { cellFigures } from '../../../circuit/index.ts';
import { cellJunction } from '../../../design/index.ts';
import { engineering, percent } from '../../../quantity/index.ts';
import { type Roadmap, roadmaps, technology } from '../../../technology/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, deliverPlot, explainOption, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { memoryPlot } from '../../plots/array.ts';
import { numbersText } from '../../print/array.ts';
import { deliverFigures } from '../../print/figures.ts';
import { facts, heading, table } from '../../print/table.ts';

interface OrganisationOptions {
  readonly node: number;
  readonly roadmap: Roadmap;
  readonly temperature: number;
  readonly awake?: number;
  readonly repeaters?: Repeaters;
  readonly json?: JsonTarget;
  readonly plot?: string;
  readonly explain?: string | true;
}

export function organisationCommand(): Command {
  return new Command('organisation')
    .description("the papers' memory of 512 Mb with the SOT cell: capacity, area, leakage, and the operations of a row with the H-tree apart")
    .option('--node <nm>', 'process node, 22 to 200', real, 45)
    .addOption(new Option('--roadmap <name>', 'transistors').choices([...roadmaps]).default('HP'))
    .option('--temperature <K>', '300 to 400', real, 300)
    .addOption(new Option('--repeaters <kind>', 'on the wires of the H-tree').choices([...repeaterKinds]).default('RepeatedNone'))
    .option('--awake <banks>', 'banks of 2 x 2 mats that are awake, the others gated off completely (default: all)', whole(0))
    .addOption(jsonOption())
    .addOption(explainOption('andEnergy_J/columns/perColumn'))
    .addOption(plotOption('heat map of where area, leakage and the energy of a row go'))
    .addHelpText('after', '\nExample:\n  $ spinloom array organisation --roadmap LOP --plot memory.svg\n')
    .action(async ({ node, roadmap, temperature, repeaters, awake, json, plot, explain }: OrganisationOptions) => {
      checkTargets(json, plot);
      const tech = technology('45nm');
      const circuit = cellFigures(tech, 'sot-2t1r', cellJunction());
      const cell = sotMemoryCell(circuit, tech.feature.value);
      const figures = memoryFigures(cell, {
        node_nm: node,
        roadmap,
        temperature_K: temperature,
        ...(repeaters === undefined ? {} : { repeaters }),
        ...(awake === undefined ? {} : { awake }),
      });
      await deliverPlot(plot, () => memoryPlot(titleOf(figures), figures));
      if (explain !== undefined) {
        deliverFigures(json, describeMemory(figures, arrayFigures(figures, circuit)), explain === true ? undefined : explain, 4);
        return;
      }
      deliver(json, { ...figures, cell }, () => organisationText(figures));
    });
}

const titleOf = ({ configuration: { node_nm, roadmap, temperature_K } }: MemoryFigures): string =>
  `Memory of the papers at ${node_nm} nm ${roadmap}, ${temperature_K} K`;

function organisationText(figures: MemoryFigures): string {
  const { configuration, organisation: o, capacity_bits, area_m2, banks, awake, leakage_W, operations, htree, bank, nvsim } = figures;
  const { word_bits, organisation } = configuration;
  const rows: readonly (readonly string[])[] = rowOperationNames.map((name) => {
    const { energy_J, latency_s } = operations[name];
    return [name.toUpperCase(), engineering(energy_J, 'J'), engineering(energy_J / word_bits, 'J'), engineering(latency_s, 's')];
  });
  const crossing = (name: string, { energy_J, latency_s }: MemoryFigures['htree']['read']): readonly string[] => [
    name,
    engineering(energy_J, 'J'),
    engineering(energy_J / word_bits, 'J'),
    engineering(latency_s, 's'),
  ];
  return [
    heading(titleOf(figures)),
    facts([
      [
        'capacity',
        `${capacity_bits / 2 ** 20} Mb in ${o.groups} groups of ${organisation.bankRows} x ${organisation.bankColumns} banks of ${organisation.matRows} x ${organisation.matColumns} mats of ${o.rows} x ${o.columns} cells`,
      ],
      ['area', `${engineering(area_m2, 'm2')}, without what lies between groups; a mat ${engineering(area_m2 / figures.mats, 'm2')}`],
      ['leakage', `${engineering(leakage_W, 'W')}, ${awake === banks ? 'all' : awake} of ${banks} banks awake`],
    ]),
    heading(`A row of ${word_bits} columns inside a mat`),
    table(['operation', '>energy', '>a column', '>latency'], rows),
    heading('What crossing the H-tree of the group adds'),
    table(['way', '>energy', '>a bit', '>latency'], [crossing('out (address in, data out)', htree.read), crossing('in', htree.write)]),
    heading('A bank by part'),
    table(
      ['part', '>area', '>', '>leakage', '>'],
      memoryPartNames.map((part) => [
        part,
        ...shown(bank.area_m2[part], total(bank.area_m2), 'm2'),
        ...shown(bank.leakage_W[part], total(bank.leakage_W), 'W'),
      ]),
    ),
    heading("The same group in NVSim's own words: one path and one word line a cell, no operations on two rows"),
    numbersText(nvsim),
    '  What SOT and computing add to it is inferred; see docs/array.md.\n',
  ].join('');
}

function shown(value: number, whole: number, unit: string): readonly [string, string] {
  return value === 0 ? ['', ''] : [engineering(value, unit), percent(value / whole, 1)];
}

const total = (split: MemorySplit): number => memoryPartNames.reduce((sum, part) => sum + split[part], 0);
