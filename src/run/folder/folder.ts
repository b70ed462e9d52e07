import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../../base/externalError';
import type { Solution } from '../../solution/solution';
import { ExecutedCell, type Execution } from '../../task/execution';
import type { RunConfig } from '../config';
import { baseOf } from '../runPaths';
import { parseAs } from './parse';
import { COPY, type RunFile, readRunFile } from './runFile';
import { list, makeFolder, readText, stat, writeText } from './storage';

/** The folder, beside a notebook, that holds its runs. */
export const RUNS = 'aide-runs';

/** A run as a list shows it. */
export interface IRunEntry {
  path: string;
  /** `null` where it cannot be opened; `problem` says why. */
  file: RunFile | null;
  problem: string | null;
}

/**
 * A run's folder:
 *
 * ```
 * run.json         what was asked, on which data
 * run.copy         the same, for when a machine is lost while that is saved
 * journal/         every event of the tree
 * outputs/0007.json  the cells of a solution with their outputs
 * work/0007/       where a solution ran; kernels make these
 * best.py, best.ipynb
 * ```
 */
export class RunFolder {
  private constructor(
    private readonly _contents: Contents.IManager,
    readonly path: string
  ) {}

  /**
   * Make the folder of a new run.
   *
   * @param stem - what it is called, up to its number.
   * @throws ExternalError - `storage`: it cannot be written.
   */
  static async create(
    contents: Contents.IManager,
    base: string,
    stem: string,
    file: RunFile
  ): Promise<RunFolder> {
    const runs = PathExt.join(base, RUNS);
    await makeFolder(contents, runs);
    // Jupyter hides what begins with a dot, and other systems refuse the rest.
    const name =
      stem.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').replace(/^[.\s]+/, '') ||
      'run';
    const taken = ((await list(contents, runs)) ?? []).map(folder =>
      folder.name.startsWith(`${name}-`)
        ? Number(folder.name.slice(name.length + 1))
        : 0
    );
    const number = Math.max(0, ...taken.filter(Number.isInteger)) + 1;
    const folder = new RunFolder(contents, `${runs}/${name}-${number}`);
    await makeFolder(contents, folder.path);
    await makeFolder(contents, folder.journal);
    await makeFolder(contents, folder._outputs);
    await folder.save(file);
    return folder;
  }

  /**
   * Open the folder of a run.
   *
   * @returns `isTorn` where `run.json` was cut off, and its copy stands in for it.
   * @throws ExternalError - `storage`: there is no run, or none that can be read.
   */
  static async open(
    contents: Contents.IManager,
    path: string
  ): Promise<{ folder: RunFolder; file: RunFile; isTorn: boolean }> {
    const folder = new RunFolder(contents, path);
    const content = await readRunFile(name => folder.read(name));
    switch (content.state) {
      case 'whole':
      case 'copied': {
        const isTorn = content.state === 'copied';
        return { folder, file: content.file, isTorn };
      }
      case 'missing':
        throw new ExternalError(
          `There is no run in “${path}”: it has no run.json. Choose a folder inside “${RUNS}”; where it was moved, put it back.`,
          'storage'
        );
      case 'newer':
        throw new ExternalError(
          `The run “${path}” was made by a newer version of jupyterlab-aide. Update jupyterlab-aide to open it.`,
          'storage'
        );
      case 'damaged':
        throw new ExternalError(
          `The run “${path}” cannot be opened: its run.json is damaged. Its scripts are still there, under work and in best.py; start a new run to go on.`,
          'storage'
        );
    }
  }

  /** The folder of the journal's segments. */
  get journal(): string {
    return `${this.path}/journal`;
  }

  /**
   * Write `run.json`. Jupyter empties a file before it writes it, so there is a
   * copy, written first: one of the two is whole at any moment.
   *
   * @throws ExternalError - `storage`
   */
  async save(file: RunFile): Promise<void> {
    const text = `${JSON.stringify(file, null, 1)}\n`;
    await this.write(COPY, text);
    await this.write('run.json', text);
  }

  /** A text file of the run; `null` where there is none. @throws ExternalError - `storage` */
  async read(name: string): Promise<string | null> {
    return readText(this._contents, `${this.path}/${name}`);
  }

  /** Write a text file of the run. @throws ExternalError - `storage` */
  async write(name: string, text: string): Promise<void> {
    await writeText(this._contents, `${this.path}/${name}`, text);
  }

  /** Keep the cells of a solution that ran. @throws ExternalError - `storage` */
  async saveCells(id: string, cells: ExecutedCell[]): Promise<void> {
    await this.write(`outputs/${id}.json`, JSON.stringify(cells));
  }

  /**
   * The cells of a solution that ran; `null` where they are not there or are
   * damaged.
   *
   * @throws ExternalError - `storage`
   */
  async loadCells(id: string): Promise<ExecutedCell[] | null> {
    const text = await readText(this._contents, `${this._outputs}/${id}.json`);
    return text === null ? null : parseAs(z.array(ExecutedCell), text);
  }

  /**
   * How a solution ran, its cells included as far as they can be read; `null`
   * where it did not run.
   *
   * @throws ExternalError - `storage`
   */
  async loadExecution({ id, execution }: Solution): Promise<Execution | null> {
    return (
      execution && { ...execution, cells: (await this.loadCells(id)) ?? [] }
    );
  }

  private get _outputs(): string {
    return `${this.path}/outputs`;
  }
}

/**
 * Open the folder of a run that was open before.
 *
 * @param created - as its `run.json` says, by which it is known under another name.
 * @throws ExternalError - `storage`: see `RunFolder.open`; where it was renamed, its name now.
 */
export async function openAgain(
  contents: Contents.IManager,
  path: string,
  created: string
): Promise<{ file: RunFile; isTorn: boolean }> {
  try {
    return await RunFolder.open(contents, path);
  } catch (error) {
    const runs = await listRuns(contents, baseOf(path));
    const now = runs.find(({ file }) => file?.created === created);
    throw now === undefined
      ? error
      : new ExternalError(
          `The folder of this run is called “${now.path}” now. Open the run there, or give it back the name “${path}”, where nothing else may be by then.`,
          'storage',
          { cause: error }
        );
  }
}

/**
 * The runs in a folder, newest first, those that cannot be opened included.
 *
 * @param folder - where the notebook is.
 * @throws ExternalError - `storage`
 */
export async function listRuns(
  contents: Contents.IManager,
  folder: string
): Promise<IRunEntry[]> {
  const runs = PathExt.join(folder, RUNS);
  if ((await stat(contents, runs)) === null) {
    return [];
  }
  const folders = ((await list(contents, runs)) ?? []).filter(
    model => model.type === 'directory'
  );
  const entries = await Promise.all(
    folders.map(async (model): Promise<IRunEntry> => {
      const path = `${runs}/${model.name}`;
      try {
        const { file } = await RunFolder.open(contents, path);
        return { path, file, problem: null };
      } catch (error) {
        if (error instanceof ExternalError) {
          return { path, file: null, problem: error.message };
        }
        throw error;
      }
    })
  );
  const time = ({ file }: IRunEntry) => file?.created ?? '';
  return entries.sort((a, b) => time(b).localeCompare(time(a)));
}

/** What a run is called, up to its number: after its notebook, else after its goal. */
export function stemOf(config: RunConfig): string {
  if (config.notebook !== null) {
    const name = PathExt.basename(config.notebook);
    return name.slice(0, name.length - PathExt.extname(name).length);
  }
  const words = config.goal
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .split(' ')
    .slice(0, 5);
  return words.join('-').slice(0, 40) || 'run';
}
