/** The data sets by name. */
import { refuse, suggestion } from 'spinloom';
import type { DataSet } from './dataset.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashion-mnist.ts';

export { type DataSet, firstImages, type ImageSet, imageSet, type LabelledSet, type Part, readPart } from './dataset.ts';

export const dataSets: readonly DataSet[] = [fashionMnist, digits];

export const dataSetNames: readonly string[] = dataSets.map(({ name }) => name);

/** The data set of that name; refuses an unknown one with the nearest name. */
export function findDataSet(name: string): DataSet {
  return dataSets.find((set) => set.name === name) ?? refuse(`there is no data set '${name}'; ${suggestion(name, dataSetNames)}`);
}
