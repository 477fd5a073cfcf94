export { type BlockComparison, compareBlocks } from './block-comparison.ts';
export { areaByComponent, type CostOptions, energyByComponent, latencyByComponent, networkCost, operations } from './cost.ts';
export { describeCost } from './describe.ts';
export { cellJunction, composeHardware, matsOf } from './hardware.ts';
export { designNamed, designs } from './registry.ts';
export type * from './types.ts';
