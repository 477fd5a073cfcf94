/**
 * How the papers' words are read, once for all exhibits. All of it is inferred: the papers name data sets, not networks and bit-widths.
 *
 * "The energy of convolution computation of all layers" (both papers, Table II) is that of the quantised convolutions: the first and last layers are not
 * quantised, and fully connected ones are none. AlexNet is the one without channel groups, at 1:1. The rows of SVHN and MNIST agree with that of ImageNet
 * only where weights x inputs are 4 bits: they are read as 1:4, and 1:1 is the literal reading beside it.
 */
import type { Evaluation } from '../study/index.ts';
import type { Lab, LabRequest } from './lab.ts';

export interface PaperNetwork {
  /** As the papers' tables name it. */
  readonly dataSet: 'ImageNet' | 'SVHN' | 'MNIST';
  readonly preset: string;
  readonly bits: string;
  readonly literalBits: string;
  readonly convolutions: readonly string[];
}

export const paperNetworks: readonly PaperNetwork[] = [
  { dataSet: 'ImageNet', preset: 'alexnet', bits: '1:1', literalBits: '1:1', convolutions: ['conv2', 'conv3', 'conv4', 'conv5'] },
  { dataSet: 'SVHN', preset: 'svhn', bits: '1:4', literalBits: '1:1', convolutions: ['conv1', 'conv2', 'conv3', 'conv4', 'conv5'] },
  { dataSet: 'MNIST', preset: 'lenet5', bits: '1:4', literalBits: '1:1', convolutions: ['conv2'] },
];

export const tableConvention =
  'quantised convolutions of one image; AlexNet without groups at 1:1, SVHN and LeNet-5 at 1:4 (inferred); literal: 1:1 throughout';

/** Of the quantised convolutions: joules of one image, square metres of the mats that hold them. */
export interface Convolutions {
  readonly energy_J: number;
  readonly area_m2: number;
}

export function convolutionsOf({ cost }: Evaluation, names: readonly string[]): Convolutions {
  const layers = cost.layers.filter((layer) => names.includes(layer.name));
  const sum = (of: 'energy_J' | 'area_m2'): number => layers.reduce((total, layer) => total + layer[of], 0);
  return { energy_J: sum('energy_J'), area_m2: sum('area_m2') };
}

/** A figure of the quantised convolutions under both readings, and with the preset that the designs disclose. */
export function readings(
  lab: Lab,
  network: PaperNetwork,
  design: string,
  figure: keyof Convolutions,
): { readonly physical: number; readonly literal: number; readonly calibrated: number } {
  const of = (bits: string, preset: LabRequest['preset']): number =>
    convolutionsOf(lab.evaluation({ network: network.preset, bits, design, ...(preset === undefined ? {} : { preset }) }), network.convolutions)[
      figure
    ];
  return { physical: of(network.bits, 'physical'), literal: of(network.literalBits, 'physical'), calibrated: of(network.bits, 'paper-calibrated') };
}

/** Widths that paper 1 evaluates beside float32 (V.A). */
export const paper1Bits: readonly string[] = ['1:1', '1:2', '1:3', '1:4', '2:2'];
/** Paper 2, Table I. */
export const paper2Bits: readonly string[] = ['1:1', '1:4', '1:8', '2:2'];

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
