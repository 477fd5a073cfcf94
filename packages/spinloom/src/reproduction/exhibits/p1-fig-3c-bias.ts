/** Paper 1, Fig. 3c: what drives the lines of a cell to write and to read it. */
import { sotBias, sotBiasValues } from '../../circuit/index.ts';
import type { Exhibit } from '../types.ts';

export const fig3cBias: Exhibit = {
  id: 'p1-fig-3c-bias',
  paper: 1,
  item: 'Fig. 3c',
  title: 'Bias of the 2T1R cell',
  convention: 'the printed table; voltages behind its symbols from ngspice on FreePDK45, because the paper gives none',
  trust: 'measured',
  note: 'Paper 1 prints symbols (V_DD, V_WP, V_WN, I_read) without values.',
  rows: () => [
    ...sotBias.map(({ line, title, writeOne, read }) => ({
      quantity: `${line} (${title}): write ${writeOne}, read ${read}; lines driven`,
      unit: '',
      published: [writeOne, read].filter((symbol) => symbol !== '0').length,
      physical: [writeOne, read].filter((symbol) => symbol !== '0').length,
      trust: 'published' as const,
      note: 'The printed table, taken over.',
    })),
    ...Object.entries(sotBiasValues).map(([symbol, { value, unit, source }]) => ({
      quantity: symbol,
      unit,
      physical: value,
      note: `${source.cite}${source.where === undefined ? '' : `: ${source.where}`}.`,
    })),
  ],
};
