import { type IKernelRunnerOptions, KernelRunner } from '../../kernel/runner';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { DataPreview } from '../../task/data';
import type { RunConfig } from '../config';
import type { IMeasure } from '../objectives/interfaces';
import { approvedAsAsked } from './approval';
import type { CellKeeper } from './cellKeeper';
import { withSmoke } from './smoke';
import { withinBudget } from './withinBudget';

/** What candidates run with. */
export interface ICandidateRunnerOptions {
  config: RunConfig;
  tree: SolutionTree;
  data: DataPreview;
  measure: IMeasure;
  cells: CellKeeper;
  kernels: Pick<IKernelRunnerOptions, 'pool' | 'folder' | 'memoryLimit'>;
  approval: Parameters<typeof approvedAsAsked>[2];
  /** Seconds of the budget that the search may still use; infinite without one. */
  left: () => number;
}

/**
 * What runs the candidates of a search. On its way to a kernel a script passes, from
 * the outside in:
 *
 * 1. `withinBudget.ts`: it is ended where it would take the time of what follows,
 * 2. `approval.ts`: a person is asked, where they want to be,
 * 3. `cellKeeper.ts`: what its cells put out goes into a file of its own,
 * 4. `smoke.ts`: it is tried on a sample first, where the data are large,
 * 5. `objectives/`: what it left is measured,
 * 6. `kernel/runner.ts`: it runs.
 *
 * @throws ExternalError - `kernel` or `storage`
 */
export async function candidateRunner(
  options: ICandidateRunnerOptions,
  signal: AbortSignal
): Promise<IRunner> {
  const { config, tree, data, measure, cells, kernels } = options;
  const measured = await measure.runner(
    given => new KernelRunner({ ...kernels, ...given })
  );
  const tried = await withSmoke(
    measured,
    { config, data, given: measure.given, kernels },
    signal
  );
  const kept = cells.keeping(tried);
  const approved = approvedAsAsked(kept, config, options.approval);
  return withinBudget(approved, tree, options.left);
}
