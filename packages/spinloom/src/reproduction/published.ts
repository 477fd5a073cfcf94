/** Cells of the papers' tables, in SI. Paper 1's scan reads 27534 and 544485: paper 2 and Tang et al. (ASP-DAC 2017, 58.2 and 56.8 %) settle both. */
const uJ = 1e-6;
const mm2 = 1e-6;

type Cells = Readonly<Record<'ImageNet' | 'SVHN' | 'MNIST', { readonly energy_J: number; readonly area_m2: number }>>;

const cells = (...[imageNet, svhn, mnist]: readonly (readonly [energy: number, area: number])[]): Cells => {
  const cell = ([energy, area]: readonly [number, number]): Cells['SVHN'] => ({ energy_J: energy * uJ, area_m2: area * mm2 });
  return { ImageNet: cell(imageNet!), SVHN: cell(svhn!), MNIST: cell(mnist!) };
};

/** Table II of both papers. */
export const tableII: Readonly<Record<'cnnReram' | 'bcnnReram' | 'imce' | 'proposed', Cells>> = {
  cnnReram: cells([5444.85, 21.25], [850.42, 0.09], [18.39, 0.054]),
  bcnnReram: cells([2275.34, 9.19], [425.21, 0.085], [13.55, 0.06]),
  imce: cells([785.25, 2.12], [135.26, 0.01], [0.92, 0.009]),
  proposed: cells([471.8, 2.6], [84.31, 0.039], [0.68, 0.012]),
};
