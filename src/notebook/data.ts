import { PathExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { RUNS } from '../run/folder/folder';
import { isAbsolute } from '../run/runPaths';
import { isOurs } from './origin';

/** Endings of files that hold tables, packed ones included. */
const TABLE =
  /\.(csv|tsv|parquet|pq|jsonl|ndjson|xlsx|feather|data)(\.(gz|bz2|xz|zip))?$/i;
/** Endings of files that a notebook reads its data from. */
const DATA = /\.(json|zip|txt|tar|tgz|tar\.gz)$/i;
/** Folders that hold something else. */
const OTHERS = /^(\.|_|node_modules$|venv$)/;
/** What people call folders of data. */
const NAMES = /^(data|datasets?|input|inputs)$/i;
/** How many folders beside the notebook are looked into. */
const LIMIT = 40;

/**
 * The folder that most likely holds a notebook's data: the first of
 * {@link dataFolders}.
 *
 * @returns relative to the notebook's folder, or `null` where there is none.
 */
export async function guessData(
  panel: NotebookPanel,
  contents: Contents.IManager
): Promise<string | null> {
  return (await dataFolders(panel, contents))[0] ?? null;
}

/**
 * Folders that may hold a notebook's data, the most likely first: those that the
 * person's own cells read from, then those beside it that hold tables. What lies in
 * a run's folder is a copy that the run made, and is none.
 *
 * @returns paths relative to the notebook's folder; `.` is that folder itself.
 */
export async function dataFolders(
  panel: NotebookPanel,
  contents: Contents.IManager
): Promise<string[]> {
  const base = PathExt.dirname(panel.context.path);
  const sources = [...(panel.content.model?.cells ?? [])]
    .filter(cell => cell.type === 'code' && !isOurs(cell))
    .map(cell => cell.sharedModel.getSource());
  const [read, beside] = await Promise.all([
    existing(foldersRead(sources.join('\n')), base, contents),
    foldersBeside(base, contents)
  ]);
  return [...new Set([...read, ...beside])].filter(
    folder => !isInRuns(PathExt.join(base, folder))
  );
}

/** Whether a path leads into the folder of a run. */
function isInRuns(path: string): boolean {
  return path.split('/').includes(RUNS);
}

/**
 * The folders of the data files that a script names, most often named first.
 * Files that it writes do not count, nor do addresses on the web.
 */
export function foldersRead(code: string): string[] {
  const times = new Map<string, number>();
  const literal = /(\.to_\w+\(\s*)?(["'])([^"'\n]+)\2/g;
  for (const [, isWritten, , text] of code.matchAll(literal)) {
    const path = text.replace(/\\+/g, '/');
    if (isWritten || path.includes('://')) {
      continue;
    }
    if (TABLE.test(path) || (DATA.test(path) && path.includes('/'))) {
      const folder = PathExt.normalize(PathExt.dirname(path) || '.');
      times.set(folder, (times.get(folder) ?? 0) + 1);
    }
  }
  return [...times].sort((a, b) => b[1] - a[1]).map(([folder]) => folder);
}

/** Those of some folders that are there, as far as the server can see. */
async function existing(
  folders: readonly string[],
  base: string,
  contents: Contents.IManager
): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async folder => {
      const path = PathExt.join(base, folder);
      // Only a kernel sees what is outside the server's folder.
      return isAbsolute(folder) ||
        (!path.startsWith('..') && (await list(path, contents)) !== null)
        ? folder
        : null;
    })
  );
  return found.filter(folder => folder !== null);
}

/** Folders with tables beside the notebook, and its own where it has some. */
async function foldersBeside(
  base: string,
  contents: Contents.IManager
): Promise<string[]> {
  const here = (await list(base, contents)) ?? [];
  const folders = here
    .filter(item => item.type === 'directory' && !OTHERS.test(item.name))
    .slice(0, LIMIT);
  const scores = await Promise.all(
    folders.map(async ({ name }) => {
      const items = (await list(PathExt.join(base, name), contents)) ?? [];
      const isNamed = NAMES.test(name) && items.length > 0;
      return { name, score: score(items) + (isNamed ? 2 : 0) };
    })
  );
  return [...scores, { name: '.', score: score(here) }]
    .filter(folder => folder.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(folder => folder.name);
}

/** Tables make a folder of data, one for training makes it likelier. */
function score(items: readonly Contents.IModel[]): number {
  const tables = items.filter(
    ({ type, name }) => type !== 'directory' && TABLE.test(name)
  );
  const hasTraining = tables.some(({ name }) => /train/i.test(name));
  return (tables.length > 0 ? 1 : 0) + (hasTraining ? 2 : 0);
}

/** What is in a folder; `null` where there is none, or it cannot be seen. */
async function list(
  path: string,
  contents: Contents.IManager
): Promise<Contents.IModel[] | null> {
  try {
    const { type, content } = await contents.get(path);
    return type === 'directory' ? content : null;
  } catch {
    return null;
  }
}
