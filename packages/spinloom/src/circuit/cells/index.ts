import { reram1t1r, reramCrosspoint, sram6t, stt1t1r } from './others.ts';
import type { CellPreset } from './preset.ts';
import { sot2t1r, sot2t1rLayout } from './sot.ts';

export { type BiasRow, type BiasSymbol, sotBias, sotBiasValues } from './bias.ts';
export type { CellDevice } from './preset.ts';

export const cellPresets: readonly CellPreset[] = [sot2t1r, sot2t1rLayout, stt1t1r, reram1t1r, reramCrosspoint, sram6t];
