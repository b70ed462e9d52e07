import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cellsIn, keep } from '../kept';
import { tell } from '../processes';
import type { Figures } from '../statistics';
import { measureCell } from './cell';
import { datasets } from './datasets';
import { figuresOf, type ITrustRun, sentences, table, WAYS } from './figures';
import { secondsLeft } from './steering';
import { steeringTable } from './steeringFigures';

/**
 * Which best can be believed, and how well a search is steered: a run's scores and picks,
 * held against rows that no run had. Each cell (a data set with a seed) is kept as it ends;
 * another call does what is missing. See README.md beside this file.
 */

const USUAL = { seeds: 3, steps: 20, budget: 600 };
const QUICK = { seeds: 1, steps: 6, budget: 180, only: 'homes,concrete' };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    steps: { type: 'string' },
    /** Seconds of one run. */
    budget: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    /** Begin nothing after so many minutes. */
    minutes: { type: 'string', default: 'Infinity' },
    cells: { type: 'string' }
  }
});
const preset = { only: Object.keys(datasets).join(','), ...USUAL };
const wished = options.quick ? QUICK : preset;
const names = (options.only ?? wished.only).split(',');
const unknown = names.filter(name => !(name in datasets));
if (unknown.length > 0) {
  tell(
    `There is no ${unknown.join(', ')}: ${Object.keys(datasets).join(', ')}.`
  );
  process.exit(2);
}
const seeds = Number(options.seeds ?? wished.seeds);
const steps = Number(options.steps ?? wished.steps);
const budget = Number(options.budget ?? wished.budget);
const jobs = Number(options.jobs);
const isUsual = steps === USUAL.steps && budget === USUAL.budget;
// Cells of other lengths do not compare, so they go elsewhere.
const path = resolve(
  options.cells ??
    (isUsual
      ? 'bench/results/trust.jsonl'
      : `build/bench/trust-${steps}-${budget}.jsonl`)
);

const keyOf = ({ dataset, seed }: { dataset: string; seed: number }) =>
  `${dataset} ${seed}`;
const known = new Set(cellsIn<ITrustRun>(path).map(keyOf));
const queue = Array.from({ length: seeds }, (_, seed) =>
  names.map(dataset => ({ dataset, seed }))
)
  .flat()
  .filter(cell => !known.has(keyOf(cell)));
const failed: string[] = [];

function account(run: ITrustRun): string {
  const picks = Object.entries(WAYS).map(([way, { figure }]) => {
    const { id, shown, final } = run[way as keyof typeof WAYS];
    return `${figure} ${id} ${shown.toPrecision(4)} → ${final.toPrecision(4)}`;
  });
  return `${keyOf(run)}, ${run.nodes.length} nodes, ${run.seconds} s: ${picks.join(', ')}`;
}

const begun = performance.now();
const secondsNow = () => (performance.now() - begun) / 1000;
const ended: { dataset: string; seconds: number }[] = [];
tell(
  `${queue.length} of ${seeds * names.length} cells are to be measured, ${jobs} at once.`
);
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (
      let next = queue.shift();
      next && secondsNow() < 60 * Number(options.minutes);
      next = queue.shift()
    ) {
      const { dataset } = next;
      const from = secondsNow();
      try {
        const run = await measureCell({
          ...next,
          steps,
          budget,
          threads: Math.max(1, Math.floor(cpus().length / jobs))
        });
        keep(path, run);
        tell(account(run));
      } catch (error) {
        failed.push(keyOf(next));
        tell(`${keyOf(next)} came to nothing: ${String(error).slice(-1500)}`);
      }
      ended.push({ dataset, seconds: secondsNow() - from });
      const minutes = Math.ceil(secondsLeft(ended, queue, jobs)! / 60);
      tell(`${queue.length} cells are left, for about ${minutes} min.`);
    }
  })
);
const cells = cellsIn<ITrustRun>(path);
if (cells.length === 0) {
  tell('Nothing was measured.');
  process.exit(1);
}
const order = Object.keys(datasets);
cells.sort(
  (a, b) =>
    order.indexOf(a.dataset) - order.indexOf(b.dataset) || a.seed - b.seed
);
const figures = figuresOf(cells);
figures.steps = steps;
figures.seconds = cells.reduce((sum, { seconds }) => sum + seconds, 0);
const kept: Figures = Object.fromEntries(
  Object.entries(figures).map(([name, value]) => [
    name,
    Number(value.toPrecision(5))
  ])
);
// Among the results only what is whole.
const isWhole = USUAL.seeds * order.length === cells.length;
const into =
  isWhole || !isUsual || options.cells
    ? path.replace(/l$/, '')
    : resolve('build/bench/trust.json');
mkdirSync(dirname(into), { recursive: true });
writeFileSync(into, `${JSON.stringify(kept, null, 2)}\n`);
process.stdout.write(
  `${[sentences(kept), table(kept), steeringTable(kept)].join('\n\n')}\n\nEverything: ${into}\n`
);
if (failed.length > 0) {
  tell(`Another call tries these again: ${failed.join(', ')}.`);
}
process.exit();
