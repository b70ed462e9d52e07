import { bestNotebook, bestScript } from '../../src/run/folder/best';
import { type RunConfig, checkRequest } from '../../src/run/config';
import { Journal } from '../../src/run/folder/journal';
import { splitCells } from '../../src/kernel/cells';
import { explained, scoresOf } from '../../src/run/account/scores';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import { MemoryContents } from './contents';

/** Where the run of `soundRun` lies. */
export const run = 'aide-runs/houses-1';

/** The whole folder of a run at rest that went through these events. */
export async function soundRun(events: TreeEvent[]): Promise<MemoryContents> {
  const contents = new MemoryContents();
  for (const folder of ['aide-runs', run, `${run}/journal`, `${run}/outputs`]) {
    contents.put(folder, '', 'directory');
  }
  const config: RunConfig = checkRequest({
    goal: 'Predict.',
    data: 'data',
    direction: 'minimize',
    coder: { kind: 'recipes' }
  });
  contents.put(
    `${run}/run.json`,
    JSON.stringify({ version: 1, created: '2025-01-01', config, task: null })
  );
  const journal = new Journal(contents.manager, `${run}/journal`);
  await Promise.all(
    events.map((event, i) => {
      const time = new Date(Date.UTC(2025, 0, 1, 0, 0, i)).toISOString();
      return journal.append({ time, elapsed: i, event });
    })
  );
  const tree = SolutionTree.from(events, 'minimize');
  for (const { id, execution, writing } of tree.solutions) {
    if (execution) {
      const cells = splitCells(writing!.code).map(source => ({
        source,
        seconds: 0,
        outputs: []
      }));
      contents.put(`${run}/outputs/${id}.json`, JSON.stringify(cells));
    }
  }
  if (tree.best) {
    const best = {
      solution: tree.best,
      cells: null,
      metric: 'RMSE, lower is better',
      scores: explained(scoresOf(tree, tree.best), 'reported'),
      preview: null,
      declaration: null,
      submission: tree.submission,
      run,
      data: { fromBase: 'data', fromRun: '../../data' }
    };
    contents.put(`${run}/best.py`, bestScript(best));
    contents.put(
      `${run}/best.ipynb`,
      JSON.stringify(bestNotebook(best)),
      'notebook'
    );
  }
  return contents;
}
