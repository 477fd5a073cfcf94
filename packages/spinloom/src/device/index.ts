export { gyromagneticRatio, vacuumPermeability } from './constants.ts';
export { type JunctionFigures, type JunctionFiguresOptions, junctionFigures } from './figures.ts';
export * from './junction/index.ts';
export * from './macrospin/index.ts';
export * from './retention/index.ts';
