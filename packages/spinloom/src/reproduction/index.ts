export { exhibits } from './exhibits/index.ts';
export { type Lab, type LabRequest, makeLab } from './lab.ts';
export { chosenExhibits, type Reproduced, type RunExhibit, reproductionSchema, runExhibit } from './reproduce.ts';
export type { Chart, ChartPoint, Exhibit, Row } from './types.ts';
