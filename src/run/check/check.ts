import { foldEvents } from '../folder/fold';
import { readJournal } from '../folder/readJournal';
import { COPY, type RunFile, readRunFile } from '../folder/runFile';
import { type IFiles, readText } from '../folder/storage';
import { checkEntries } from './checkEntries';
import { checkBest, checkFolders, checkOutputs } from './checkFiles';
import { checkScores } from './checkScores';

/** What was found in a run's folder. */
export interface IRunCheck {
  /** A sentence for everything that is wrong. */
  problems: string[];
  /**
   * A sentence for what is odd but cost nothing: a line cut off by a crash,
   * whose work was not acknowledged yet.
   */
  notes: string[];
  /** How many solutions the journal begins. */
  nodes: number;
  /** How many events it holds. */
  events: number;
}

/**
 * Check a run's folder: what whoever opens it finds in its journal, and whether its
 * other files agree with that. Changes nothing. A run that somebody is driving may
 * be between two files; at rest it is sound or not.
 *
 * @param run - the run's folder.
 * @throws ExternalError - `storage`: it cannot be read at all.
 */
export async function checkRun(
  contents: IFiles,
  run: string
): Promise<IRunCheck> {
  const problems: string[] = [];
  const notes: string[] = [];
  const file = await checkRunFile(contents, run, problems, notes);
  if (file === null) {
    problems.push(...(await checkFolders(contents, run, null)));
    return { problems, notes, nodes: 0, events: 0 };
  }
  const read = await readJournal(contents, `${run}/journal`);
  problems.push(...read.losses);
  notes.push(...read.notes.filter(note => !read.losses.includes(note)));
  const { entries, where } = read;
  const { tree, notes: unfit } = foldEvents(
    entries.map(({ event }) => event),
    file.config.direction,
    where
  );
  problems.push(
    ...checkEntries(entries, where),
    ...unfit,
    ...checkScores(tree),
    ...(await checkOutputs(contents, run, tree)),
    ...(await checkBest(contents, run, tree)),
    ...(await checkFolders(contents, run, tree))
  );
  return { problems, notes, nodes: tree.size, events: entries.length };
}

async function checkRunFile(
  contents: IFiles,
  run: string,
  problems: string[],
  notes: string[]
): Promise<RunFile | null> {
  const content = await readRunFile(name =>
    readText(contents, `${run}/${name}`)
  );
  switch (content.state) {
    case 'whole':
      return content.file;
    case 'copied':
      notes.push(`run.json was cut off; ${COPY} stands in for it.`);
      return content.file;
    case 'missing':
      problems.push(
        'There is no run.json, so this is not the folder of a run.'
      );
      return null;
    case 'newer':
      problems.push(
        `run.json has the version ${content.version}, which a newer jupyterlab-aide wrote. Check it with that one.`
      );
      return null;
    case 'damaged':
      problems.push('run.json is damaged.');
      return null;
  }
}
