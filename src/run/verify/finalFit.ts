import { drawing, drawnIn, learningFromAll } from '../../coder/recipes/sample';
import { handIn } from '../../kernel/handIn';
import type { IKernelLauncher } from '../../kernel/launcher';
import { type IKernelRunnerOptions, KernelRunner } from '../../kernel/runner';
import type { Solution } from '../../solution/solution';
import type { SolutionTree } from '../../search/tree';
import type { Submission } from '../../task/handedIn';
import { readMetric } from '../../task/readMetric';
import type { Task } from '../../task/task';
import type { IHeldOut } from '../objectives/interfaces';
import type { IRunPaths } from '../runPaths';
import { pickOf } from '../pick';
import { rowsWithin } from './planned';

/** What fitting the pick on all rows takes. */
export interface IFinalFitOptions {
  launcher: IKernelLauncher;
  paths: IRunPaths;
  /** The rows that are held out; `null` where it ran on all of them already. */
  holdout: IHeldOut | null;
  task: Task;
  kernels: Pick<IKernelRunnerOptions, 'pool' | 'folder' | 'memoryLimit'>;
}

/** The folder of a solution in `work/` where it is fitted on all rows. */
const finalId = (id: string) => `${id}-final`;

/**
 * The solution whose predictions are still to be made of what is asked for.
 *
 * @returns `null` where nothing is asked for, or its predictions are there.
 */
export function awaitsFit(
  tree: SolutionTree,
  task: Task | null
): Solution | null {
  const { submission } = tree;
  const pick = pickOf(tree);
  return task?.asked && pick?.state === 'good' && submission?.id !== pick.id
    ? pick
    : null;
}

/**
 * A run's last act: the pick runs once more, on all labelled rows of the person's own files,
 * or as many as its time allows, and what it predicts is checked from outside. Where rows were
 * neither held out nor left out of a sample, it ran on all of them already.
 */
export class FinalFit {
  constructor(private readonly _options: IFinalFitOptions) {}

  /**
   * @param timeLimit - seconds that it may run.
   * @returns `null` where the signal was aborted.
   * @throws ExternalError - `kernel`
   */
  async fit(
    solution: Solution,
    timeLimit: number,
    signal: AbortSignal
  ): Promise<Submission | null> {
    const { launcher, paths, holdout, task, kernels } = this._options;
    const { id } = solution;
    const { code } = solution.writing!;
    const work = `${paths.run}/work/${id}`;
    let problem = '';
    let seconds = 0;
    let isPart = false;
    let reported: number | null = null;
    const earlier = holdout
      ? `${work}/test_submission.csv`
      : `${work}/submission.csv`;
    let candidate: string | null = earlier;
    if (holdout || drawnIn(code) !== null) {
      const runner = new KernelRunner({
        ...kernels,
        data: paths.data,
        source: { folder: paths.source, hidden: [] }
      });
      const rows = rowsWithin(solution, task, timeLimit);
      isPart = rows !== null;
      const again = {
        id: finalId(id),
        code: rows === null ? learningFromAll(code) : drawing(code, rows)
      };
      const execution = await runner.run(again, { timeLimit, signal });
      if (signal.aborted) {
        return null;
      }
      ({ seconds } = execution);
      reported = readMetric(execution.metric).score;
      problem = execution.status === 'ok' ? '' : execution.reason;
      candidate =
        problem === ''
          ? `${paths.run}/work/${finalId(id)}/submission.csv`
          : null;
    }
    const handed = await handIn(launcher, {
      run: paths.run,
      data: paths.data,
      candidate,
      earlier,
      asked: task.asked!,
      objective: holdout && holdout.objective
    });
    return {
      id,
      ...handed,
      fitted:
        handed.fitted !== 'all'
          ? handed.fitted
          : isPart
            ? 'part'
            : paths.data !== paths.source
              ? 'sample'
              : 'all',
      checked: handed.path !== null,
      problem: problem || handed.problem,
      reported: handed.fitted === 'all' ? reported : null,
      seconds
    };
  }
}
