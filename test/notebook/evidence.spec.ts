import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  evidenceCells,
  type IEvidenceFor
} from '../../src/notebook/evidence/evidence';
import { importanceCell } from '../../src/notebook/evidence/importance';
import { leaderboardCell } from '../../src/notebook/evidence/leaderboard';
import { SolutionTree } from '../../src/search/tree';
import type { DataPreview } from '../../src/task/data';
import { metricTable } from '../../src/task/metricTable';
import { TaskDeclaration } from '../../src/task/declaration';
import { Holdout } from '../../src/task/objectiveKinds';
import {
  category,
  column,
  preview,
  python,
  rowId
} from '../coder/recipes/support';
import { finished } from '../search/support';

/** Writes tables of 200 rows, and what a solution predicted for forty of them. */
const WRITE = `
import sys
import numpy as np, pandas as pd
folder = sys.argv[1]
rng = np.random.default_rng(0)
t = pd.DataFrame({'Id': np.arange(200), 'x': rng.normal(size=200), 'town': rng.choice(['a', 'b', 'c'], 200)})
t['price'] = 3 * t['x'] + 10
t['kind'] = np.where(t['x'] > 0, 'yes', 'no')
t['grade'] = np.select([t['x'] < -0.5, t['x'] < 0.5], ['low', 'mid'], 'top')
t[['Id', 'x', 'town', 'price']].to_csv(f'{folder}/data/prices.csv', index=False)
t[['x', 'town', 'kind']].to_csv(f'{folder}/data/kinds.csv', index=False)
t[['Id', 'x', 'town', 'grade']].to_csv(f'{folder}/data/grades.csv', index=False)
held = t.iloc[100:140].copy()
held.loc[117, 'price'] += 99
held[['Id', 'price']].to_csv(f'{folder}/run/submissions/0001.csv', index=False)
drawn = np.random.default_rng([7, 11]).permutation(200)
chance = np.where(held['kind'] == 'yes', 0.9, 0.2)
pd.DataFrame({'row_id': drawn[100:140], 'kind': chance}).to_csv(f'{folder}/run/submissions/0002.csv', index=False)
held.loc[120, 'grade'] = 'low' if held.loc[120, 'grade'] != 'low' else 'top'
held[['Id', 'grade']].to_csv(f'{folder}/run/submissions/0003.csv', index=False)
both = t.assign(cost=[f'{one:.2f}'.replace('.', ',') for one in t['price']], weight=t['x'] * 2)
both[['Id', 'x', 'town', 'cost', 'weight']].to_csv(f'{folder}/data/both.csv', index=False)
held = both.iloc[100:140].assign(cost=t['price'], weight=lambda t: t['weight'] + 1)
held.loc[105, 'cost'] += 7
held[['Id', 'cost', 'weight']].to_csv(f'{folder}/run/submissions/0004.csv', index=False)
held = t.iloc[100:140].assign(grade=lambda t: t['grade'] + ' mid')
held.loc[130, 'grade'] = 'mid low' if t.loc[130, 'grade'] == 'top' else 'top mid'
held[['Id', 'grade']].to_csv(f'{folder}/run/submissions/0005.csv', index=False)
`;

