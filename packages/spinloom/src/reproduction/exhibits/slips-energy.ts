/** Contradictions between the printed energies and areas, and between them and what they are said to come from. */
import { weightedLayers } from '../../network/index.ts';
import { convolutionsOf, type PaperNetwork, paperNetworks } from '../conventions.ts';
import type { Lab } from '../lab.ts';
import { tableII } from '../published.ts';
import type { Exhibit, Row } from '../types.ts';

const { bcnnReram, imce, proposed } = tableII;

const perNetwork = (rows: (network: PaperNetwork) => readonly Row[]): readonly Row[] => paperNetworks.flatMap(rows);

/** One-bit ANDs of the quantised convolutions. */
function ands(lab: Lab, { preset, convolutions }: PaperNetwork, bits: string): number {
  return weightedLayers(lab.network(preset, bits))
    .filter(({ name }) => convolutions.includes(name))
    .reduce((sum, { macs, weightBits, inputBits }) => sum + macs * weightBits * inputBits, 0);
}

const energyPerAnd: Exhibit = {
  id: 'p1-slip-energy-per-and',
  paper: 1,
  item: 'Table II of both',
  title: 'Energy of an AND that the tables imply',
  convention: 'printed energy over ANDs of the quantised convolutions; SVHN and LeNet-5 at 1:4 (inferred); literal: 1:1 throughout',
  trust: 'derived',
  note: 'At 1:1 SVHN and MNIST would cost nearly five times what ImageNet costs an AND, which no one array gives; at 1:4 those of IMCE agree within a fifth, those of AND-Accumulation within a half.',
  rows: (lab) =>
    perNetwork((network) =>
      (
        [
          ['IMCE', imce],
          ['AND-Accumulation', proposed],
        ] as const
      ).map(([name, cells]): Row => {
        const energy = cells[network.dataSet].energy_J;
        return {
          network: network.preset,
          quantity: `energy of an AND on ${name}, from Table II (${network.dataSet})`,
          unit: 'J',
          physical: energy / ands(lab, network, network.bits),
          literal: energy / ands(lab, network, network.literalBits),
        };
      }),
    ),
};

const threeTimes: Exhibit = {
  id: 'p1-slip-three-times',
  paper: 1,
  item: 'Abstract, Table II',
  title: '"~3x less energy" and "~4x smaller" than ReRAM',
  convention: 'ratios of the printed cells',
  trust: 'derived',
  note: 'True of ImageNet, which the abstract names; on MNIST the table gives 14.7 times in energy, on SVHN 8.5 times in area.',
  rows: () =>
    perNetwork(({ dataSet, preset }) => [
      {
        network: preset,
        quantity: `energy of ReRAM over IMCE, from Table II (${dataSet})`,
        unit: '',
        published: 3,
        physical: bcnnReram[dataSet].energy_J / imce[dataSet].energy_J,
      },
      {
        network: preset,
        quantity: `area of ReRAM over IMCE, from Table II (${dataSet})`,
        unit: '',
        published: 4,
        physical: bcnnReram[dataSet].area_m2 / imce[dataSet].area_m2,
      },
    ]),
};

/** Paper 2, III.C. */
const crossbarSide = 256;

/** Activations of 256 x 256 cells in one image, all layers, inputs of one bit. */
function activations(lab: Lab, network: string): number {
  return weightedLayers(lab.network(network, '1:1')).reduce((sum, { macs, weights, im2col }) => {
    const windows = macs / weights;
    const taps = im2col / windows;
    return sum + windows * Math.ceil(taps / crossbarSide) * Math.ceil(weights / taps / crossbarSide);
  }, 0);
}

const reramActivation: Exhibit = {
  id: 'p2-slip-reram-activation',
  paper: 2,
  item: 'Table II',
  title: 'Energy of a crossbar activation that the table implies',
  convention: 'printed energy over activations of 256 x 256 cells, all layers at 1:1',
  trust: 'derived',
  note: 'ImageNet and SVHN imply about 100 nJ, MNIST a fraction of it; 256 conversions of the converter cited in docs/designs.md are below 1 nJ.',
  rows: (lab) =>
    perNetwork(({ dataSet, preset }) => [
      {
        network: preset,
        quantity: `energy of a ReRAM activation, from Table II (${dataSet})`,
        unit: 'J',
        physical: bcnnReram[dataSet].energy_J / activations(lab, preset),
      },
    ]),
};

