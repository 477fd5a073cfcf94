/** The face that `spinloom` looks for: its interface `Characterizer`, on one engine that starts with the first run. */
import {
  type CellSense,
  type CellWriteOptions,
  type Characterizer,
  type CircuitOperation,
  type ExportKind,
  refuse,
  storedTexts,
  type WriteNeeds,
} from 'spinloom';
import { cellLibrary, liberty, libraryName, libraryNetlist } from './library/index.ts';
import {
  circuitFiles,
  measureColumn,
  measureColumnWrite,
  measureNvFlipFlop,
  measureSense,
  measureWrite,
  type SenseFigures,
  truth,
} from './netlists/index.ts';
import { engineName, type SpiceEngine, spiceEngine } from './spice/index.ts';
import { rtlExport } from './synthesis/index.ts';

export function characterizer(): Characterizer {
  const engine = spiceEngine();
  return {
    engine: engineName,
    write: async (options = {}) => {
      const { waveforms, normError = 0, ...figures } = await measureWrite(engine, checked(options));
      const complete = { width_um: 0.12, wordLine_V: 1.2, drive_V: 1, direction: 'forward' as const, ...options };
      return { figures: { options: complete, normError, ...figures }, waveforms: waveforms.vectors };
    },
    writeNeeds: (current_A) => writeNeeds(engine, current_A),
    sense: async (operation, stored) => {
      const { waveforms, ...figures } = await measureSense(engine, { operation, stored: bitsOf(operation, stored) });
      return { figures: senseRecord(figures), waveforms: waveforms.vectors };
    },
    column: async (operation, stored, row) => {
      const { waveforms, ...figures } = await measureColumn(engine, { operation, stored: bitsOf(operation, stored), row });
      const { wordLine_s, settling_s } = figures;
      return { figures: { ...senseRecord(figures), row, wordLine_s, settling_s }, waveforms: waveforms.vectors };
    },
    columnWrite: () => measureColumnWrite(engine),
    flipFlop: async (stored) => {
      const { waveforms, before, ...figures } = await measureNvFlipFlop(engine, stored);
      if (before !== stored) refuse(`the flip-flop did not take ${Number(stored)} at its clock`);
      return { figures, waveforms: waveforms.vectors };
    },
    files: async (kind) => files(kind),
    close: () => engine.close(),
  };
}

function files(kind: ExportKind): Readonly<Record<string, string>> {
  if (kind === 'rtl') return rtlExport();
  const library = cellLibrary();
  if (kind === 'liberty') return { [`${libraryName}.lib`]: liberty(library) };
  return { 'cells.sp': `* cells of the library ${libraryName}\n${libraryNetlist()}\n`, ...circuitFiles() };
}

function senseRecord({ operation, stored, result, line_V, reference_V, margin_V, decision_s, energy_J }: Omit<SenseFigures, 'waveforms'>): CellSense {
  const text = stored.map(Number).join('');
  return { operation, stored: text, result, correct: result === truth(operation, stored), line_V, reference_V, margin_V, decision_s, energy_J };
}

function bitsOf(operation: CircuitOperation, stored: string): boolean[] {
  if (!storedTexts(operation).includes(stored))
    refuse(`stored bits of ${operation}: expected one of ${storedTexts(operation).join(', ')}, found '${stored}'`);
  return [...stored].map((bit) => bit === '1');
}

const ranges = { width_um: [0.09, 10], wordLine_V: [0.2, 2], drive_V: [0.05, 2] } as const;

/** Refuses sizes and voltages for which the transistor's card was not made. */
function checked(options: CellWriteOptions): CellWriteOptions {
  for (const [key, [least, most]] of Object.entries(ranges)) {
    const value = options[key as keyof typeof ranges];
    if (value !== undefined && !(value >= least && value <= most)) refuse(`${key}: expected ${least} to ${most}, found ${value}`);
  }
  return options;
}

async function writeNeeds(engine: SpiceEngine, current_A: number): Promise<WriteNeeds> {
  const current = async (options: CellWriteOptions): Promise<number> => (await measureWrite(engine, { ...options, freeLayer: false })).current_A;
  const solve = (from: number, to: number, of: (x: number) => CellWriteOptions): Promise<number> =>
    secant(from, to, async (x) => (await current(of(x))) / current_A - 1);
  return {
    current_A,
    wordLine_V: await solve(1.2, 1.3, (wordLine_V) => ({ wordLine_V })),
    boostedWidth_um: await solve(0.12, 0.13, (width_um) => ({ width_um })),
    unboostedWidth_um: await solve(0.15, 0.2, (width_um) => ({ width_um, wordLine_V: 1 })),
  };
}

/** Where a nearly straight function is zero, to 1e-4 of its value. */
async function secant(from: number, to: number, of: (x: number) => Promise<number>): Promise<number> {
  let [a, b, fa] = [from, to, await of(from)];
  for (let i = 0; i < 20; i++) {
    const fb = await of(b);
    if (Math.abs(fb) < 1e-4) return b;
    [a, b, fa] = [b, b - (fb * (b - a)) / (fb - fa), fb];
  }
  return refuse('the write current does not reach what is asked for in the range of the transistor');
}
