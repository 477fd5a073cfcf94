/** Fig. 4b of both papers: distributions of the sense voltage in 100,000 trials, and the fan-in that they leave. */
import { type Margins, margins, type SenseOperation, senseFigures } from '../../circuit/index.ts';
import type { ChartPoint, Exhibit, Row } from '../types.ts';

const trials = 100_000;

const sampled = (operation: SenseOperation, fanIn: number): Margins => margins({ operation, fanIn, trials, seed: 1 });

/** The largest fan-in up to 4 at which no level of AND or OR overlaps the next. */
function largestFanIn(): number {
  const clear = [2, 3, 4].filter((fanIn) => sampled('and', fanIn).gap > 0 && sampled('or', fanIn).gap > 0);
  return Math.max(1, ...clear);
}

const exhibit = (paper: 1 | 2): Exhibit => ({
  id: `p${paper}-fig-4b`,
  paper,
  item: 'Fig. 4b',
  title: 'Sense voltage under variation, and the fan-in that it allows',
  convention: '5 % of the resistance-area product, 10 % of the TMR itself, independent by cell; references halfway; gaps in units of I R_P',
  trust: 'derived',
  note: 'Two cells leave a gap between all levels in 100,000 trials and three do not, as paper 1 says; the bars of the figure do not survive.',
  rows: (): readonly Row[] => {
    const { read, and, or } = senseFigures();
    const nominal = 'Nominal, at a read current of 22 uA, which the papers do not give.';
    return [
      { quantity: 'trials', unit: '', published: trials, physical: trials, note: 'As published.' },
      { quantity: 'largest fan-in without overlap', unit: '', published: 2, physical: largestFanIn() },
      { quantity: 'gap of READ', unit: '', physical: sampled('read', 1).gap },
      { quantity: 'gap of AND, fan-in 2', unit: '', physical: sampled('and', 2).gap },
      { quantity: 'gap of OR, fan-in 2', unit: '', physical: sampled('or', 2).gap },
      { quantity: 'gap of AND, fan-in 3', unit: '', physical: sampled('and', 3).gap },
      { quantity: 'gap of OR, fan-in 3', unit: '', physical: sampled('or', 3).gap },
      { quantity: 'margin of READ', unit: 'V', physical: read.margin.value, note: nominal },
      { quantity: 'margin of AND', unit: 'V', physical: and.margin.value, note: nominal },
      { quantity: 'margin of OR', unit: 'V', physical: or.margin.value, note: nominal },
    ];
  },
  chart: () => {
    const points: ChartPoint[] = [];
    for (const fanIn of [1, 2, 3]) {
      const { levels } = sampled(fanIn === 1 ? 'read' : 'and', fanIn);
      for (const { ones, histogram } of levels) {
        const { from, to, counts } = histogram;
        const width = (to - from) / counts.length;
        counts.forEach((count, bin) => {
          if (count > 0) points.push({ x: from + (bin + 0.5) * width, y: count, series: `${ones} ones`, panel: `fan-in ${fanIn}` });
        });
      }
    }
    return { kind: 'line', x: 'sense voltage (I R_P)', y: 'trials', points };
  },
});

export const paper1Fig4b: Exhibit = exhibit(1);
export const paper2Fig4b: Exhibit = exhibit(2);
