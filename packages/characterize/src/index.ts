export { characterizer } from './characterizer.ts';
export * from './library/index.ts';
export * from './netlists/index.ts';
export * from './spice/index.ts';
export * from './synthesis/index.ts';
