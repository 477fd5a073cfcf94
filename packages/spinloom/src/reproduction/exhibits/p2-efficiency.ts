/** Paper 2, Figs. 9 and 10: energy efficiency and throughput per area, on four designs, four bit-widths and two batches. */
import { geometricMean, paper2Bits } from '../conventions.ts';
import { hasDesign, type Lab } from '../lab.ts';
import type { ChartPoint, Exhibit, Row } from '../types.ts';

const ours = 'and-accumulation';
const others = [
  { design: 'imce', title: 'IMCE', energy: 2.1, throughput: 3 },
  { design: 'reram-crossbar', title: 'ReRAM', energy: 5.4, throughput: 9 },
  { design: 'cmos-asic', title: 'ASIC', energy: 9.7, throughput: 13.5 },
] as const;
const batches = [1, 8] as const;

type Preset = 'physical' | 'paper-calibrated';
/** Per joule, or per second; and per square metre of area in use where `perArea`. */
type Figure = 'energy' | 'throughput';

function merit(lab: Lab, figure: Figure, design: string, bits: string, batch: number, preset: Preset, perArea: boolean): number {
  const { cost } = lab.evaluation({ network: 'svhn', bits, design, preset, batch });
  const value = figure === 'energy' ? 1 / cost.convolution_J : cost.throughput_per_s;
  return perArea ? value / cost.area_m2 : value;
}

function advantage(lab: Lab, figure: Figure, design: string, preset: Preset, perArea: boolean): number {
  return geometricMean(
    batches.flatMap((batch) =>
      paper2Bits.map((bits) => merit(lab, figure, ours, bits, batch, preset, perArea) / merit(lab, figure, design, bits, batch, preset, perArea)),
    ),
  );
}

function rowsOf(lab: Lab, figure: Figure, what: string): readonly Row[] {
  return others.map(
    ({ design, title, ...published }): Row => ({
      network: 'svhn',
      quantity: `${what} of AND-Accumulation over ${title}`,
      unit: '',
      published: published[figure],
      ...(hasDesign(design)
        ? {
            physical: advantage(lab, figure, design, 'physical', true),
            literal: advantage(lab, figure, design, 'physical', false),
            calibrated: advantage(lab, figure, design, 'paper-calibrated', true),
          }
        : {}),
    }),
  );
}

function pointsOf(lab: Lab, figure: Figure): readonly ChartPoint[] {
  const designs = [ours, ...others.map(({ design }) => design)].filter(hasDesign);
  return batches.flatMap((batch) =>
    paper2Bits.flatMap((bits) =>
      designs.map((design) => ({
        x: bits,
        // Of a square millimetre.
        y: merit(lab, figure, design, bits, batch, 'physical', true) * 1e-6,
        series: design,
        panel: `batch ${batch}`,
      })),
    ),
  );
}

/** Every bar. */
function barsOf(lab: Lab, figure: Figure, unit: string): readonly Row[] {
  return batches.flatMap((batch) =>
    paper2Bits.flatMap((bits) =>
      [{ design: ours, title: 'AND-Accumulation' }, ...others]
        .filter(({ design }) => hasDesign(design))
        .map(
          ({ design, title }): Row => ({
            network: 'svhn',
            quantity: `batch ${batch}, ${bits}: ${title}`,
            unit,
            physical: merit(lab, figure, design, bits, batch, 'physical', true),
            literal: merit(lab, figure, design, bits, batch, 'physical', false),
            calibrated: merit(lab, figure, design, bits, batch, 'paper-calibrated', true),
            note: 'The bars do not survive. Literal: not divided by area.',
          }),
        ),
    ),
  );
}

const convention = 'SVHN network; geometric mean over 1:1, 1:4, 1:8, 2:2 and batches of 1 and 8; area in use; literal: not divided by area';

export const paper2Fig9: Exhibit = {
  id: 'p2-fig-9',
  paper: 2,
  item: 'Fig. 9',
  title: 'Energy efficiency normalised to area',
  convention: `images a joule (quantised layers) and square millimetre; ${convention}`,
  trust: 'assumed',
  note: 'The bars do not survive. The paper’s own Table II gives 1.36, 0.41 and 1.01 against IMCE where it is divided by area, and 1.66, 1.60 and 1.35 where it is not; here writes outweigh the serial counter, the crossbars spend far less than printed, and the ASIC’s eDRAM leaks over 29 mm².',
  rows: (lab) => [...rowsOf(lab, 'energy', 'images a joule and area'), ...barsOf(lab, 'energy', '1/J/m2')],
  chart: (_, lab) => ({ kind: 'grouped', x: 'W:I', y: 'images / (J mm²)', log: true, points: pointsOf(lab, 'energy') }),
};

export const paper2Fig10: Exhibit = {
  id: 'p2-fig-10',
  paper: 2,
  item: 'Fig. 10',
  title: 'Throughput normalised to area',
  convention: `images a second and square millimetre; ${convention}`,
  trust: 'assumed',
  note: 'A serial counter of 8 columns takes less time than the writing of one row, and AND-Accumulation writes three rows for two of IMCE; one digital unit for all layers holds up all of them at 1:1 and the crossbars at all widths, and the 29 mm² of the ASIC’s eDRAM are charged to a small network.',
  rows: (lab) => [...rowsOf(lab, 'throughput', 'images a second and area'), ...barsOf(lab, 'throughput', '1/s/m2')],
  chart: (_, lab) => ({ kind: 'grouped', x: 'W:I', y: 'images / (s mm²)', log: true, points: pointsOf(lab, 'throughput') }),
};
