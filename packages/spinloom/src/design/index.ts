export { type BlockComparison, compareBlocks } from './block-comparison.ts';
export { areaByComponent, energyByComponent, latencyByComponent, networkCost, operations } from './cost.ts';
export { describeCost } from './describe.ts';
export { type ArrayOptions, cellJunction, composeHardware, type HardwareChoice, matsOf } from './hardware.ts';
export { programmed } from './programmed.ts';
export { designNamed, designs } from './registry.ts';
export type * from './types.ts';
