/** Table II of both papers: energy and area of one image on ReRAM, IMCE and AND-Accumulation, over three data sets. */
import { type Convolutions, paperNetworks, readings, tableConvention } from '../conventions.ts';
import { hasDesign, type Lab } from '../lab.ts';
import { tableII } from '../published.ts';
import type { Exhibit, Row } from '../types.ts';

interface Line {
  readonly label: string;
  readonly cells: keyof typeof tableII;
  readonly design: string;
}

const reram: Line = { label: 'BCNN on ReRAM', cells: 'bcnnReram', design: 'reram-crossbar' };
const imce: Line = { label: 'IMCE', cells: 'imce', design: 'imce' };
const proposed: Line = { label: 'AND-Accumulation', cells: 'proposed', design: 'and-accumulation' };

const why: Readonly<Record<keyof Convolutions, string>> = {
  energy_J: 'Cells are written at 180 fJ and sensed in voltage mode; the papers give neither, and their three data sets follow no one energy an AND.',
  area_m2:
    'Whole mats in use, each with its add-ons, through which inputs stream; the papers’ areas are those of a sub-array or less for SVHN and MNIST, and for ImageNet near that of the convolutions’ weights and unrolled inputs side by side.',
};

const whyReram: Readonly<Record<keyof Convolutions, string>> = {
  energy_J:
    'A crossbar adds 256 rows at once; drivers, cells and cited converters come to a small part of the printed figure, as they do in MNSIM (203 and 411 uJ for ImageNet).',
  area_m2:
    'Mats with their converters and buffers: for ImageNet the printed area would be about twice as much a mat, or more; for SVHN and MNIST it is less than the mats that the weights need.',
};

const figures = [
  ['energy_J', 'energy of an image', 'J'],
  ['area_m2', 'area', 'm2'],
] as const;

function linesOf(lab: Lab, lines: readonly Line[]): readonly Row[] {
  return lines.flatMap(({ label, cells, design }) =>
    paperNetworks.flatMap((network) =>
      figures.map(
        ([figure, name, unit]): Row => ({
          network: network.preset,
          quantity: `${label}: ${name} (${network.dataSet})`,
          unit,
          published: tableII[cells][network.dataSet][figure],
          ...(hasDesign(design) ? readings(lab, network, design, figure) : {}),
          note: design === reram.design ? whyReram[figure] : why[figure],
        }),
      ),
    ),
  );
}

export const paper2Table2: Exhibit = {
  id: 'p2-table-2',
  paper: 2,
  item: 'Table II',
  title: 'Energy and area of binary-weight accelerators',
  convention: tableConvention,
  trust: 'assumed',
  note: why.energy_J,
  rows: (lab) => linesOf(lab, [reram, imce, proposed]),
};

export const paper1Table2: Exhibit = {
  id: 'p1-table-2',
  paper: 1,
  item: 'Table II',
  title: 'Energy and area of CNN and BCNN accelerators',
  convention: `${tableConvention}; the CNN on ReRAM is the same network at 8:8`,
  trust: 'assumed',
  note: why.energy_J,
  rows: (lab) => [...cnnOnReram(lab), ...linesOf(lab, [reram, { ...imce, label: 'BCNN on SOT-MRAM (IMCE)' }])],
};

/** The full-precision CNN: crossbars have no float, so 8 bits each way stand for it. */
function cnnOnReram(lab: Lab): readonly Row[] {
  const wide = paperNetworks.map((network) => ({ ...network, bits: '8:8', literalBits: '8:8' }));
  return wide.flatMap((network) =>
    figures.map(
      ([figure, name, unit]): Row => ({
        network: network.preset,
        quantity: `CNN on ReRAM: ${name} (${network.dataSet})`,
        unit,
        published: tableII.cnnReram[network.dataSet][figure],
        ...(hasDesign(reram.design) ? readings(lab, network, reram.design, figure) : {}),
        note: `Paper 1 says "CNN" and gives no width: 8:8 is what a crossbar with 8-bit amplifiers can hold. ${whyReram[figure]}`,
      }),
    ),
  );
}
