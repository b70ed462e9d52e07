import type { Contents } from '@jupyterlab/services';
import type { SolutionTree } from '../../search/tree';
import { foldEvents } from './fold';
import { RunFolder } from './folder';
import { type IJournalContent, readJournal } from './readJournal';
import type { RunFile } from './runFile';

/** What a run's folder holds when it is opened. */
export interface IOpenedRun {
  folder: RunFolder;
  file: RunFile;
  tree: SolutionTree;
  /** What was found odd in it. */
  notes: readonly string[];
}

/**
 * Read a run from its folder, as far as it can be read; `notes` says what cannot.
 *
 * @throws ExternalError - `storage`: see `RunFolder.open`.
 */
export async function openFolder(
  contents: Contents.IManager,
  path: string
): Promise<IOpenedRun & { journal: IJournalContent }> {
  const { folder, file } = await RunFolder.open(contents, path);
  const journal = await readJournal(contents, folder.journal);
  const { tree, notes } = foldEvents(
    journal.entries.map(({ event }) => event),
    file.config.direction
  );
  return { folder, file, tree, notes: [...journal.notes, ...notes], journal };
}