const firstLayer: Exhibit = {
  id: 'p2-slip-first-layer',
  paper: 2,
  item: 'Table II, III.E',
  title: '"Convolution computation of all layers" cannot hold the unquantised first layer',
  convention: 'first layer of AlexNet in float32 at 4.6 pJ a multiply-accumulate (Horowitz, ISSCC 2014); the others on AND-Accumulation at 1:1',
  trust: 'assumed',
  note: 'The first layer alone takes more than the printed total, so that Table II is read as quantised convolutions; both totals are given here.',
  rows: (lab) => {
    const evaluation = lab.evaluation({ network: 'alexnet', bits: '1:1', design: 'and-accumulation' });
    const published = proposed.ImageNet.energy_J;
    const of = (quantity: string, physical: number): Row => ({ network: 'alexnet', quantity, unit: 'J', published, physical });
    const first = evaluation.cost.layers.find(({ name }) => name === 'conv1')!;
    const quantised = convolutionsOf(evaluation, paperNetworks[0]!.convolutions).energy_J;
    return [
      of('multiply-accumulates of conv1', first.energies.macs!),
      of('quantised convolutions', quantised),
      of('all convolutions', quantised + first.energy_J),
      of('whole network', evaluation.cost.energy_J),
    ];
  },
};

/** ISAAC (ISCA 2016), 32 nm: 20.45 pJ for 256 bits. */
const edramBit_J = 20.45e-12 / 256;
/** YodaNN (IEEE TCAD 37(1), 2018), its core at 0.6 and 1.2 V. */
const yodann_op_per_J = [
  ['0.6 V', 61.2e12],
  ['1.2 V', 9.87e12],
] as const;
const asicFactor = 9.7;

const asicEnergy: Exhibit = {
  id: 'p2-slip-asic',
  paper: 2,
  item: 'III.C',
  title: '9.7 times the efficiency of an ASIC like YodaNN',
  convention: 'AlexNet without groups, all layers; 9.7 taken of the 471.8 µJ of Table II; YodaNN’s core as published, eDRAM at 0.08 pJ a bit',
  trust: 'published',
  note: 'YodaNN’s own core takes less than AND-Accumulation; 9.7 times more needs some 48 bits of eDRAM for each multiply-accumulate, almost no reuse, which the paper does not tell.',
  rows: (lab) => {
    const macs = weightedLayers(lab.network('alexnet', '1:1')).reduce((sum, layer) => sum + layer.macs, 0);
    const claimed_J = asicFactor * proposed.ImageNet.energy_J;
    const core = yodann_op_per_J.map(([voltage, rate]) => [voltage, (2 * macs) / rate] as const);
    return [
      { network: 'alexnet', quantity: 'energy of an image on the ASIC, from the claim', unit: 'J', physical: claimed_J },
      ...core.map(
        ([voltage, energy]): Row => ({
          network: 'alexnet',
          quantity: `energy of an image in YodaNN’s core, ${voltage}`,
          unit: 'J',
          physical: energy,
        }),
      ),
      ...core.map(
        ([voltage, energy]): Row => ({
          network: 'alexnet',
          quantity: `YodaNN’s core over AND-Accumulation of Table II, ${voltage}`,
          unit: '',
          published: asicFactor,
          physical: energy / proposed.ImageNet.energy_J,
        }),
      ),
      {
        network: 'alexnet',
        quantity: 'bits of eDRAM a multiply-accumulate that fill the difference, 1.2 V',
        unit: 'bit',
        physical: (claimed_J - core[1]![1]) / edramBit_J / macs,
      },
    ];
  },
};

const counterLength: Exhibit = {
  id: 'p2-slip-counter',
  paper: 2,
  item: 'footnote 1, III.D',
  title: 'Counters of 8 columns and a speed ratio of 3',
  convention: 'latency of conv2 of AlexNet at 1:1, whose rows are full, IMCE over AND-Accumulation; counters as in footnote 1',
  trust: 'assumed',
  note: 'Counters of 8 columns as fast as synthesised do not make IMCE three times slower; 32 columns at 2 GHz (calibrated) were chosen for that ratio, against the footnote.',
  rows: (lab) => {
    const latency = (design: string, preset: 'physical' | 'paper-calibrated'): number =>
      lab.evaluation({ network: 'alexnet', bits: '1:1', design, preset }).cost.layers.find(({ name }) => name === 'conv2')!.latency_s;
    const ratio = (preset: 'physical' | 'paper-calibrated'): number => latency('imce', preset) / latency('and-accumulation', preset);
    return [
      {
        network: 'alexnet',
        quantity: 'time of IMCE over AND-Accumulation',
        unit: '',
        published: 3,
        physical: ratio('physical'),
        calibrated: ratio('paper-calibrated'),
      },
    ];
  },
};

export const energySlips: readonly Exhibit[] = [energyPerAnd, threeTimes, reramActivation, firstLayer, asicEnergy, counterLength];