/** Runs cells one after another, and prints what each ends with as a notebook would show it. */
const RUN = `
import ast, json, sys
import matplotlib
matplotlib.use('Agg')
from matplotlib.colors import to_rgba_array
for cells in json.load(sys.stdin):
    space = {}
    for cell in cells:
        tree = ast.parse(cell)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, 'cell', 'exec'), space)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), 'cell', 'eval'), space)
            if value is not None:
                print(value.to_string())
    for number in space['plt'].get_fignums():
        for axes in space['plt'].figure(number).axes:
            for artist in [*axes.lines, *axes.collections]:
                drawn = getattr(artist, 'get_color', getattr(artist, 'get_facecolor', None))()
                if not to_rgba_array(drawn)[:, :3].any(axis=1).all():
                    print('black in', axes.get_xlabel())
    print('pictures', len(space['plt'].get_fignums()))
    space['plt'].close('all')
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aide-evidence-'));
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'run', 'submissions'), { recursive: true });
  python(['-c', WRITE, folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const x = column('x');
const town = category('town', 'a', 'b', 'c');
const prepared = (train: string, key: string | null) => ({
  train,
  test: 'test.csv',
  sample: 'sample_submission.csv',
  made: ['test.csv', 'sample_submission.csv'],
  key
});

function evidenceOf(
  id: string,
  data: DataPreview,
  objective: Partial<Holdout>,
  declared: object
): IEvidenceFor {
  const target = objective.target!;
  return {
    id,
    objective: Holdout.parse({
      kind: 'holdout',
      table: data.prepared!.train,
      split: { kind: 'random' },
      seed: 7,
      ...objective
    }),
    declaration: TaskDeclaration.parse({ targets: [target], ...declared }),
    preview: data,
    data: join(folder, 'data'),
    run: join(folder, 'run')
  };
}

it('shows predictions beside the answers: pictures, tables, the worst rows and slices', () => {
  const prices = {
    ...preview({ 'prices.csv': [rowId('Id'), x, town, column('price')] }),
    prepared: prepared('prices.csv', null)
  };
  const kinds = {
    ...preview({ 'kinds.csv': [x, town, category('kind', 'no', 'yes')] }),
    prepared: prepared('kinds.csv', 'row_id')
  };
  const grade = category('grade', 'low', 'mid', 'top');
  const grades = {
    ...preview({ 'grades.csv': [rowId('Id'), x, town, grade] }),
    prepared: prepared('grades.csv', null)
  };
  const cost = { ...column('cost'), kind: 'category' as const };
  const both = {
    ...preview({ 'both.csv': [rowId('Id'), x, town, cost, column('weight')] }),
    prepared: prepared('both.csv', null)
  };
  const all = [
    evidenceOf(
      '0001',
      prices,
      { target: 'price', id: 'Id', metric: 'RMSE' },
      { kind: 'regression' }
    ),
    evidenceOf(
      '0002',
      kinds,
      { target: 'kind', metric: 'ROC AUC' },
      { kind: 'binary', classes: ['no', 'yes'], positive: 'yes' }
    ),
    evidenceOf(
      '0003',
      grades,
      { target: 'grade', id: 'Id', metric: 'accuracy' },
      { kind: 'multiclass', classes: ['low', 'mid', 'top'] }
    ),
    evidenceOf(
      '0004',
      both,
      {
        target: 'cost',
        targets: ['cost', 'weight'],
        id: 'Id',
        metric: 'mae'
      },
      { kind: 'regression' }
    ),
    evidenceOf(
      '0005',
      grades,
      { target: 'grade', id: 'Id', metric: 'MAP@2' },
      { kind: 'multiclass', classes: ['low', 'mid', 'top'] }
    )
  ].map(what => [evidenceCells(what)].flat());
  const tree = SolutionTree.from(
    [
      ...finished(1, null, 2, undefined, { title: `it's "quoted"` }),
      ...finished(2, 1, 1),
      ...finished(3, 2, null)
    ],
    'minimize'
  );
  all[0].push(
    leaderboardCell(tree),
    importanceCell({
      problem: '',
      rows: 40,
      of: 3,
      columns: [
        ["it's x", 2.5, 0.25],
        ['town', 0.1, null]
      ]
    })
  );
  const [numbers, chances, labels, several, ranked] = python(
    ['-c', RUN],
    JSON.stringify(all)
  ).split(/(?<=pictures \d\n)/);
  for (const said of [numbers, chances, labels, several, ranked]) {
    expect(said).toContain(
      '40 rows that it was not trained on: those held out'
    );
    // Nothing is lost on dark.
    expect(said).not.toContain('black in');
    // By town, which is the one category.
    expect(said).toMatch(/^town +[abc] /m);
  }
  // The planted outlier is the worst row of all.
  expect(numbers).toMatch(/loss\n17 +117 .* 99\.0$/m);
  expect(numbers).toContain('pictures 2');
  expect(numbers).toMatch(/^0 +it's x +2\.5 +0\.5$/m);
  // All solutions, the best first, those without a score last.
  expect(numbers).toMatch(
    /^0 +2 .* good +1\.0 [^]*^1 +1 +it's "quoted" .* good +2\.0 [^]*^2 +3 .* buggy +NaN /m
  );
  // None is confused, and the pictures are there.
  expect(chances).toMatch(/^no +\d+ +0$/m);
  expect(chances).toMatch(/^yes +1\.0 +1\.0 +1\.0/m);
  expect(chances).toContain('pictures 1');
  // One is, and that is the worst row.
  expect(labels).toMatch(/loss\n\d+ +120 .* 1\.0$/m);
  expect(labels).toContain('pictures 0');
  // Each column in its turn, one of them written as text.
  expect(several).toMatch(
    /loss\n5 +105 [^\n]* (6\.99|7\.0)\d*\n[^]*loss\n\d+ [^\n]* 1\.0$/m
  );
  expect(several).toContain('pictures 2');
  // The first of those that are named is what it is taken for.
  expect(ranked).toMatch(/loss\n\d+ +130 [^\n]* (0\.5|1\.0)$/m);
});

it('says why there is none', () => {
  const data = {
    ...preview({ 'a.csv': [rowId('Id'), x, column('y')] }),
    prepared: prepared('a.csv', null)
  };
  const objective = { target: 'y', id: 'Id', metric: 'rmse' };
  expect(evidenceCells(evidenceOf('0001', data, objective, {}))).toContain(
    'does not say how the table is read'
  );
});

it.each(Object.entries(metricTable))(
  'is made by whatever name a metric has: %s',
  (key, { name, wants }) => {
    const grade = category('grade', 'low', 'mid', 'top');
    const data = {
      ...preview({ 'a.csv': [rowId('Id'), x, grade] }),
      prepared: prepared('a.csv', null)
    };
    const kind = wants === 'values' ? 'regression' : 'multiclass';
    const cells = (metric: string) =>
      evidenceCells(
        evidenceOf('1', data, { target: 'grade', id: 'Id', metric }, { kind })
      );
    expect(cells(key)).toHaveLength(
      { values: 4, labels: 5, chances: 6, ranking: 5 }[wants]
    );
    expect(cells(name.replace('{}', '3'))).toEqual(cells(key));
  }
);
