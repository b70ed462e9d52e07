import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstMember } from '../../../src/coder/recipes/drafts';
import { factsOf } from '../../../src/coder/recipes/facts';
import { metrics } from '../../../src/coder/recipes/metrics';
import {
  metricNamed,
  namedMetrics
} from '../../../src/coder/recipes/namedMetrics';
import { Recipe } from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { understand } from '../../../src/coder/recipes/understand';
import { asksForWhole } from '../../../src/task/goal/wholeNumbers';
import {
  category,
  column,
  type IOutcome,
  madeBy,
  preview,
  rowId,
  runScripts,
  scratch,
  taskOf
} from './support';

const folder = scratch();
afterAll(() => folder.remove());
const root = join(folder.path, 'data');

const goals: Record<string, string> = {
  'several labels': 'Predict the chances. The mean column-wise ROC AUC counts.',
  'several numbers': 'Predict both by MAE.',
  'numbers called otherwise': 'Predict `u` and `v` by MAE.',
  'whole numbers': 'Predict y by MAE. Predictions must be whole numbers.',
  'one of two': 'Predict `u` and `v` by MAE.',
  'class columns': 'Predict the size, by multi-class log loss.',
  ranking: 'Predict the size. MAP@2 counts.',
  'a column for each place': 'Predict the size. MAP@2 counts.',
  'labels in other words': 'Predict `left` by accuracy.',
  'no names': 'Predict y by R².',
  'row numbers': 'Predict y by the 90 % quantile loss.',
  'names with zeros': 'Predict y by RMSE.',
  'a column without a name': 'Predict y by RMSE.',
  'an index beside the names': 'Predict y by RMSE.',
  'another name': 'Predict y by RMSE.',
  'a name for two rows': 'Predict y by RMSE.',
  'two names, some rows': 'Predict y by RMSE.'
};
const names = Object.keys(goals);

let outcomes: Record<string, IOutcome>;
let codes: Record<string, string>;
/** Each metric of values, labels and chances by a script's formula and by the scorer. */
let measured: [string, number, number][];

// All of it in one process, since most of what a script takes is what it imports.
beforeAll(() => {
  const previews = madeBy('make_submissions.py', root);
  codes = Object.fromEntries(
    names.map(name => {
      const facts = factsOf(taskOf(goals[name], previews[name]));
      const members = [firstMember('linear', facts)];
      const recipe = Recipe.parse({ members, lessons: { folds: 3 } });
      return [name, renderScript(recipe, facts)];
    })
  );
  const jobs = names.map(name => ({
    input: join(root, name),
    code: codes[name]
  }));
  const came = runScripts(
    [...jobs, { input: root, code: formulas() }],
    folder.path
  );
  outcomes = Object.fromEntries(names.map((name, i) => [name, came[i]]));
  const last = came.at(-1)!;
  expect(last.error).toBeNull();
  measured = JSON.parse(last.output) as typeof measured;
});

/** Python that measures the same predictions by every metric, in both ways. */
function formulas(): string {
  const ways = metrics.map(({ name, kinds, python: formula }) => {
    const lines = formula
      .replaceAll(
        '{labels}',
        kinds.includes('multiclass')
          ? 'predicted.argmax(axis=1)'
          : '(predicted >= 0.5).astype(int)'
      )
      .split('\n');
    const kind = kinds.includes('multiclass') ? 'multiclass' : kinds[0];
    return [name, kind, ...lines] as const;
  });
  return `import json, sys
import numpy as np
import pandas as pd
from scipy.stats import kendalltau
from sklearn.metrics import *
sys.path.insert(0, ${JSON.stringify(join(process.cwd(), 'src/kernel/python'))})
from metrics import measure, metric_name, wants
rng = np.random.default_rng(0)
chances = rng.dirichlet([1, 1, 1], 90)
kinds = {
    'regression': (rng.random(90).round(1), rng.random(90).round(1)),
    'binary': (rng.integers(0, 2, 90), rng.random(90)),
    'multiclass': (rng.integers(0, 3, 90), chances),
}
found = []
for name, kind, *before, result in json.loads(${JSON.stringify(JSON.stringify(ways))}):
    truth, predicted = kinds[kind]
    space = dict(globals(), truth=truth, predicted=predicted)
    exec('\\n'.join(before), space)
    own = metric_name(name)
    guess = predicted
    if wants(own) == 'labels':
        guess = predicted.argmax(axis=1) if kind == 'multiclass' else (predicted >= 0.5).astype(int)
    found.append((name, float(eval(result, space)), measure(own, truth, guess)))
print(json.dumps(found))`;
}

