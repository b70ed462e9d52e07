import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IRunFiles } from '../run/check/check';

/** A run's files on this disk. @param folder - the run's folder. */
export function diskFiles(folder: string): IRunFiles {
  return {
    list: async name => (await orMissing(readdir(join(folder, name)))) ?? [],
    read: async path => {
      const bytes = await orMissing(readFile(join(folder, path)));
      return bytes && bytes.toString('utf8');
    }
  };
}

/** `null` where there is no such file or folder. */
async function orMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return null;
    }
    throw error;
  }
}
