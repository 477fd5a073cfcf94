/** The pictures of a folder and of the folders in it. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type ArrangedPictures, arrange, isPictureName, type PictureFile } from '../../network/index.ts';
import { refuse } from '../../refusal/index.ts';
import { reason } from '../files.ts';
import { fileSource, sha256OfSource } from './file-source.ts';

export interface FoundPictures {
  readonly arranged: ArrangedPictures;
  /** Of the lines 'PATH HASH' of the pictures, sorted by path. */
  readonly sha256: () => string;
}

/** Pictures in `folder` itself, or one level below it. Files of other kinds and hidden ones are passed over. */
export function picturesIn(folder: string): FoundPictures {
  const files = namesIn(folder).flatMap((name) => {
    if (statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() !== true)
      return isPictureName(name) ? [pictureFile(folder, name)] : [];
    return namesIn(join(folder, name))
      .filter(isPictureName)
      .map((inner) => pictureFile(folder, `${name}/${inner}`));
  });
  return { arranged: arrange(files, `folder '${basename(resolve(folder))}'`), sha256: () => hashOf(files) };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch (error) {
    return refuse(`folder '${folder}' cannot be read: ${reason(error)}`);
  }
}

function pictureFile(folder: string, path: string): PictureFile {
  return { path, open: () => fileSource(join(folder, path), 'picture') };
}

function hashOf(files: readonly PictureFile[]): string {
  const lines = files.map(({ path, open }) => `${path} ${sha256OfSource(open())}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
