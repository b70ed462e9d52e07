import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declareTask } from '../../../src/coder/recipes/declare';
import { firstMember, usableFamilies } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import {
  date_forms,
  number_forms
} from '../../../src/coder/recipes/script/forms';
import { understand } from '../../../src/coder/recipes/understand';
import type { DataPreview } from '../../../src/task/data';
import { type IOutcome, madeBy, runScripts, scratch, taskOf } from './support';

const folder = scratch();
afterAll(() => folder.remove());

const root = join(folder.path, 'data');
const quick = ['linear', 'lightgbm'];
const good = (metric: string | null) => Number(metric) > 0.4;

/** Drafts of these families, all of them by default, with checks after each. */
interface ICase {
  goal: string;
  after?: string;
  families?: readonly string[];
}

const cases: Record<string, ICase> = {
  german: {
    goal: 'Sage `y` voraus, nach R².',
    after: `assert X['a'].abs().max() < 5, X['a'].describe()
assert abs(y.mean() - 3000) < 300, y.describe()`,
    families: quick
  },
  thousands: {
    goal: 'Predict `y` by R².',
    after: `assert X['a'].abs().max() > 100_000, X['a'].describe()
assert abs(y.mean() - 300_000) < 30_000, y.describe()`,
    families: quick
  },
  dates: {
    goal: 'Forecast `y` of the next days by R².',
    after: `assert X['day in days'].notna().all()
assert X['day in days'].is_monotonic_increasing`,
    families: quick
  },
  periods: {
    goal: 'Forecast `y` of the next months by R².',
    after: `for name in ['date', 'quarter', 'week', 'ds']:
    assert X[name + ' in days'].notna().all(), name
    assert X[name + ' in days'].is_monotonic_increasing, name`,
    families: quick
  },
  beyond: {
    goal: 'Predict `y` by R².',
    after: 'assert np.isfinite(y).all() and len(y) == 113'
  },
  'few words': {
    goal: 'Predict `y` by R².',
    after: 'assert len(predict(test)) == 20'
  },
  units: {
    goal: 'Predict `y` by R².',
    after: `assert X['dose'].dtype == float and X['dose'].isna().sum() == 6
assert X['mixed'].dtype == float and 50 < X['mixed'].notna().sum() < 75
assert X['doubt'].min() == 1000`,
    families: quick
  },
  labels: {
    goal: 'Predict `y` by accuracy.',
    after: `assert set(train['y']) == {'No', 'Yes'}
assert set(predict(train.head(60))['y']) == {'No', 'Yes'}`,
    families: quick
  }
};

/** Numbers as people write them, and as they are meant. */
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
  ],
  [
    ['1.234,5 €', 'EUR 4,25', '3-', '(1.000,00)', '−5'],
    [1234.5, 4.25, -3, -1000, -5]
  ],
  [
    ['12 kg', '3.5kg', '1 KG', '500 g', '7'],
    [12, 3.5, 1, null, 7]
  ],
  [
    ['1.2k', '3.4m', '500', '$1.5B'],
    [1200, 3_400_000, 500, 1.5e9]
  ],
  [
    ['3,4 Mio', '1,1 Mio.', '500 Tsd.', '2 Mrd €'],
    [3_400_000, 1_100_000, 500_000, 2e9]
  ],
  [
    ['12 m', '5 m'],
    [12, 5]
  ],
  [
    ['<1.0', '>100', '2.5', 'A12', '5-10'],
    [null, null, 2.5, null, null]
  ]
];

let previews: Record<string, DataPreview>;
let outcomes: Record<string, IOutcome[]>;

// All of it in one process, since most of what a script takes is what it imports.
beforeAll(() => {
  previews = madeBy('make_written.py', root);
  const drafts = Object.entries(cases).flatMap(
    ([name, { after = '', families }]) =>
      usableFamilies(factsFor(name), [])
        .filter(family => families?.includes(family) ?? true)
        .map(family => ({
          name,
          input: join(root, name),
          code: `${script(name, firstMember(family, factsFor(name)))}\n${after}`
        }))
  );
  const jobs = [...drafts, unreadable(), ...readers()];
  const came = runScripts(jobs, folder.path);
  outcomes = {};
  jobs.forEach(({ name }, i) => (outcomes[name] ??= []).push(came[i]));
});

const factsFor = (name: string) =>
  factsOf(taskOf(cases[name].goal, previews[name]));

const script = (name: string, member: unknown) =>
  renderScript(
    Recipe.parse({ members: [member], lessons: { folds: 2 } }),
    factsFor(name)
  );

/** Dates of which one is none. */
function unreadable() {
  const code = script('dates', { family: 'linear' }).replace(
    /^train = train.sort_values/m,
    "train.loc[5, 'day'] = 'soon'\n$&"
  );
  return {
    name: 'unreadable',
    input: join(root, 'dates'),
    code: `${code}\nassert 'soon' == train['day'].iloc[0]`
  };
}

