import fc from 'fast-check';
import { join } from 'node:path';
import { z } from 'zod';
import { blendChanges } from '../../../src/coder/recipes/blends';
import { changesOf } from '../../../src/coder/recipes/changes';
import { firstMember, usableFamilies } from '../../../src/coder/recipes/drafts';
import { factsOf, type IFacts } from '../../../src/coder/recipes/facts';
import { families, laddersOf } from '../../../src/coder/recipes/families';
import { familyNames, type Settings } from '../../../src/coder/recipes/family';
import {
  Categories,
  Extra,
  Numbers,
  readRecipe,
  recipeKey,
  Recipe,
  TableStep
} from '../../../src/coder/recipes/recipe';
import { renderScript } from '../../../src/coder/recipes/script';
import { type DataPreview, Dialect } from '../../../src/task/data';
import {
  category,
  column,
  type IOutcome,
  madeBy,
  preview,
  python,
  rowId,
  runScripts,
  scratch,
  taskOf
} from './support';

const folder = scratch();
afterAll(() => folder.remove());

const kinds = ['regression', 'binary', 'multiclass'] as const;
const goals = {
  regression: 'Predict the price by R².',
  binary: 'Predict whether a flat is sold.',
  multiclass: 'Predict the class. Lower log loss is better.'
};
const plainGoals = {
  forecast: 'Forecast the demand of the next days. MAE counts.',
  grouped: 'Predict the outcome for new patients. F1 counts.'
};

let previews: Record<string, DataPreview>;
beforeAll(() => {
  previews = madeBy('make_data.py', join(folder.path, 'data'));
});

const inputOf = (name: string) => join(folder.path, 'data', name);
const draftOf = (
  recipe: Partial<z.input<typeof Recipe>> & { members: unknown[] }
) => Recipe.parse({ lessons: { folds: 2 }, ...recipe });

/** Every value that a recipe can have, and names that are hard to quote. */
function anyRecipe(facts: IFacts): fc.Arbitrary<Recipe> {
  const member = fc.constantFrom(...usableFamilies(facts, [])).chain(family =>
    fc.record({
      family: fc.constant(family),
      settings: fc
        .tuple(
          ...laddersOf(family, facts.kind).map(ladder =>
            fc.constantFrom(...ladder.rungs, {})
          )
        )
        .map((rungs): Settings => Object.assign({}, ...rungs)),
      categories: fc.constantFrom(...Categories.options, null),
      numbers: fc.constantFrom(...Numbers.options),
      target: fc.constantFrom(
        'plain' as const,
        'log' as const,
        'power' as const
      ),
      extras: fc.subarray(Extra.options),
      balanced: fc.boolean(),
      whole: fc.boolean(),
      // Only models that leave something to chance are ever averaged.
      seeds: fc.constantFrom(1, ...(families[family].varies ? [2] : []))
    })
  );
  const lessons = fc.record({
    encoding: fc.constantFrom('latin-1', null),
    lenient: fc.boolean(),
    stripNames: fc.boolean(),
    without: fc.subarray(["it's", 'a\nb', '"quoted"', '\\']),
    rows: fc.constantFrom(50, null),
    bounded: fc.boolean(),
    folds: fc.constantFrom(3, null),
    dropMissingTarget: fc.boolean(),
    clipTarget: fc.boolean(),
    dropRareClasses: fc.boolean(),
    distrustTypes: fc.boolean(),
    broken: fc.constant<string[]>([])
  });
  return fc.record({
    change: fc.constant<string>('draft'),
    members: fc.array(member, { minLength: 1, maxLength: 4 }),
    table: fc.subarray(TableStep.options),
    threshold: fc.boolean(),
    lessons
  });
}

