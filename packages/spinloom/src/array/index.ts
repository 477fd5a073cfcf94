export { type ArrayFigures, type ArrayOperation, arrayFigures, type MatOrganisation } from './mat.ts';
