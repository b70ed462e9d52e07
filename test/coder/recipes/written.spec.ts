import { join } from 'node:path';
import { draftOrder, firstMember } from '../../../src/coder/recipes/drafts';
import { factsOf, type IFacts } from '../../../src/coder/recipes/facts';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { understand } from '../../../src/coder/recipes/understand';
import { DataPreview } from '../../../src/task/data';
import { z } from 'zod';
import { python, runScripts, scratch, taskOf } from './support';

const folder = scratch();
afterAll(() => folder.remove());

const root = join(folder.path, 'data');
let previews: Record<string, DataPreview>;
beforeAll(() => {
  previews = z
    .record(z.string(), DataPreview)
    .parse(JSON.parse(python(['test/coder/recipes/make_written.py', root])));
});

/** Run drafts of these families, all of them by default, with checks after each. */
function run(
  name: string,
  goal: string,
  after = '',
  families?: readonly string[]
) {
  const facts = factsOf(taskOf(goal, previews[name]));
  const members = draftOrder(facts, [])
    .filter(family => families?.includes(family) ?? true)
    .map(family => firstMember(family, facts));
  const outcomes = runScripts(
    members.map(member => ({
      input: join(root, name),
      code: `${script(facts, member)}\n${after}`
    })),
    folder.path
  );
  expect(outcomes.map(({ error }) => error)).toEqual(members.map(() => null));
  return { facts, outcomes };
}

const script = (facts: IFacts, member: unknown) =>
  renderScript(
    Recipe.parse({ members: [member], lessons: { folds: 2 } }),
    facts
  );

const quick = ['linear', 'lightgbm'];
const good = (metric: string | null) => Number(metric) > 0.4;

it('decimal commas are decimals, in the target as in the features', () => {
  const { facts, outcomes } = run(
    'german',
    'Sage `y` voraus, nach R².',
    `assert X['a'].abs().max() < 5, X['a'].describe()
assert abs(y.mean() - 3000) < 300, y.describe()`,
    quick
  );
  expect(facts.kind).toBe('regression');
  expect(outcomes.map(({ metric }) => good(metric))).toEqual([true, true]);
});

it('thousands are thousands, in the target as in the features', () => {
  const { outcomes } = run(
    'thousands',
    'Predict `y` by R².',
    `assert X['a'].abs().max() > 100_000, X['a'].describe()
assert abs(y.mean() - 300_000) < 30_000, y.describe()`,
    quick
  );
  expect(outcomes.map(({ metric }) => good(metric))).toEqual([true, true]);
});

it('a target that is written with commas is a number, without being told', () => {
  for (const name of ['german', 'thousands']) {
    const { kind, problems } = understand('Predict `y`', previews[name]);
    expect([kind, problems]).toEqual(['regression', []]);
  }
});

it('dates in several formats and zones are dates, every one of them', () => {
  const { facts, outcomes } = run(
    'dates',
    'Forecast `y` of the next days by R².',
    `assert X['day in days'].notna().all()
assert X['day in days'].is_monotonic_increasing`,
    quick
  );
  expect(facts.time).toBe('day');
  expect(outcomes[0].output).not.toMatch(/no dates/);
});

it('dates that nobody can read are counted aloud, and never validated as the latest', () => {
  const facts = factsOf(
    taskOf('Forecast `y` of the next days by R².', previews.dates)
  );
  const [outcome] = runScripts(
    [
      {
        input: join(root, 'dates'),
        code:
          script(facts, { family: 'linear' }).replace(
            /^train = train.sort_values/m,
            "train.loc[5, 'day'] = 'soon'\n$&"
          ) + "\nassert 'soon' == train['day'].iloc[0]"
      }
    ],
    folder.path
  );
  expect(outcome.error).toBeNull();
  expect(outcome.output).toMatch(/1 values of day are no dates/);
});

it('infinite targets and numbers beyond float32 stop no family', () => {
  const { facts } = run(
    'beyond',
    'Predict `y` by R².',
    'assert np.isfinite(y).all() and len(y) == 114'
  );
  expect(facts.exact).toBe(true);
});

it('texts of few words are condensed to as many numbers as there are', () => {
  run('few words', 'Predict `y` by R².');
});

it('numbers are read alike by scripts and by the scorer', () => {
  const columns: [string[], (number | null)[]][] = [
    [
      ['0,5', '33,41', '1.234,50', '?'],
      [0.5, 33.41, 1234.5, null]
    ],
    [
      ['0,125', '7,250', '1,234'],
      [0.125, 7.25, 1.234]
    ],
    [
      ['188,572', '1,234', '999'],
      [188_572, 1234, 999]
    ],
    [
      ['1,23,456', '12,34,567'],
      [123_456, 1_234_567]
    ],
    [
      ['$1,200.50', '-3', "1'000", '5 %', '$-1,000'],
      [1200.5, -3, 1000, 5, -1000]
    ],
    [
      ['1.234.567', '1.234', '12'],
      [1_234_567, 1234, 12]
    ],
    [
      ['1,5', '1.5'],
      [1.5, 1.5]
    ]
  ];
  const facts = factsOf(taskOf('Predict `y` by R².', previews.german));
  const [cell] = /# How numbers[\s\S]*?\n# %%/.exec(
    script(facts, { family: 'linear' })
  )!;
  for (const functions of [
    cell,
    'from written import as_numbers, decimal_mark'
  ]) {
    const read: unknown = JSON.parse(
      python(
        [
          '-c',
          `import json, sys
import pandas as pd
sys.path.insert(0, 'src/kernel/python')
${functions}
columns = [pd.Series(column) for column in json.load(sys.stdin)]
read = [as_numbers(column, decimal_mark(column)) for column in columns]
print(json.dumps([[None if pd.isna(v) else v for v in values] for values in read]))`
        ],
        JSON.stringify(columns.map(([texts]) => texts))
      )
    );
    expect(read).toEqual(columns.map(([, numbers]) => numbers));
  }
});
