export * from './spice/index.ts';