/** What is true of the rows of a sample, which are those of the test table from behind. */
function truths(name: string): number[] {
  const [head, ...rows] = readFileSync(join(root, name, 'test.csv'), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split(','));
  const answers = rows.map(row => 2 * Number(row[head.indexOf('a')]));
  if (name === 'two names, some rows') {
    return answers.slice(3, 13).reverse();
  }
  // The first of two rows that share a name stays the first.
  return name === 'a name for two rows'
    ? answers.map((_, i) => answers[18 - 2 * Math.floor(i / 2) + (i % 2)])
    : answers.reverse();
}

/** The lines of what a case's script hands in, cell by cell. */
function handedIn(name: string): string[][] {
  expect(outcomes[name].error).toBeNull();
  return outcomes[name].submission!.map(line => line.split(','));
}

it('several labels are predicted together, in the columns and the order of the sample', () => {
  const [head, first] = handedIn('several labels');
  expect(head).toEqual(['id', 'r', 'q', 'p']);
  expect(first[0]).toBe('1019');
  expect(Number(outcomes['several labels'].metric)).toBeGreaterThan(0.9);
});

it('several numbers are predicted together', () => {
  const [head, ...rows] = handedIn('several numbers');
  expect(head).toEqual(['id', 'u', 'v']);
  expect(rows.every(([, u, v]) => Number(u) > Number(v) - 6)).toBe(true);
  expect(Number(outcomes['several numbers'].metric)).toBeLessThan(0.2);
});

it('several numbers stand in the columns that are called after them', () => {
  const [head, first] = handedIn('numbers called otherwise');
  expect(head).toEqual(['id', 'pred_v', 'pred_u']);
  const [, plain] = handedIn('several numbers');
  expect(first[2]).toBe(plain[1]);
  expect(first[1]).toBe(plain[2]);
});

it('whole numbers are handed in where the goal asks for them', () => {
  const [, ...rows] = handedIn('whole numbers');
  for (const [, value] of rows) {
    expect(value).toMatch(/^-?\d+$/);
  }
});

it('of two columns that the goal names the sample asks for one', () => {
  const [head, ...rows] = handedIn('one of two');
  expect([head, rows.length]).toEqual([['id', 'u'], 20]);
  expect(Number(outcomes['one of two'].metric)).toBeLessThan(0.2);
});

it('each class has its column, and one that nobody learned has no chance', () => {
  const [head, ...rows] = handedIn('class columns');
  expect(head).toEqual(['id', 'p_small', 'p_big', 'p_big one', 'p_huge']);
  for (const [, ...chances] of rows) {
    expect(chances.map(Number).reduce((a, b) => a + b)).toBeCloseTo(1);
    expect(Number(chances[3])).toBe(0);
  }
});

it('so many classes as the metric counts stand in one cell', () => {
  const [, ...rows] = handedIn('ranking');
  for (const [, cell] of rows) {
    const named = cell.split('|');
    expect(new Set(named).size).toBe(2);
    expect(['small', 'big', 'big one']).toEqual(expect.arrayContaining(named));
  }
  expect(Number(outcomes.ranking.metric)).toBeGreaterThan(0.8);
});

it('the likeliest class stands in the first column, the next one in the second', () => {
  const [head, ...rows] = handedIn('a column for each place');
  expect(head).toEqual(['id', 'size_1', 'size_2']);
  const [, ...cells] = handedIn('ranking');
  expect(rows.map(([, one, two]) => `${one}|${two}`)).toEqual(
    cells.map(([, cell]) => cell)
  );
});

it('labels stand in the words of the sample, and count whichever are written', () => {
  const [, ...rows] = handedIn('labels in other words');
  const isLeft = truths('labels in other words').map(twice => twice > 0.6);
  const isRight = rows.filter(
    ([, cell], i) => cell === (isLeft[i] ? '1' : '0')
  );
  expect(isRight.length).toBeGreaterThan(16);
});

it('nothing that names rows is made up, and rows stand in the order of the test table', () => {
  const [head, ...rows] = handedIn('no names');
  expect([head, rows.length]).toEqual([['y'], 20]);
  expect(handedIn('row numbers')[1][0]).toBe('1');
});

