import { PathExt } from '@jupyterlab/coreutils';
import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import type { Task } from '../../task/task';
import type { RunConfig } from '../config';
import { inputOf, type IRunPaths, isAbsolute } from '../runPaths';
import { pickOf } from '../pick';
import { bestNotebook, bestScript, requirements } from './best';
import type { RunFolder } from './folder';

/** Keeps best.py, what it needs, and best.ipynb of a run up to its best solution. */
export class BestKeeper {
  /** @param _scores - what was measured of a solution, in words. */
  constructor(
    private readonly _folder: RunFolder,
    private readonly _config: RunConfig,
    private readonly _paths: IRunPaths,
    private readonly _tree: SolutionTree,
    private readonly _task: () => Task | null,
    private readonly _scores: (solution: Solution) => string
  ) {}

  /**
   * Write both where the best is another one by now. Writes do not overtake one
   * another; one that failed is tried again by the next call.
   *
   * @throws ExternalError - `storage`
   */
  keep(): Promise<void> {
    this._kept = this._kept.catch(() => undefined).then(() => this._write());
    return this._kept;
  }

  private async _write(): Promise<void> {
    const best = pickOf(this._tree);
    const { direction } = this._tree;
    // One that is being reviewed may still turn out to be wrong.
    if (best?.state !== 'good') {
      return;
    }
    const scores = this._scores(best);
    const { submission } = this._tree;
    const state = `${best.id} ${scores} ${submission?.path}`;
    if (state === this._state) {
      return;
    }
    const better = `${direction === 'minimize' ? 'lower' : 'higher'} is better`;
    const { metric, dataFromBase, declaration } = this._config;
    const { run } = this._paths;
    const source = dataFromBase ?? this._paths.source;
    const data = inputOf(this._config, run, source, this._task());
    const files = {
      solution: best,
      cells: await this._folder.loadCells(best.id),
      metric: metric === '' ? better : `${metric}, ${better}`,
      scores,
      preview: this._task()?.data ?? null,
      declaration,
      submission,
      run: this._folder.path,
      data: {
        fromBase: data,
        fromRun: isAbsolute(data)
          ? data
          : PathExt.join(...run.split('/').map(() => '..'), data)
      }
    };
    const { packages = [] } = this._task() ?? {};
    await this._folder.write(
      'requirements.txt',
      requirements(best.writing!.code, packages)
    );
    // As text: nothing is done to it, nor written beside it, as to a notebook.
    const notebook = `${JSON.stringify(bestNotebook(files), null, 1)}\n`;
    for (const [name, text] of [
      ['best.ipynb', notebook],
      ['best.py', bestScript(files)]
    ]) {
      await this._folder.write(name, text);
      this._written.set(name, best.id);
    }
    this._state = state;
  }

  /** The files, by their names, that hold the best solution as it is now. */
  get written(): string[] {
    const best = pickOf(this._tree)?.id;
    return [...this._written].flatMap(([name, id]) =>
      id === best ? name : []
    );
  }

  /** Which solution each file holds. */
  private readonly _written = new Map<string, string>();
  /** The solution that all files hold, and what they say of its score. */
  private _state = '';
  private _kept: Promise<void> = Promise.resolve();
}
