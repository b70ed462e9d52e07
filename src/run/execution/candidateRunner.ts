import { type IKernelRunnerOptions, KernelRunner } from '../../kernel/runner';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { DataPreview } from '../../task/data';
import { splitOf } from '../../task/objectiveKinds';
import type { RunConfig } from '../config';
import type { Given, IMeasure } from '../objectives/interfaces';
import { approvedAsAsked } from './approval';
import type { CellKeeper } from './cellKeeper';
import { withSmoke } from './smoke';
import { furtherPass } from '../verify/furtherPass';
import type { TimeLeft } from '../verify/timeLeft';
import { automaticRuns } from '../verify/verifier';
import { withinBudget } from './withinBudget';
import { type IPassOptions, withPasses } from './withPasses';

/** What candidates run with. */
export interface ICandidateRunnerOptions {
  config: RunConfig;
  tree: SolutionTree;
  data: DataPreview;
  measure: IMeasure;
  cells: CellKeeper;
  kernels: Pick<IKernelRunnerOptions, 'pool' | 'folder' | 'memoryLimit'>;
  approval: Parameters<typeof approvedAsAsked>[2];
  /** What a candidate may take of the time that is left. */
  time: Pick<TimeLeft, 'toRun' | 'toSearch' | 'learn'>;
  /** Seconds from any origin. */
  clock: () => number;
  /** Records what came of running a leader once more. */
  record: IPassOptions['record'];
}

/**
 * What runs the candidates of a search. On its way to a kernel a script passes, from
 * the outside in:
 *
 * 1. `withPasses.ts`: a leader runs once more before it, where that tells more,
 * 2. `withinBudget.ts`: it is ended where it would take the time of what follows,
 * 3. `approval.ts`: a person is asked, where they want to be,
 * 4. `cellKeeper.ts`: what its cells put out goes into a file of its own,
 * 5. `smoke.ts`: it is tried on a sample first, where the data are large,
 * 6. `objectives/`: what it left is measured,
 * 7. `kernel/runner.ts`: it runs.
 *
 * @throws ExternalError - `kernel` or `storage`
 */
export async function candidateRunner(
  options: ICandidateRunnerOptions,
  signal: AbortSignal
): Promise<IRunner> {
  const { config, tree, data, measure, cells, kernels } = options;
  const make = (given: Given) => new KernelRunner({ ...kernels, ...given });
  const measured = await measure.runner(make);
  const tried = await withSmoke(
    measured,
    { config, data, given: measure.given, kernels },
    signal
  );
  const kept = cells.keeping(tried);
  const approved = approvedAsAsked(kept, config, options.approval);
  const within = withinBudget(approved, tree, options.time, options.clock);
  // Another division in time has other rows, so that a mean over passes says nothing.
  return measure.holdout === null || splitOf(config.objective)?.kind === 'time'
    ? within
    : withPasses(within, {
        ...options,
        next: without =>
          furtherPass(
            tree,
            { leaders: config.verifyLeaders, runs: automaticRuns(config) },
            without
          ),
        rerun: (solution, run, how) => measure.rerun(solution, run, make, how)
      });
}
