export { fitJunction, fittedRA_P, fittedTmr, type JunctionFit } from './fit.ts';
export { type JunctionOptions, type JunctionResult, junction } from './junction.ts';
export { type JunctionParameters, type JunctionPreset, junctionPreset, junctionPresets } from './presets.ts';
