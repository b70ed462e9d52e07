import type { Contents } from '@jupyterlab/services';
import { list, readText } from '../folder/storage';

/** The files of one run; paths are relative to its folder. */
export interface IRunFiles {
  /** The names of what lies in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** A file's text as UTF-8, `null` where there is none. */
  read(path: string): Promise<string | null>;
}

/** A run's files through Jupyter's Contents API. @param run - its folder. */
export function contentsFiles(
  contents: Contents.IManager,
  run: string
): IRunFiles {
  return {
    list: async folder =>
      ((await list(contents, `${run}/${folder}`)) ?? []).map(
        ({ name }) => name
      ),
    read: path => readText(contents, `${run}/${path}`)
  };
}
