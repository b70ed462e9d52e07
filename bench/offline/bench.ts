import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RecipeCoder } from '../../src/coder/recipeCoder';
import { understand } from '../../src/coder/recipes/understand';
import { factsOf } from '../../src/coder/recipes/facts';
import { wire } from '../../src/run/drive/wiring';
import { greedyPolicy } from '../../src/search/policy';
import { SolutionTree } from '../../src/search/tree';
import type { Solution } from '../../src/solution/solution';
import { DataPreview } from '../../src/task/data';
import type { Task } from '../../src/task/task';
import { printedMetric, python, ScriptRunner } from './python';

/**
 * The offline coder against its own first draft and against scikit-learn's plain
 * HistGradientBoosting: on the folds that the search sees, and on rows that it
 * never saw. `node bench/offline/run.mjs [--seeds 2] [--steps 15] [--only a,b]`
 */

/** Goals as a person would put them; nothing else differs between data sets. */
const goals: Record<string, string> = {
  diabetes:
    'Predict the target, disease progression after a year. Lower RMSE is better.',
  breast_cancer:
    'Classify tumours: predict the target. Lower log loss is better.',
  wine: 'Predict the target, the cultivar of each wine. Lower log loss is better.',
  digits:
    'Classify handwritten digits: predict the target. Higher accuracy is better.',
  houses: 'Predict the sale price of each house. Lower RMSLE is better.',
  credit: 'Predict the `Status` of each loan. Higher ROC AUC is better.'
};

/** Scores of the same thing on the folds and on the rows held out. */
interface IScores {
  validation: number;
  holdout: number;
}

interface IRow {
  dataset: string;
  seed: number;
  metric: string;
  direction: 'minimize' | 'maximize';
  baseline: IScores;
  firstDraft: IScores;
  best: IScores;
  bestTitles: string[];
  good: number;
  buggy: number;
  seconds: number;
}

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    steps: { type: 'string', default: '15' },
    only: { type: 'string', default: Object.keys(goals).join(',') },
    json: { type: 'string', default: 'bench/offline/results.json' }
  }
});
const here = join(process.cwd(), 'bench', 'offline');

