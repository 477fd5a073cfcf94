/** What every design with a program lets a user choose of the placement of its kernels. */
import { z } from 'zod';
import type { LayoutCharges, LayoutRules } from '../engine/schedule/index.ts';

interface MappingOptions {
  readonly accumulators: z.ZodDefault<z.ZodLiteral<1 | 2 | 4 | 8 | 16 | 32>>;
  readonly kernelsPerMat: z.ZodOptional<z.ZodInt>;
  readonly prefer: z.ZodDefault<z.ZodEnum<{ energy: 'energy'; area: 'area' }>>;
}

export const mappingOptions: MappingOptions = {
  accumulators: z.literal([1, 2, 4, 8, 16, 32]).default(8).describe('Kernels counted at once in a mat'),
  kernelsPerMat: z
    .int()
    .positive()
    .optional()
    .describe(
      'Most kernels of a mat; absent: as many as fit. Fewer spread a layer over more mats: faster, for more area and more copies of each window',
    ),
  prefer: z.enum(['energy', 'area']).default('energy').describe('What is saved first when a window is split over mats: energy, or mats'),
};

export interface Mapping {
  readonly accumulators: number;
  readonly kernelsPerMat?: number | undefined;
  readonly prefer?: 'energy' | 'area';
  /** From the tariffs of the design. */
  readonly charges?: LayoutCharges;
}

/** The rules of a program: its own fold and scratch rows, and what the user chose. */
export function layoutRules(fold: LayoutRules['fold'], scratch: readonly string[], mapping: Mapping): LayoutRules {
  const { accumulators, kernelsPerMat, prefer, charges } = mapping;
  return {
    fold,
    accumulators,
    scratch,
    ...(kernelsPerMat === undefined ? {} : { kernelsPerMat }),
    ...(prefer === undefined ? {} : { prefer }),
    ...(charges === undefined ? {} : { charges }),
  };
}