describe('any recipe', () => {
  const odd = ["it's", 'a\nb', '"quoted"', '\\', '# no comment', '{x}', '價格'];
  const facts = kinds.map(kind => {
    const target = {
      regression: column("the target's"),
      binary: category("the target's", "it's", 'no\n'),
      multiclass: category("the target's", 'a', 'b', 'c')
    }[kind];
    const columns = [
      rowId('id'),
      ...odd.map(name => column(name, { missing: 0.1 })),
      category('words', 'x', 'y'),
      column('said', {
        kind: 'text',
        dtype: 'str',
        top: [{ value: 'one two three four', count: 2 }]
      }),
      column('day', { kind: 'date', dtype: 'str' }),
      column('year built', { kind: 'integer', min: 1900, max: 2000 }),
      column('year sold', { kind: 'integer', min: 2000, max: 2010 })
    ];
    return factsOf(
      taskOf(
        "Predict `the target's`.",
        preview({
          "a.zip/train's.csv": [...columns, target],
          'test.xlsx/Sheet 1': columns
        }),
        {
          packages: [
            'pandas',
            'sklearn',
            'lightgbm',
            'xgboost',
            'catboost'
          ].map(name => ({ name, version: '1.9.0' }))
        }
      )
    );
  });

  it('makes Python that compiles, imports what it uses and nothing else', () => {
    const scripts = facts.flatMap(f =>
      fc
        .sample(anyRecipe(f), { numRuns: 100, seed: 1 })
        .map(recipe => renderScript(recipe, f))
    );
    const found = JSON.parse(
      python(
        [
          '-c',
          `import ast, builtins, json, sys
problems = []
for code in json.load(sys.stdin):
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        problems.append(f"{error}: {code}")
        continue
    imported = {a.asname or a.name for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}
    loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    stored |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    stored |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    unused = imported - loaded - {"np", "pd"}
    undefined = loaded - imported - stored - set(dir(builtins))
    if unused or undefined:
        problems.append(f"unused {unused} undefined {undefined}: {code}")
print(json.dumps(problems))`
        ],
        JSON.stringify(scripts)
      )
    ) as string[];
    expect(scripts).toHaveLength(300);
    expect(found).toEqual([]);
  });

  it('can be read back from its script', () => {
    for (const f of facts) {
      fc.assert(
        fc.property(anyRecipe(f), recipe => {
          expect(readRecipe(renderScript(recipe, f))).toEqual(recipe);
        }),
        { numRuns: 100 }
      );
    }
  });

  it('stands in cells, and its last printed line is the score', () => {
    for (const f of facts) {
      for (const recipe of fc.sample(anyRecipe(f), 20)) {
        const code = renderScript(recipe, f);
        expect(code.startsWith('# %%\n')).toBe(true);
        expect(code.match(/^# %%$/gm)!.length).toBeGreaterThanOrEqual(6);
        expect(code.trimEnd().split('\n').at(-2)).toBe(
          "print(f'validation_metric: {validation_metric}')"
        );
      }
    }
  });
});

describe('a script that is not the recipes’ own', () => {
  it.each([
    'print(1)',
    '# aide-recipe: {broken',
    '# aide-recipe: {"members":[{"family":"oracle"}]}',
    '# aide-recipe: {"members":[{"family":"linear","settings":{"a=1);x(b":1}}]}'
  ])('has no recipe: %s', code => {
    expect(readRecipe(code)).toBeNull();
  });
});

/** Where scores of a model that learned something must be. */
const learned = {
  regression: (score: number) => score > 0.3,
  binary: (score: number) => score > 0.75,
  multiclass: (score: number) => score < 1.05
};

it.each(kinds)(
  'run for real, %s: every family and every change of a linear and a boosted model',
  kind => {
    const drawn = factsOf(taskOf(goals[kind], previews[kind]));
    const facts = { ...drawn, foldsFile: 'folds.csv' };
    const families = usableFamilies(facts, []);
    const ranked = families.map(family => ({
      member: firstMember(family, facts),
      table: [],
      score: 1,
      seconds: 1
    }));
    const drafts = families.map(family =>
      draftOf({ members: [firstMember(family, facts)] })
    );
    const changes = (['linear', 'lightgbm'] as const).flatMap(family => {
      const recipe = draftOf({ members: [firstMember(family, facts)] });
      const own = { score: 1, seconds: 1 };
      return [
        ...changesOf(recipe, facts).filter(
          ({ kind: change }) => change !== 'setting' && change !== 'family'
        ),
        ...blendChanges(recipe, facts, ranked, own).slice(-1)
      ].map(change => change.recipe);
    });
    const recipes = [
      ...new Map([...drafts, ...changes].map(r => [recipeKey(r), r])).values()
    ];
    expect(families.length).toBeGreaterThanOrEqual(7);
    expect(recipes.length).toBeGreaterThan(20);

    const mixed = renderScript(
      draftOf({
        members: [
          { family: 'lightgbm' },
          { ...firstMember('linear', facts), categories: 'target' }
        ]
      }),
      drawn
    );
    const codes = recipes.map(recipe => renderScript(recipe, facts));
    const ran = runScripts(
      [...codes, mixed, mixed].map(code => ({ input: inputOf(kind), code })),
      folder.path
    );
    // The same script gives the same score.
    const [one, two] = ran.slice(-2);
    expect(one.error).toBeNull();
    expect(two).toEqual(one);
    const outcomes = ran.slice(0, -2);
    outcomes.forEach((outcome, i) => {
      const about = { recipe: JSON.stringify(recipes[i]) };
      expect({ ...about, error: outcome.error }).toEqual({
        ...about,
        error: null
      });
      expect({ ...about, warnings: outcome.warnings }).toEqual({
        ...about,
        warnings: []
      });
      expect(outcome.output.trimEnd().split('\n').at(-1)).toBe(
        `validation_metric: ${outcome.metric}`
      );
      expect(outcome.files).toEqual(['input', 'oof.csv', 'submission.csv']);
      expect(outcome.submission).toHaveLength(41);
      // Of every row, with what is handed in of it.
      const [names, ...lines] = outcome.oof!.map(line => line.split(','));
      expect(names).toEqual(['row', ...outcome.submission![0].split(',')]);
      expect(lines.map(([row]) => row)).toEqual(
        Array.from({ length: 150 }, (_, row) => String(row))
      );
    });
    const good = outcomes.filter(({ metric }) => learned[kind](Number(metric)));
    expect(good.length).toBeGreaterThan(0.8 * outcomes.length);
    // What is handed in is what was asked for.
    const [head, first] = outcomes[0].submission!;
    expect(head).toBe(
      {
        regression: 'Id,price',
        binary: 'Id,sold',
        multiclass: 'Id,cheap,dear,fair'
      }[kind]
    );
    // The sample submission has the rows the other way round.
    expect(first.startsWith(kind === 'regression' ? '2040,' : '2001,')).toBe(
      true
    );
    const values = outcomes[0]
      .submission!.slice(1)
      .flatMap(line => line.split(',').slice(1).map(Number));
    expect(values.every(Number.isFinite)).toBe(true);
  },
  120_000
);

const given = (goal: string) => ({
  ...factsOf(taskOf(goal, previews.plain)),
  foldsFile: 'folds.csv'
});
const linear = (facts: IFacts, lessons: object = {}) =>
  renderScript(
    draftOf({
      members: [{ family: 'linear' }],
      lessons: { folds: 2, ...lessons }
    }),
    facts
  );

/** Scripts that assert in Python what is theirs, and what else came of them. */
const held: Record<string, [code: () => string, came?: Partial<IOutcome>]> = {
  'learns from all rows where nothing is held out or to be predicted': [
    () => {
      const data = previews.plain;
      const [table] = data.files.flatMap(each => each.table ?? []);
      const file = (path: string, columns: typeof table.columns) => ({
        ...data.files[0],
        path,
        table: { ...table, columns }
      });
      const others = table.columns.filter(({ name }) => name !== 'outcome');
      const task = taskOf(plainGoals.grouped, {
        ...data,
        files: [
          ...data.files,
          file('test.csv', [...others, rowId('row_id')]),
          file('sample_submission.csv', [rowId('row_id'), column('outcome')])
        ],
        prepared: {
          train: 'measurements.csv',
          test: 'test.csv',
          sample: 'sample_submission.csv',
          made: ['test.csv', 'sample_submission.csv'],
          key: 'row_id'
        }
      });
      return `${linear(factsOf(task))}
assert len(X) == 120
assert list(predict(train)) == ['outcome']`;
    },
    { submission: null }
  ],
  'predicts the rows of a given fold by earlier folds alone where time counts':
    [
      () => `${linear(given(plainGoals.forecast), { folds: null })}
assert [(len(fitted), len(held)) for fitted, held in folds] == [(40, 40), (80, 40)]
assert list(pd.read_csv('oof.csv')['row']) == list(range(40, 120))`
    ],
  'says which rows it predicted, with a threshold that their answers did not choose':
    [
      () => `${renderScript(
        draftOf({
          members: [{ family: 'linear' }, { family: 'forest' }],
          threshold: true,
          lessons: { rows: 80 }
        }),
        given(plainGoals.grouped)
      )}
kept = pd.read_csv('oof.csv').set_index('row')['outcome']
assert sorted(kept.index) == sorted(train.index) and len(kept) == 80 and set(kept) == {0, 1}`,
      { files: ['input', 'oof.csv'] }
    ],
  'predicts what comes later where it validates a forecast': [
    () => {
      const facts = factsOf(taskOf(plainGoals.forecast, previews.plain));
      expect([facts.target.name, facts.time]).toEqual(['demand', 'day']);
      return `${linear(facts)}
assert all(train['day'].iloc[fitted].max() < train['day'].iloc[held].min() for fitted, held in folds)`;
    }
  ],
  'keeps groups together and leaves the group out of the features': [
    () => {
      const facts = factsOf(taskOf(plainGoals.grouped, previews.plain));
      expect([facts.target.name, facts.group]).toEqual([
        'outcome',
        'patient_id'
      ]);
      const recipe = draftOf({
        members: [{ family: 'linear' }],
        threshold: true
      });
      return `${renderScript(recipe, facts)}
assert all(not set(groups.iloc[fitted]) & set(groups.iloc[held]) for fitted, held in folds)
assert 'patient_id' not in X.columns`;
    },
    { submission: null }
  ],
  'fits on part of the rows where all would take too long': [
    () =>
      linear(factsOf(taskOf(plainGoals.grouped, previews.plain)), {
        rows: 80,
        folds: null
      }),
    { output: expect.stringMatching(/^80 rows/) as string }
  ]
};

describe('a script', () => {
  let outcomes: Record<string, IOutcome>;
  beforeAll(() => {
    // In one process, since it takes longer to begin than any of them.
    const came = runScripts(
      Object.values(held).map(([code]) => ({
        input: inputOf('plain'),
        code: code()
      })),
      folder.path
    );
    outcomes = Object.fromEntries(
      Object.keys(held).map((name, i) => [name, came[i]])
    );
  });

  it.each(Object.entries(held))('%s', (name, [, came]) => {
    expect(outcomes[name]).toMatchObject({ error: null, ...came });
  });
});

it('a sample names rows as they are written though a run names them by a number', () => {
  const loan = rowId('loan id');
  const tables = preview({
    'train.csv': [{ ...loan, coded: true }, column('x'), column('y')],
    'test.csv': [{ ...loan, coded: true }, column('x'), rowId('row_id')],
    'sample_submission.csv': [rowId('row_id'), column('y')]
  });
  const files = tables.files.map(file => ({
    ...file,
    dialect: Dialect.parse({ format: 'csv' })
  }));
  const task = taskOf('Predict y by RMSE.', {
    ...tables,
    files,
    prepared: {
      train: 'train.csv',
      test: 'test.csv',
      sample: 'sample_submission.csv',
      made: [],
      key: 'row_id'
    }
  });
  const facts = factsOf(task);
  const recipe = draftOf({ members: [firstMember('linear', facts)] });
  expect(renderScript(recipe, facts)).toContain(
    "submission = pd.read_csv(INPUT / 'sample_submission.csv', dtype={'loan id': str})"
  );
});

it('knows how many rows a time limit allows', () => {
  const data = preview({ 'train.csv': ['x', 'y'] });
  data.files[0].table!.rows = 50_000_000;
  const long = factsOf(taskOf('Predict y', data, { timeLimit: 6000 }));
  const short = factsOf(taskOf('Predict y', data, { timeLimit: 60 }));
  expect(long.rowLimit).toBeGreaterThan(short.rowLimit!);
  expect(short.rowLimit).toBeGreaterThanOrEqual(2000);
});

it('validates by the metric of the goal where a cell measures something else', () => {
  const data = preview({ 'train.csv': ['x', 'y'] });
  const { metric, direction } = factsOf(
    taskOf('Predict y. The metric is MAE.', data, {
      metric: 'milliseconds',
      direction: 'maximize',
      objective: { kind: 'cell', code: 'speed()', fresh: false }
    })
  );
  expect([metric.name, direction]).toEqual(['MAE', 'minimize']);
});

it('uses other packages only where they can be imported', () => {
  const facts = (names: string[]) =>
    factsOf(
      taskOf('Predict y', preview({ 'train.csv': ['x', 'y'] }), {
        packages: names.map(name => ({ name, version: '1.0' }))
      })
    );
  const extra = ['lightgbm', 'xgboost', 'catboost'];
  const all = usableFamilies(facts(['pandas', 'sklearn', ...extra]), []);
  const few = usableFamilies(facts(['pandas', 'sklearn']), []);
  expect(familyNames.filter(name => extra.includes(name))).toEqual(extra);
  expect(all).toEqual(expect.arrayContaining(extra));
  expect(few.filter(name => extra.includes(name))).toEqual([]);
  expect(
    usableFamilies(facts(['pandas', 'sklearn', ...extra]), ['lightgbm'])
  ).not.toContain('lightgbm');
});