it.each([
  ['names with zeros', ['id', 'y'], ['0001019'], 20],
  ['another name', ['Id', 'Expected'], ['1019'], 20],
  ['a column without a name', ['', 'y'], ['1019'], 20],
  ['an index beside the names', ['', 'id', 'y'], ['19', '1019'], 20],
  ['a name for two rows', ['id', 'y'], ['509'], 20],
  ['two names, some rows', ['day', 'shop', 'y'], ['2024-01-02', '02'], 10]
])(
  '%s: each row of the sample gets its own prediction',
  (name, columns, first, count) => {
    const [head, ...rows] = handedIn(name);
    expect([head, rows.length]).toEqual([columns, count]);
    expect(rows[0].slice(0, -1)).toEqual(first);
    const answers = truths(name);
    expect(rows.map(row => Number(row.at(-1)))).toEqual(
      answers.map(each => expect.closeTo(each, 0))
    );
  }
);

it('every metric is the same in scripts and in the scorer', () => {
  expect(measured.map(([name]) => name)).toEqual(metrics.map(m => m.name));
  for (const [name, script, scorer] of measured) {
    expect([name, script]).toEqual([name, expect.closeTo(scorer, 9)]);
  }
});

it.each([
  ['MAP@7', 'MAP@7'],
  ['Mean Average Precision @ 12', 'MAP@12'],
  ['top 3 accuracy', 'top-3 accuracy'],
  ['quantile loss at 0.9', 'pinball loss 0.9'],
  ['the 25 % quantile loss', 'pinball loss 0.25']
])('“%s” is measured with its number', (said, name) => {
  const [first] = namedMetrics(`The metric is ${said}.`);
  expect(first.name).toBe(name);
  expect(metricNamed(name)?.python).toBe(first.python);
});

it('a feature may be called like a class that is handed in', () => {
  const { problems, form } = understand(
    'Predict `kind` by log loss.',
    preview({
      'train.csv': [rowId('id'), 'a', category('kind', 'a', 'b', 'c')],
      'test.csv': [rowId('id'), 'a'],
      'sample_submission.csv': [rowId('id'), 'a', 'b', 'c']
    })
  );
  expect(problems).toEqual([]);
  expect(form).toMatchObject([{ holds: 'id' }, { of: 'a' }, {}, {}]);
});

it.each([
  ['Predict `kind`.', 'log loss'],
  ['Predict `kind`, higher is better.', 'accuracy'],
  ['Predict `kind` by accuracy.', 'accuracy']
])('a column of each class asks for chances: %s', (goal, name) => {
  const { metric, form, problems } = understand(
    goal,
    preview({
      'train.csv': [rowId('id'), 'x', category('kind', 'a', 'b', 'c')],
      'test.csv': [rowId('id'), 'x'],
      'sample_submission.csv': [rowId('id'), 'p_a', 'p_b', 'p_c']
    })
  );
  expect([metric?.name, problems]).toEqual([name, []]);
  expect(form?.slice(1)).toMatchObject([{ of: 'a' }, { of: 'b' }, { of: 'c' }]);
});

it.each([
  ['Predict `left`.', 'no', 'accuracy', 'labels, which'],
  ['Predict `left`.', '0.5', 'ROC AUC', 'chances, which'],
  ['Predict `left`.', '0', 'ROC AUC', 'two classes'],
  ['Predict `left`, less is better.', 'no', 'log loss', ''],
  ['Predict `left` by F1.', '0.5', 'F1', 'from the goal']
])(
  'without a metric the sample tells which is usual: %s %s',
  (goal, asked, name, from) => {
    const { metric } = understand(
      goal,
      preview({
        'train.csv': [rowId('id'), 'x', category('left', 'no', 'yes')],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), category('left', asked)]
      })
    );
    expect(metric?.name).toBe(name);
    expect(metric?.from).toContain(from);
  }
);

it.each([
  ['Predictions must be integers.', true],
  ['Predict y, a whole number.', true],
  ['Gib die Vorhersagen als ganze Zahlen ab.', true],
  ['Les prédictions doivent être des entiers.', true],
  ['The predictions need not be integers.', false],
  ['Predict y from the integer columns.', false],
  ['The id is an integer. Predict y.', false]
])('%s asks for whole numbers: %s', (goal, isAsked) => {
  expect(asksForWhole(goal)).toBe(isAsked);
});

