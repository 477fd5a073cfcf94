export { engineName, type SpiceEngine, type SpiceOptions, simulate, spiceEngine } from './engine.ts';
export { average, type Crossing, crossing, integral, valueAt, vector, type Waveforms } from './waveforms.ts';
