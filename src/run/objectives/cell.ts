import { PathExt } from '@jupyterlab/coreutils';
import { inFreshKernel, inSameKernel } from '../../kernel/cellObjective';
import type { IRunner } from '../../search/interfaces';
import type { CellObjective } from '../../task/objectiveKinds';
import { repeated, runAgain } from './again';
import type {
  Given,
  IObjectiveKind,
  IObjectiveOptions,
  MakeRunner
} from './interfaces';

/**
 * A cell of the person's own measures, in the candidate's kernel or in a fresh one. The
 * same script runs again in a fresh kernel, and is measured once more.
 */
export const cellKind: IObjectiveKind<CellObjective> = {
  prepare: async (objective, options) => {
    const given: Given = {
      data: options.paths.data,
      source: { folder: options.paths.source, hidden: [] },
      ...(!objective.fresh && { objective: inSameKernel(objective) })
    };
    const runner = (make: MakeRunner) =>
      objective.fresh
        ? measuredAfter(make(given), objective, options)
        : make(given);
    return {
      notes: [],
      given,
      holdout: null,
      runner: async make => runner(make),
      rerun: (solution, run, make, how) =>
        runAgain(runner(make), solution, run, how, execution =>
          repeated(execution, run)
        ),
      dispose: async () => undefined
    };
  }
};

/** A runner after which the cell runs in a kernel that sees only the files left. */
function measuredAfter(
  runner: IRunner,
  objective: CellObjective,
  { launcher, paths }: IObjectiveOptions
): IRunner {
  return {
    run: async (candidate, options) => {
      const execution = await runner.run(candidate, options);
      if (execution.status !== 'ok' || options.signal.aborted) {
        return execution;
      }
      const work = PathExt.join(paths.run, 'work', candidate.id);
      const measured = await inFreshKernel(launcher, objective, work, options);
      return { ...execution, measured };
    }
  };
}