async function benchmark(dataset: string, seed: number): Promise<IRow> {
  const folder = await mkdtemp(join(tmpdir(), 'aide-bench-'));
  try {
    const made = await python(
      [join(here, 'datasets.py'), dataset, String(seed), folder],
      folder
    );
    if (made.status !== 'ok') {
      throw new Error(made.stderr);
    }
    const data = DataPreview.parse(JSON.parse(made.stdout));
    const goal = goals[dataset];
    const { target, kind, metric } = understand(goal, data);
    const task: Task = {
      goal,
      data,
      metric: '',
      direction: null,
      objective: { kind: 'reported' },
      timeLimit: 600,
      packages: await packages(folder)
    };
    const about = [kind!, metric!.name, target!.name];
    const holdout = async (cwd: string) =>
      Number(
        await metricOf(['score', ...about, join(folder, 'truth.csv')], cwd)
      );

    const plain = join(folder, 'baseline');
    await mkdir(plain);
    await symlink(join(folder, 'data'), join(plain, 'input'));
    const { folds } = factsOf(task);
    const baseline = {
      validation: await metricOf([...about, String(folds)], plain),
      holdout: await holdout(plain)
    };

    const runner = new ScriptRunner(join(folder, 'work'), join(folder, 'data'));
    const tree = new SolutionTree();
    const started = performance.now();
    const { search } = wire({
      task,
      tree,
      policy: greedyPolicy({ drafts: 5, debugProbability: 0.5, debugDepth: 3 }),
      coder: new RecipeCoder(seed),
      runner,
      recorder: { record: async () => undefined },
      settings: {
        steps: Number(options.steps),
        slots: 1,
        calls: 0,
        kernels: 1,
        seed,
        timeBudget: null,
        reviewFailures: false
      },
      clock: () => performance.now(),
      notify: notice => {
        const event = notice.type === 'tree' ? notice.event : null;
        if (event?.type === 'evaluate' && event.final) {
          console.error(account(tree.get(event.id)));
        }
      }
    });
    const rest = await search.start();
    if (rest.fault) {
      throw rest.fault;
    }
    const both = async (solution: Solution): Promise<IScores> => ({
      validation: solution.evaluation!.score!,
      holdout: await holdout(runner.folderOf(solution.id))
    });
    return {
      dataset,
      seed,
      metric: metric!.name,
      direction: metric!.direction,
      baseline,
      firstDraft: await both(tree.drafts[0]),
      best: await both(tree.best!),
      bestTitles: tree.path(tree.best!).map(each => each.writing!.title),
      good: tree.good.size,
      buggy: tree.buggy.size,
      seconds: Math.round((performance.now() - started) / 1000)
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A node in a line. */
function account({ id, parent, writing, execution, evaluation }: Solution) {
  const result = evaluation?.score?.toPrecision(6) ?? evaluation?.reason;
  const seconds = `${execution?.seconds.toFixed(1)} s`;
  return `  ${[id, parent ?? '----', seconds, result, writing?.title].join('  ')}`;
}

async function metricOf(args: string[], cwd: string): Promise<number> {
  const result = await python([join(here, 'baseline.py'), ...args], cwd);
  const printed = printedMetric(result.stdout);
  if (printed === null) {
    throw new Error(result.stderr);
  }
  return Number(printed);
}

async function packages(cwd: string): Promise<Task['packages']> {
  const probe = `
import importlib, json
found = []
for name in ["numpy", "pandas", "sklearn", "lightgbm", "xgboost", "catboost"]:
    try:
        found.append({"name": name, "version": importlib.import_module(name).__version__})
    except ImportError:
        pass
print(json.dumps(found))`;
  return JSON.parse((await python(['-c', probe], cwd)).stdout);
}

/** The mean over the seeds of one data set. */
function mean(rows: IRow[], pick: (row: IRow) => number): number {
  return rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
}

function table(rows: IRow[]): string {
  const lines = [
    '| data set | metric | on | plain HistGradientBoosting | first draft | best of the search | better than both |',
    '| --- | --- | --- | --- | --- | --- | --- |'
  ];
  for (const dataset of new Set(rows.map(row => row.dataset))) {
    const its = rows.filter(row => row.dataset === dataset);
    const [{ metric, direction }] = its;
    for (const where of ['validation', 'holdout'] as const) {
      const isBetter = (a: number, b: number) =>
        direction === 'minimize' ? a < b : a > b;
      const wins = its.filter(
        row =>
          isBetter(row.best[where], row.baseline[where]) &&
          isBetter(row.best[where], row.firstDraft[where])
      );
      const shown = (pick: (row: IRow) => IScores) =>
        mean(its, row => pick(row)[where]).toPrecision(4);
      lines.push(
        `| ${[
          dataset,
          `${metric} ${direction === 'minimize' ? '↓' : '↑'}`,
          where === 'validation' ? 'folds' : 'hold-out',
          shown(row => row.baseline),
          shown(row => row.firstDraft),
          shown(row => row.best),
          `${wins.length} of ${its.length}`
        ].join(' | ')} |`
      );
    }
  }
  return lines.join('\n');
}

// Runs of other data sets stay in the file, so that one can be measured again.
const only = options.only.split(',');
const kept: IRow[] = existsSync(options.json)
  ? JSON.parse(await readFile(options.json, 'utf8'))
  : [];
const rows = kept.filter(row => !only.includes(row.dataset));
for (const dataset of only) {
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    console.error(`${dataset}, seed ${seed}`);
    rows.push(await benchmark(dataset, seed));
    await writeFile(options.json, JSON.stringify(rows, null, 2) + '\n');
  }
}
console.log(table(rows));
