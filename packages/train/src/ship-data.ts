/** The data that Spinloom ships: what each data set says of itself, and one README over all. */
import { join } from 'node:path';
import { type DataSet, dataSets } from './datasets/index.ts';
import { writeAtomically } from './files.ts';

/** Writes the shipped files of `set`, made from the publisher's in `folder`, and the README to `out`; returns their paths. */
export function shipData(set: DataSet, folder: string, out: string): readonly string[] {
  const files = { ...set.shipped.files(folder), 'README.md': readme() };
  return Object.entries(files).map(([name, content]) => {
    const path = join(out, name);
    writeAtomically(path, content);
    return path;
  });
}

/** data/README.md: one table and a paragraph a set. */
export function readme(): string {
  return `# Data that ships with Spinloom

| files | what | licence |
|---|---|---|
${dataSets.flatMap(({ shipped }) => shipped.rows).join('\n')}

${dataSets.map(({ shipped }) => shipped.about).join('\n\n')}
`;
}
