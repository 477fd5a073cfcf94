/** Every exhibit, in the order of the papers. A new one is one file and one line here. */
import type { Exhibit } from '../types.ts';
import { paper1Claims, paper1Periphery, paper2Claims } from './claims.ts';
import { paper1Fig7a, paper2Table1 } from './complexity.ts';
import { paper1Fig1, paper2Fig1 } from './fig-1-share.ts';
import { paper1Fig4b, paper2Fig4b } from './fig-4b-margins.ts';
import { paper1BitWidths } from './p1-bit-widths.ts';
import { paper1Device } from './p1-device.ts';
import { fig3cBias } from './p1-fig-3c-bias.ts';
import { paper1Fig6 } from './p1-fig-6-example.ts';
import { paper1Fig9a, paper1Fig9b } from './p1-fig-9-energy.ts';
import { paper1Fig10a, paper1Fig10b } from './p1-fig-10-area.ts';
import { paper2Barrier } from './p2-barrier.ts';
import { paper2Compressor, paper2ShiftRegister } from './p2-blocks.ts';
import { paper2Fig9, paper2Fig10 } from './p2-efficiency.ts';
import { paper2Equation2, paper2Fig3, paper2Fig6 } from './p2-fig-3-5-6.ts';
import { paper2CompletedTasks, paper2Detector, paper2Fig7b, paper2OneFlipFlop } from './p2-power.ts';
import { paper2OneCycle, paper2ShiftDelay } from './p2-timing.ts';
import { slips } from './slips.ts';
import { energySlips } from './slips-energy.ts';
import { paper1Fig8a, paper1Fig8b, paper2Fig8a, paper2Fig8b } from './storage.ts';
import { paper1Table2, paper2Table2 } from './table-2.ts';

export const exhibits: readonly Exhibit[] = [
  paper1Fig1,
  paper1Device,
  fig3cBias,
  paper1Fig4b,
  paper1Fig6,
  paper1Fig7a,
  paper1Fig8a,
  paper1Fig8b,
  paper1Fig9a,
  paper1Fig9b,
  paper1Fig10a,
  paper1Fig10b,
  paper1BitWidths,
  paper1Table2,
  paper1Claims,
  paper1Periphery,
  paper2Fig1,
  paper2Fig3,
  paper2Fig4b,
  paper2Equation2,
  paper2Compressor,
  paper2OneCycle,
  paper2Fig6,
  paper2ShiftRegister,
  paper2ShiftDelay,
  paper2Table1,
  paper2Fig8a,
  paper2Fig8b,
  paper2Fig9,
  paper2Fig10,
  paper2Table2,
  paper2Claims,
  paper2Barrier,
  paper2Fig7b,
  paper2OneFlipFlop,
  paper2CompletedTasks,
  paper2Detector,
  ...slips,
  ...energySlips,
];
