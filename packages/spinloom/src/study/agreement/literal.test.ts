import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { imceProgram } from '../../design/imce/program.ts';
import { literalBackend } from '../../engine/machine/index.ts';
import { backendSuite } from '../../engine/machine/packed/backend.suite.ts';

// Taps grow to hundreds, so mats are as wide as the papers'; sides stay small, because every column of every step is executed.
const organisation = { rows: 256, columns: 512, mats: 4096 };
const limits = { runs: 12, channels: 12, size: 4, kernel: 3, bits: 8 };
const checkpoints = { every: 20, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' } as const;

backendSuite(
  'literal, imce',
  () => literalBackend({ program: imceProgram({ counterSegment: 8, accumulators: 8, columns: 512 }), organisation }),
  limits,
);
backendSuite(
  'literal, and-accumulation',
  () =>
    literalBackend({
      program: andAccumulationProgram({ accumulators: 8, xorRow: 'written', shifter: 'adaptive', checkpoints }),
      organisation,
      replicas: 2,
    }),
  limits,
);
