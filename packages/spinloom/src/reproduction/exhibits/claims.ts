/** Ratios that both papers claim from their tables: of ReRAM, IMCE and AND-Accumulation on ImageNet, and the share of periphery in a crossbar. */
import { convolutionsOf, paperNetworks, readings } from '../conventions.ts';
import { hasDesign, type Lab } from '../lab.ts';
import { tableII } from '../published.ts';
import type { Exhibit, Row } from '../types.ts';

const [imageNet] = paperNetworks;

const writes =
  'A slot of AND-Accumulation writes three rows for two that IMCE writes; at 180 fJ a written cell that uses up nearly all that it saves without the serial counter.';

type Figure = 'energy_J' | 'area_m2';

/** `over` / `under` on ImageNet, under both readings and the calibrated preset. */
function ratio(lab: Lab, over: string, under: string, figure: Figure): Pick<Row, 'physical' | 'literal' | 'calibrated'> {
  if (!hasDesign(over) || !hasDesign(under)) return {};
  const [a, b] = [readings(lab, imageNet!, over, figure), readings(lab, imageNet!, under, figure)];
  return { physical: a.physical / b.physical, literal: a.literal / b.literal, calibrated: a.calibrated / b.calibrated };
}

const claim = (lab: Lab, quantity: string, published: number, [over, under, figure]: readonly [string, string, Figure], note: string): Row => ({
  network: 'alexnet',
  quantity,
  unit: '',
  published,
  ...ratio(lab, over, under, figure),
  note,
});

export const paper1Claims: Exhibit = {
  id: 'p1-claims',
  paper: 1,
  item: 'Abstract, V.E',
  title: 'IMCE against ReRAM on ImageNet',
  convention: 'quantised convolutions of AlexNet without groups at 1:1',
  trust: 'assumed',
  note: 'The baseline is a model of its own; see docs/designs.md.',
  rows: (lab) => [
    claim(
      lab,
      'energy of ReRAM over IMCE',
      3,
      ['reram-crossbar', 'imce', 'energy_J'],
      `The paper's own table gives ${(tableII.bcnnReram.ImageNet.energy_J / tableII.imce.ImageNet.energy_J).toFixed(2)}; the crossbar here spends far less than the printed one.`,
    ),
    claim(
      lab,
      'area of ReRAM over IMCE',
      4,
      ['reram-crossbar', 'imce', 'area_m2'],
      `The paper's own table gives ${(tableII.bcnnReram.ImageNet.area_m2 / tableII.imce.ImageNet.area_m2).toFixed(2)}.`,
    ),
  ],
};

export const paper2Claims: Exhibit = {
  id: 'p2-claims',
  paper: 2,
  item: 'III.E',
  title: 'AND-Accumulation against ReRAM and IMCE on ImageNet',
  convention: 'quantised convolutions of AlexNet without groups at 1:1',
  trust: 'assumed',
  note: writes,
  rows: (lab) => [
    claim(
      lab,
      'energy of ReRAM over AND-Accumulation',
      4.8,
      ['reram-crossbar', 'and-accumulation', 'energy_J'],
      'The paper’s own table gives 4.82; the crossbar here spends far less than the printed one.',
    ),
    claim(lab, 'area of ReRAM over AND-Accumulation', 3.5, ['reram-crossbar', 'and-accumulation', 'area_m2'], 'The paper’s own table gives 3.53.'),
    claim(lab, 'energy of IMCE over AND-Accumulation', 1.6, ['imce', 'and-accumulation', 'energy_J'], writes),
  ],
};

/** Share of a design's energy and area that is not cells. */
function periphery(lab: Lab): { readonly energy: number; readonly area: number } | undefined {
  if (!hasDesign('reram-crossbar')) return undefined;
  const evaluation = lab.evaluation({ network: 'alexnet', bits: '1:1', design: 'reram-crossbar' });
  const { energy_J } = convolutionsOf(evaluation, imageNet!.convolutions);
  const cells = evaluation.cost.layers
    .filter(({ name }) => imageNet!.convolutions.includes(name))
    .flatMap(({ energies }) => Object.entries(energies))
    .filter(([key]) => evaluation.design.tariffs[key]!.component === 'cells')
    .reduce((sum, [, energy]) => sum + energy, 0);
  const { parts, value } = evaluation.design.matArea;
  return { energy: 1 - cells / energy_J, area: 1 - (parts.cells?.value ?? 0) / value };
}

export const paper1Periphery: Exhibit = {
  id: 'p1-reram-periphery',
  paper: 1,
  item: 'V.E',
  title: 'Periphery of a ReRAM crossbar',
  convention: 'all that is not cells, of the quantised convolutions of AlexNet at 1:1',
  trust: 'assumed',
  note: 'The paper cites more than 85 % for buffers and converters together.',
  rows: (lab) => {
    const found = periphery(lab);
    return [
      {
        network: 'alexnet',
        quantity: 'share of periphery in the energy (more than)',
        unit: '',
        published: 0.85,
        ...(found && { physical: found.energy }),
      },
      {
        network: 'alexnet',
        quantity: 'share of periphery in the area (more than)',
        unit: '',
        published: 0.85,
        ...(found && { physical: found.area }),
      },
    ];
  },
};