describe('the sample is known by what it holds', () => {
  const ids = (path = 'test.csv') => ({
    ...rowId('id'),
    found: [{ path, column: 'id', shared: 1 }]
  });
  const filler = column('y', { kind: 'constant', unique: 1 });
  const among = (others: Parameters<typeof preview>[0]) =>
    understand(
      'Predict `y`.',
      preview({
        'train.csv': [rowId('id'), 'x', 'z', 'y'],
        'test.csv': [rowId('id'), 'x', 'z'],
        ...others
      })
    ).sample;

  it.each([
    ['sample.csv', 'y'],
    ['example_entry.csv', 'y'],
    ['SampleSubmission_v2.csv', 'y'],
    ['submission_format.tsv', 'y'],
    ['Beispiel Abgabe.csv', 'y'],
    ['example_entry.csv', 'prediction'],
    ['entry.csv', filler],
    ['to_fill.csv', { ...filler, name: 'Expected', kind: 'empty' as const }]
  ])('%s with %j', (path, asked) => {
    expect(among({ [path]: [ids(), asked] })).toBe(path);
  });

  it('of the competition, not of an earlier try of one’s own', () => {
    const mine = { 'my_submission.csv': [ids(), 'y'] };
    const theirs = { 'sample_submission.csv': [ids(), 'y'] };
    expect(among({ ...mine, ...theirs })).toBe('sample_submission.csv');
    expect(
      among({
        'a_submission.csv': [ids(), 'y'],
        'submission.csv': [ids(), filler]
      })
    ).toBe('submission.csv');
    expect(among({ 'entry.csv': [ids(), 'y'] })).toBeNull();
  });

  it.each([
    ['labels.csv', [ids(), 'y']],
    ['sample.csv', [ids('train.csv'), 'x', 'z', 'y']],
    ['sample.csv', [rowId('id'), 'x', 'z', 'y']],
    ['example_items.csv', [ids(), 'x']],
    ['weather.csv', [ids(), 'rain']]
  ])('not %s, which is none: %j', (path, columns) => {
    expect(among({ [path]: columns })).toBeNull();
  });
});

describe('what cannot be filled is named', () => {
  const about = (sample: string[], target = category('kind', 'a', 'b', 'c')) =>
    understand(
      'Predict `kind` by log loss.',
      preview({
        'train.csv': [rowId('id'), 'x', target],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), ...sample]
      })
    ).problems.join(' ');

  it.each([
    [['p_a', 'p_b'], /none for “c”, which train.csv has. Add its column/],
    [['p_a', 'q_b'], /asks for “p_a”, “q_b”/],
    [['kind'], /takes a chance for each of the 3 classes/],
    [['kind', 'Usage'], /asks for “Usage” beside “kind”/]
  ])('%j', (sample, said) => {
    expect(about(sample)).toMatch(said);
  });

  it.each([
    [
      ['p10', 'q_0.5', 'y_q90'],
      /several quantiles of “y”.*pinball loss at 0\.9/
    ],
    [['y', 'lower', 'upper'], /asks for “lower”, “upper” beside “y”/]
  ])('%j of a number', (sample, said) => {
    const { problems } = understand(
      'Predict `y` by pinball loss.',
      preview({
        'train.csv': [rowId('id'), 'x', 'y'],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), ...sample]
      })
    );
    expect(problems.join()).toMatch(said);
  });

  it.each([
    ['2024-01-03', 1, ''],
    [
      '03.01.2024',
      0,
      'writes “day” as “03.01.2024”, and test.csv as “2024-01-03”'
    ],
    ['2024-01-03', 0.9, 'asks for 10 rows that test.csv does not hold']
  ])('days as %s, of which the test table holds %d', (day, shared, said) => {
    const days = column('day', { kind: 'date' });
    const data = preview({
      'train.csv': [days, 'x', 'y'],
      'test.csv': [days, 'x'],
      'sample_submission.csv': [
        { ...days, found: [{ path: 'test.csv', column: 'day', shared }] },
        'y'
      ]
    });
    data.files[1].table!.sample = [['2024-01-03', '1']];
    data.files[2].table!.sample = [[day, '0']];
    const { problems } = understand('Predict `y` by RMSE.', data);
    expect(problems).toEqual(said ? [expect.stringContaining(said)] : []);
  });

  it.each([
    ['1000', '0.5', 99, true],
    ['Id', '0.5', 100, false],
    ['Id', 'Expected', 99, false]
  ])('a sample that begins with %s, %s', (first, second, rows, isRow) => {
    const data = preview({
      'train.csv': [rowId('id'), 'x', 'y'],
      'test.csv': [rowId('id'), 'x'],
      'sample_submission.csv': [rowId(first), second]
    });
    data.files[2].table!.rows = rows;
    const { problems } = understand('Predict `y` by RMSE.', data);
    expect(problems.some(each => each.includes('no line with the names'))).toBe(
      isRow
    );
  });

  it('columns of several kinds', () => {
    const { problems } = understand(
      'Predict them.',
      preview({
        'train.csv': [rowId('id'), 'x', 'y', category('kind', 'a', 'b', 'c')],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), 'y', column('kind')]
      })
    );
    expect(problems.join()).toMatch(/“kind” is of another kind/);
  });
});