/** The columns as they are read by a script, and by the scorer. */
function readers() {
  const [cell] = /# How numbers[\s\S]*?\n# %%/.exec(
    script('german', { family: 'linear' })
  )!;
  const modules = join(process.cwd(), 'src/kernel/python');
  const scorer = `import sys
sys.path.insert(0, ${JSON.stringify(modules)})
from written import as_numbers, number_marks`;
  const texts = JSON.stringify(columns.map(([written]) => written));
  return [cell, scorer].map(functions => ({
    name: 'read',
    input: join(root, 'german'),
    code: `import collections
import json
import re
import pandas as pd
${functions}
columns = [pd.Series(column) for column in json.loads(${JSON.stringify(texts)})]
read = [as_numbers(column, number_marks(column)) for column in columns]
print(json.dumps([[None if pd.isna(v) else v for v in values] for values in read]))`
  }));
}

/** What came of a case's drafts, none of which failed. */
function run(name: string): IOutcome[] {
  expect(outcomes[name].map(({ error }) => error)).toEqual(
    outcomes[name].map(() => null)
  );
  return outcomes[name];
}

it('decimal commas are decimals, in the target as in the features', () => {
  const scores = run('german').map(({ metric }) => good(metric));
  expect(factsFor('german').kind).toBe('regression');
  expect(scores).toEqual([true, true]);
});

it('thousands are thousands, in the target as in the features', () => {
  const scores = run('thousands').map(({ metric }) => good(metric));
  expect(scores).toEqual([true, true]);
});

it('a target that is written with commas is a number, without being told', () => {
  for (const name of ['german', 'thousands']) {
    const { kind, problems } = understand('Predict `y`', previews[name]);
    expect([kind, problems]).toEqual(['regression', []]);
  }
});

it('dates in several formats and zones are dates, every one of them', () => {
  const [first] = run('dates');
  expect(factsFor('dates').time).toBe('day');
  expect(first.output).not.toMatch(/no dates/);
});

it('quarters, weeks, months, days of Excel and other languages are dates', () => {
  const [first] = run('periods');
  expect(factsFor('periods').time).toBe('date');
  expect(factsFor('periods').dates).toEqual(['date', 'quarter', 'week', 'ds']);
  expect(first.output).not.toMatch(/no dates/);
});

it('dates and numbers are read by scripts as by the scorer', () => {
  const module = (name: string) =>
    readFileSync(`src/kernel/python/${name}.py`, 'utf8').trimEnd();
  expect(module('date_forms').endsWith(date_forms)).toBe(true);
  expect(module('number_forms').endsWith(number_forms)).toBe(true);
});

it('dates that nobody can read are counted aloud, and never validated as the latest', () => {
  const [outcome] = run('unreadable');
  expect(outcome.output).toMatch(/1 values of day are no dates/);
});

it('infinite targets and features, and numbers beyond float32, stop no family', () => {
  expect(run('beyond').length).toBeGreaterThanOrEqual(7);
  expect(factsFor('beyond').exact).toBe(true);
  const { notes, leftOut } = declareTask(
    'Predict `y`.',
    previews.beyond
  ).declaration!;
  expect(notes).toEqual([
    'One more column that is called “a” is “a.1”.',
    'A column without a name is “Unnamed: 6”.',
    'huge, tiny: {1}: values beyond 1e30 count as that in what is learned from, and as they are in what is predicted.',
    'ratio: infinite values count as missing.',
    '“y” has infinite values and values beyond 1e30; these rows are left out.'
  ]);
  expect(leftOut).toEqual([{ column: 'Unnamed: 6', why: 'is empty' }]);
});

it('texts of few words, of signs or without blanks, and words that the test table lacks, stop no family', () => {
  expect(factsFor('few words').texts).toEqual(['said', 'signs', 'chinese']);
  expect(run('few words').length).toBeGreaterThanOrEqual(7);
});

it('labels that differ in case or blanks alone are one class, unless it is said', () => {
  expect(run('labels').map(({ metric }) => Number(metric) > 0.8)).toEqual([
    true,
    true
  ]);
  const told = (goal: string, given = {}) =>
    declareTask(goal, previews.labels, { given }).declaration!;
  const { kind, classes, spellings, notes } = told('Predict `y`.');
  expect([kind, classes, spellings]).toEqual([
    'binary',
    ['No', 'Yes'],
    ['No', 'Yes']
  ]);
  expect(notes.join(' ')).toContain('are one class of “y”, written “Yes”.');
  for (const { kind, classes, notes } of [
    told('Predict `y`.', { spellings: [] }),
    told('Predict `y`, whose labels are case-sensitive.')
  ]) {
    expect([kind, classes.length, notes]).toEqual(['multiclass', 5, []]);
  }
});

it('what is odd about numbers as text is said, and where two readings are possible', () => {
  const { notes } = declareTask(
    'Predict `y` by R².',
    previews.units
  ).declaration!;
  expect(notes).toEqual([
    expect.stringMatching(
      /^“y” is written as “\d{3},\d+ kg”, which is read as \d{3}\.\d+\.$/
    ) as string,
    'Some values of “dose”, such as “<1.0”, are no numbers: they count as missing.',
    'Some values of “mixed”, such as “>30”, are no numbers: they count as missing.',
    expect.stringMatching(
      /^“doubt” is written as “\d,\d{3}”, which is read as \d{4}: nothing/
    ) as string
  ]);
  expect(run('units').map(({ metric }) => good(metric))).toEqual([true, true]);
});

it('numbers are read alike by scripts and by the scorer', () => {
  const read = run('read').map(({ output }): unknown => JSON.parse(output));
  const meant = columns.map(([, numbers]) => numbers);
  expect(read).toEqual([meant, meant]);
});
