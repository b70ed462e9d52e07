import { EvidenceScorer } from '../../kernel/evidence';
import { ManagedKernels } from '../../kernel/launcher';
import { KernelPool } from '../../kernel/pool';
import { KernelRunner } from '../../kernel/runner';
import type { Division } from '../../kernel/division';
import type { Evidence, Importance } from '../../task/evidence';
import type { IRunHost } from '../host';
import type { IRun } from '../interfaces';
import { asBegun, checkDivision, readDivision } from '../objectives/division';
import { type IRunPaths, runPathsOf } from '../runPaths';
import { SHUFFLING, withShuffled } from './shuffled';

/**
 * What a solution of a run at rest predicted for rows that it was not trained on, beside the
 * answers. It is made in a kernel of its own and kept nowhere: no solution gets to see it.
 *
 * @throws ExternalError - the kernel does not start, or the data are others now.
 */
export function evidenceFor(
  host: IRunHost,
  run: IRun,
  id: string
): Promise<Evidence> {
  return withAnswers(host, run, ({ scorer }) => scorer.evidence(id));
}

/**
 * How much worse a solution of a run at rest is on rows that it was not trained on, where a
 * column is shuffled. Its script runs again, in a kernel without the answers, and predicts.
 *
 * @param signal - ends its script, and with it all that was begun.
 * @throws ExternalError - a kernel does not start, or the data are others now.
 */
export function importanceFor(
  host: IRunHost,
  run: IRun,
  id: string,
  signal: AbortSignal
): Promise<Importance> {
  return withAnswers(
    host,
    run,
    async ({ scorer, division, launcher, paths }) => {
      const none = { rows: 0, of: 0, columns: [] };
      const { config, task, tree } = run;
      const code = withShuffled(
        tree.get(id).writing!.code,
        task!.data,
        division.key
      );
      if (code === null) {
        return {
          ...none,
          problem:
            'Its script has no predict(table), so it cannot be asked what it predicts with a column shuffled.'
        };
      }
      const name = `${id}-shuffled`;
      const pool = new KernelPool({ launcher, size: 1, preload: [] });
      try {
        const runner = new KernelRunner({
          pool,
          folder: paths.run,
          data: `${paths.run}/input/0`,
          source: { folder: paths.source, hidden: division.hidden },
          memoryLimit: config.memoryLimit
        });
        const { status, reason } = await runner.run(
          { id: name, code },
          {
            timeLimit: config.timeLimit + 2 * SHUFFLING,
            signal
          }
        );
        return status === 'ok'
          ? await scorer.importance(name)
          : { ...none, problem: reason };
      } finally {
        await pool.shutdown();
      }
    }
  );
}

/** What works with the answers of a run. */
interface IAnswers {
  scorer: EvidenceScorer;
  division: Division;
  launcher: ManagedKernels;
  paths: IRunPaths;
}

/** Do something where the answers are: in a kernel that is ended with it. */
async function withAnswers<T>(
  { contents, kernels, serverSettings }: IRunHost,
  { path, config }: IRun,
  work: (answers: IAnswers) => Promise<T>
): Promise<T> {
  const { objective } = config;
  if (objective.kind !== 'holdout') {
    throw new Error('No rows were held out in this run.');
  }
  const paths = runPathsOf(contents, path, config);
  const launcher = new ManagedKernels({
    serverSettings,
    kernelManager: kernels,
    name: config.kernel,
    path: paths.start,
    // Not the run's own, which ends whatever it finds of its kernels when it goes on.
    run: `evidence of ${path}`
  });
  const kept = await readDivision({ contents, folder: { path } });
  const scorer = new EvidenceScorer({
    launcher,
    run: paths.run,
    data: paths.data,
    objective,
    ...asBegun(objective, kept)
  });
  try {
    const division = await scorer.division();
    if (kept !== null) {
      checkDivision(config, division, kept);
    }
    return await work({ scorer, division, launcher, paths });
  } finally {
    await scorer.dispose();
  }
}
