import { classesOf } from '../../../src/coder/recipes/classes';
import { declareTask, type IWord } from '../../../src/coder/recipes/declare';
import { factsOf } from '../../../src/coder/recipes/facts';
import { proposeHoldout } from '../../../src/coder/recipes/holdout';
import { Lessons } from '../../../src/coder/recipes/recipe';
import { readCell } from '../../../src/coder/recipes/script/read';
import {
  GivenTask,
  scoredByCell,
  TaskDeclaration
} from '../../../src/task/declaration';
import { type ColumnPreview, Dialect } from '../../../src/task/data';
import { said, saidLine } from '../../../src/task/said';
import { category, column, preview, rowId, taskOf } from './support';

const houses = preview({
  'train.csv': [
    rowId('Id'),
    'LotArea',
    category('Street', 'Pave', 'Grvl'),
    category('Same', 'x'),
    'SalePrice'
  ],
  'test.csv': [rowId('Id'), 'LotArea', category('Street', 'Pave', 'Grvl')],
  'sample_submission.csv': [rowId('Id'), 'SalePrice']
});
const mails = preview({
  'mails.csv': [
    category('label', 'ham', 'spam'),
    'length',
    { ...category('user_id', 'u1', 'u2'), unique: 30 }
  ]
});
const goal = 'Predict the sale price of each house. RMSLE.';
const lines = (words: string, data = houses, word: IWord = {}) =>
  said(declareTask(words, data, word).declaration!).map(each =>
    saidLine(each).replace(/\s+/g, ' ')
  );

it('says the whole task in a few lines, each with where it is from', () => {
  expect(lines(goal)).toEqual([
    ' Target SalePrice, a number · from the goal',
    ' Metric RMSLE, lower is better · from the goal: “RMSLE”',
    ' Divided rows are drawn at random · rows repeat nothing that a column names',
    ' Predicted the rows of test.csv, named by Id · test.csv lacks the target',
    ' Handed in Id, SalePrice: numbers · sample_submission.csv',
    ' Left out Id (numbers the rows), Same (is not in the test table)'
  ]);
});

it('says nothing of a metric where a cell scores, but what is handed in', () => {
  const told = (task: TaskDeclaration) => said(task).map(({ label }) => label);
  const { declaration } = declareTask(goal, houses);
  expect(told(declaration!)).toEqual(
    expect.arrayContaining(['Metric', 'Handed in'])
  );
  const byCell = told(scoredByCell(declaration!));
  expect(byCell).toContain('Target');
  expect(byCell).not.toContain('Metric');
  expect(byCell).toContain('Handed in');
});

it('says that the number of a metric is the usual one where the goal has none', () => {
  const from = (words: string) =>
    lines(words.replace('RMSLE', 'pinball loss'))[1];
  expect(from(goal)).toContain('“pinball loss”, 0.5 is usual');
  expect(from(`${goal} The quantile is 0.9.`)).not.toContain('usual');
});

it('learns nothing from a column that the goal does not want to be used', () => {
  const { declaration } = declareTask(
    `${goal} Do not use LotArea, which is measured afterwards.`,
    houses
  );
  expect(declaration?.leftOut).toContainEqual({
    column: 'LotArea',
    why: 'the goal says so'
  });
});

it.each([
  ['Predict whether a loan is repaid.', 'repaid', 'defaulted', 'repaid'],
  [
    'Is it repaid? Say whether the loan was repaid or defaulted.',
    'repaid',
    'defaulted',
    'defaulted'
  ],
  [
    'Say if the pump is functional.',
    'functional',
    'non functional',
    'functional'
  ],
  ['Give the probability that `risk` is low.', 'low', 'high', 'low'],
  ['We need repaid probabilities.', 'repaid', 'defaulted', 'repaid'],
  ['Output: loan_no and p_repaid', 'repaid', 'defaulted', 'repaid'],
  ['Give the chance that risk is high or low.', 'high', 'low', 'low'],
  ['Sag, ob der Kredit getilgt wird.', 'getilgt', 'geplatzt', 'getilgt'],
  ['Prédire si le client est fidèle.', 'fidèle', 'parti', 'fidèle'],
  ['Erkenne den Fehler. F1 der Klasse gut.', 'gut', 'schlecht', 'gut'],
  ['Predict whether there is no rain.', 'no', 'yes', 'yes'],
  ['Predict the status.', 'repaid', 'defaulted', 'defaulted']
])(
  'predicts the chance of the class that a goal asks for: %s',
  (goal, often, rare, positive) => {
    const status = category('status', often, rare);
    expect(classesOf(goal, status, 'binary').value.positive).toBe(positive);
  }
);

describe('of two classes the one is handed in that the column of the sample is named after', () => {
  const declared = (
    name: string,
    goal = 'Predict `left` by ROC AUC.',
    left = category('left', 'no', 'yes'),
    given?: GivenTask
  ) =>
    declareTask(
      goal,
      preview({
        'train.csv': [rowId('id'), 'x', left],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), name]
      }),
      { given }
    ).declaration!;

  it.each([
    ['no', 'no'],
    ['prob_no', 'no'],
    ['P(No)', 'no'],
    ['leftNo', 'no'],
    ['prob_yes', 'yes'],
    ['left', 'yes'],
    ['prediction', 'yes'],
    ['no_show', 'yes']
  ])('%s: %s', (name, positive) => {
    expect(declared(name)).toMatchObject({ positive, notes: [] });
    expect(declared(name).classes.at(-1)).toBe(positive);
  });

  it('a number is a class where its column says so', () => {
    const numbers = category('left', '0', '1');
    expect(declared('prob_0', undefined, numbers).positive).toBe('0');
    expect(declared('left_0', undefined, numbers).positive).toBe('1');
  });

  it('a target that is called like a class tells nothing', () => {
    const noShow = category('NoShow', 'no', 'yes');
    expect(declared('no_show', 'Predict NoShow.', noShow).positive).toBe('yes');
  });

  it('what the goal or the person names comes first, and the sample is named', () => {
    const asked = 'Predict the probability of “yes” in `left` by ROC AUC.';
    for (const task of [
      declared('prob_no', asked),
      declared('prob_no', undefined, undefined, { positive: 'yes' })
    ]) {
      expect(task.positive).toBe('yes');
      expect(task.notes.join()).toMatch(
        'column “prob_no”, and the chance of “yes”'
      );
    }
    expect(declared('prob_no', 'Predict `left` by F1.').positive).toBe('yes');
  });
});

describe('labels are handed in as the sample writes them', () => {
  const declared = (own: string[], seen: string[]) => {
    const { submission, notes } = declareTask(
      'Predict `left` by accuracy.',
      preview({
        'train.csv': [rowId('id'), 'x', category('left', ...own)],
        'test.csv': [rowId('id'), 'x'],
        'sample_submission.csv': [rowId('id'), category('left', ...seen)]
      })
    ).declaration!;
    const [, column] = submission!.columns;
    return { as: column.holds === 'prediction' && column.as, notes };
  };

  it.each([
    [['no', 'yes'], ['0', '1'], { no: '0', yes: '1' }],
    [['no', 'yes'], ['0'], { no: '0', yes: '1' }],
    [['0', '1'], ['False'], { 0: 'False', 1: 'True' }],
    [['1', '0'], ['N', 'Y'], { 0: 'N', 1: 'Y' }],
    [['True', 'False'], ['0'], { False: '0', True: '1' }]
  ])('%j as %j', (own, seen, as) => {
    const task = declared(own, seen);
    expect(task.as).toEqual(as);
    expect(task.notes.join()).toMatch(/^As sample_submission\.csv does, “/);
  });

  it.each([
    [['no', 'yes'], ['no']],
    [['0', '1'], ['0.0']],
    [['ham', 'spam'], ['ham']]
  ])('%j as %j: which are the same', (own, seen) => {
    expect(declared(own, seen)).toEqual({ as: undefined, notes: [] });
  });

  it.each([
    [
      ['ham', 'spam'],
      ['0', '1']
    ],
    [['no', 'yes'], ['?']],
    [['no', 'maybe', 'yes'], ['0']]
  ])('%j for %j: it is said that nothing tells which is which', (own, seen) => {
    const task = declared(own, seen);
    expect(task.as).toBeUndefined();
    expect(task.notes.join()).toMatch(
      `sample_submission.csv holds “${seen[0]}”, which is no class of “left”`
    );
  });
});

it('takes a column of one value in the test table for one that is to be filled', () => {
  const declared = (...values: string[]) => {
    const kind = values.length === 1 ? 'constant' : 'category';
    return declareTask(
      'Predict `left` by accuracy.',
      preview({
        'train.csv': [rowId('id'), 'x', category('left', 'no', 'yes')],
        'test.csv': [rowId('id'), 'x', { ...category('left', ...values), kind }]
      })
    ).declaration!;
  };
  expect(declared('?').notes.join()).toMatch(
    'Every row of test.csv holds “?” as “left”, which counts as empty'
  );
  expect(declared('?').rows).toBe('test.csv');
  expect(declared('no', 'yes').notes[0]).toMatch(
    /^test.csv holds values of “left”, too: .* and its rows are predicted/
  );
  expect(declared('no', 'yes').sources.rows?.from).toBe('its name says so');
});

it.each([
  [
    'rest.csv',
    ['x', 'z'],
    'rest.csv lacks “y”, too, and only the rows of more.csv are predicted'
  ],
  ['goods.csv', ['a', 'b'], 'The goal names goods.csv, whose rows are neither'],
  ['others.csv', ['a', 'b'], undefined]
])(
  'says of a table that plays no part what it was taken for: %s',
  (name, columns, note) => {
    const data = preview({
      'all.csv': ['x', 'z', 'y'],
      'more.csv': ['x', 'z'],
      [name]: columns
    });
    const task = declareTask(
      'Predict `y`, see goods.csv. RMSE.',
      data
    ).declaration!;
    expect(task.rows).toBe('more.csv');
    expect(task.notes[0]?.slice(0, note?.length)).toBe(note);
  }
);

it('says of a table that is called a test and is none that it is not used', () => {
  const data = preview({
    'train.csv': ['x', 'z', 'v', 'y'],
    'test.csv': ['x']
  });
  const task = declareTask('Predict `y`. RMSE.', data).declaration!;
  expect(task.rows).toBeNull();
  expect(task.notes[0]).toMatch(
    /^test.csv has 1 of the 4 columns of train.csv/
  );
});

it('says which column that the goal names is not predicted, since the sample lacks it', () => {
  const declared = (goal: string) =>
    declareTask(
      goal,
      preview({
        'train.csv': [rowId('id'), 'size', 'weight', 'height'],
        'test.csv': [rowId('id'), 'size'],
        'sample_submission.csv': [rowId('id'), 'weight']
      })
    ).declaration!;
  expect(declared('Predict `weight` and `height`. RMSE.')).toMatchObject({
    targets: ['weight'],
    notes: [
      'The goal names “height”, too, which sample_submission.csv does not ask for: it is not predicted.'
    ]
  });
  expect(declared('Predict `weight` by `size`. RMSE.').notes).toEqual([]);
});

it('says how it is divided in the words of the goal, and which class is the positive one', () => {
  const [target, metric, split] = lines(
    'Detect spam. F1 of the class spam. Rows of one user must never be split.',
    mails
  );
  expect(target).toBe(
    ' Target label, two classes, spam the positive one · from the goal'
  );
  expect(metric).toBe(' Metric F1, higher is better · from the goal: “F1”');
  expect(split).toMatch(
    /rows of one “user_id” stay together · from the goal: “Rows of one user”/
  );
});

it('says that a table for which memory has no room is learned from by a sample', () => {
  const [train, ...others] = houses.files;
  const table = { ...train.table!, rows: 12_345_678, rowsEstimated: true };
  const large = (fits?: number) => ({
    ...houses,
    files: [{ ...train, table: { ...table, fits } }, ...others]
  });
  expect(lines(goal, large(500_000))).toContain(
    ' Sample 500,000 of about 12,345,678 rows, drawn once; the last fit learns from these, too · memory has no room for more'
  );
  expect(lines(goal, large(2_000_000)).join()).toContain(
    'with more, each score takes long'
  );
  expect(lines(goal, large()).join()).not.toContain('Sample');
  // A person knows better.
  const rows = (rows: number) => ({
    sample: { rows, of: null, isEstimate: false }
  });
  expect(lines(goal, large(500_000), { given: rows(1000) }).join()).toContain(
    '1,000 of about 12,345,678 rows'
  );
  expect(
    lines(goal, large(500_000), { given: { sample: null } }).join()
  ).not.toContain('Sample');
  expect(lines(goal, houses, { given: rows(1000) }).join()).not.toContain(
    'Sample'
  );
});

it('holds rows of a sample out, and says where it is too small for that', () => {
  const propose = (rows: number) =>
    proposeHoldout(
      houses,
      declareTask(goal, houses, {
        given: { sample: { rows, of: null, isEstimate: false } }
      })
    );
  expect(propose(80).objective).not.toBeNull();
  expect(propose(40).why).toMatch(
    'a sample of train.csv has 40 rows, and it takes 60 to hold some out'
  );
});

it.each([
  ['codes', 100, ['a1', 'b7'], ['visit']],
  ['codes of which one is there twice', 99, ['a1', 'b7'], []],
  ['texts', 100, ['It is not bad.', 'I would buy it.'], []]
])(
  'hands in what names each row, whatever it is called: %s',
  (_, unique, shown, ids) => {
    const own = column('visit', { kind: 'text', unique });
    const data = preview({
      'train.csv': ['x', own, 'y'],
      'test.csv': ['x', own]
    });
    for (const { table } of data.files) {
      table!.sample = shown.map(text => ['1', text, '2']);
    }
    const { submission } = declareTask('Predict `y`. RMSE.', data).declaration!;
    expect(submission?.columns.map(({ name }) => name)).toEqual([...ids, 'y']);
  }
);

it('goes by what is declared rather than by what it reads', () => {
  const given = {
    targets: ['LotArea'],
    split: { kind: 'group' as const, column: 'Street' },
    leftOut: [{ column: 'SalePrice', why: 'known too late' }]
  };
  const task = declareTask(
    goal,
    preview({ 'train.csv': houses.files[0].table!.columns }),
    {
      given,
      metric: 'MAE'
    }
  );
  expect(task.declaration).toMatchObject({
    ...given,
    metric: { name: 'MAE', direction: 'minimize' },
    sources: { targets: { from: 'as declared', sure: 'sure' } }
  });
  expect(
    proposeHoldout(
      preview({ 'train.csv': houses.files[0].table!.columns }),
      task
    )?.objective
  ).toMatchObject({ target: 'LotArea', metric: 'MAE', split: given.split });
});

it('hands in the names of rows that were declared, where no sample tells', () => {
  const data = preview({
    'train.csv': ['shop', 'item', 'x', 'y'],
    'test.csv': ['shop', 'item', 'x']
  });
  const given = { idColumns: ['shop', 'item'] };
  const task = declareTask('Predict `y`. RMSE.', data, { given });
  const columns = [
    { holds: 'id', name: 'shop' },
    { holds: 'id', name: 'item' },
    { holds: 'prediction', name: 'y', target: 'y' }
  ];
  expect(task.declaration?.submission?.columns).toEqual(columns);
  expect(proposeHoldout(data, task).objective?.form).toEqual(columns);
  const { form } = declareTask('Predict `y`. RMSE.', data);
  expect(form).toBeNull();
  // One that the test table alone has names rows as well.
  const alone = preview({ 'train.csv': ['x', 'y'], 'test.csv': ['row', 'x'] });
  expect(
    declareTask('Predict `y`. RMSE.', alone, { given: { idColumns: ['row'] } })
  ).toMatchObject({ questions: [], form: [{ name: 'row' }, { name: 'y' }] });
});

it('says of a metric of several labels without a sample that they stand in one cell', () => {
  const data = preview({
    'train.csv': ['x', category('kind', 'a', 'b', 'c')],
    'test.csv': ['x']
  });
  const { declaration } = declareTask('Predict `kind`. MAP@2.', data);
  expect(declaration?.submission).toMatchObject({
    kind: 'ranked labels',
    columns: [{ name: 'kind', holds: 'ranking', separator: ' ' }]
  });
});

it('takes back what it said, as a file', () => {
  const { declaration } = declareTask(goal, houses);
  const given = GivenTask.parse(JSON.parse(JSON.stringify(declaration)));
  expect(declareTask('Something else.', houses, { given }).declaration).toEqual(
    declaration
  );
  expect(TaskDeclaration.parse({ targets: ['y'] })).toMatchObject({
    targets: ['y'],
    split: null
  });
  expect(GivenTask.safeParse({ tagret: ['y'] }).success).toBe(false);
});

it.each([
  ['row', true],
  ['Nr.', true],
  ['day', false],
  ['rank', false]
])(
  'takes a first column that only counts the rows for their names: “%s”',
  (name, names) => {
    const counts = (low: number, high: number) =>
      column(name, {
        kind: 'integer',
        dtype: 'int64',
        unique: 100,
        min: low,
        max: high
      });
    const data = preview({
      'train.csv': [counts(1, 340), 'LotArea', 'SalePrice'],
      'test.csv': [counts(3, 341), 'LotArea']
    });
    expect(declareTask(goal, data).declaration!.idColumns).toEqual(
      names ? [name] : []
    );
  }
);

it('takes no first column whose numbers may differ by chance for names', () => {
  const data = preview({
    'train.csv': [
      column('feet', { kind: 'integer', unique: 100, min: 300, max: 9000 }),
      'SalePrice'
    ],
    'test.csv': [
      column('feet', { kind: 'integer', unique: 100, min: 300, max: 9000 })
    ]
  });
  expect(declareTask(goal, data).declaration!.idColumns).toEqual([]);
});

describe('what is left open', () => {
  const rides = preview({
    'rides.csv': ['casual', 'registered', 'temperature', 'humidity']
  });

  it('is asked with its candidates and the option that settles it', () => {
    const { declaration, questions } = declareTask(
      'Predict the count of rentals, casual or registered.',
      rides
    );
    expect(questions).toMatchObject([
      {
        entry: 'targets',
        option: '--target',
        candidates: ['casual', 'registered'],
        canGuess: true
      }
    ]);
    expect(said(declaration!)[0].isDoubtful).toBe(true);
  });

  it('is how rows are divided where several may belong to one, which is asked or guessed', () => {
    const data = preview({
      'd.csv': [
        { ...category('store_id', 'a', 'b'), unique: 25 },
        'size',
        'sales'
      ]
    });
    const task = declareTask('Predict `sales`.', data);
    expect(task.questions).toMatchObject([
      {
        entry: 'split',
        option: '--split',
        candidates: ['group:store_id', 'random'],
        canGuess: true
      }
    ]);
    expect(lines('Predict `sales`.', data)[2]).toMatch(
      /^\? Divided rows of one “store_id” stay together · a guess$/
    );
    const guessed = declareTask('Predict `sales`.', data, { guess: true });
    expect(guessed.questions).toEqual([]);
    expect(guessed.declaration).toMatchObject({
      split: { kind: 'group', column: 'store_id' },
      sources: { split: { from: 'a guess, taken as you said' } }
    });
    const given = { split: { kind: 'random' as const } };
    expect(declareTask('Predict `sales`.', data, { given }).questions).toEqual(
      []
    );
  });

  it('is not which of several columns that are asked for in one breath', () => {
    expect(
      declareTask('Predict `casual` and `registered`.', rides).declaration
    ).toMatchObject({ targets: ['casual', 'registered'] });
  });

  it('is taken where guessing is allowed, and said to be a guess', () => {
    const { declaration, questions } = declareTask(
      'Predict the count of rentals, casual or registered.',
      rides,
      { guess: true }
    );
    expect(questions).toEqual([]);
    expect(said(declaration!)[0]).toMatchObject({
      text: 'casual, a number',
      from: 'a guess, taken as you said'
    });
  });

  it.each([
    ['Predict `SalePrice`. The metric is NDCG.', 'NDCG', true],
    ['Predict `SalePrice`. Evaluated by accuracy.', 'accuracy', true],
    ['Predict `SalePrice`, and be accurate.', 'RMSE', false]
  ])(
    'asks for another metric rather than replacing it: %s',
    (words, name, asks) => {
      const { questions, declaration } = declareTask(words, houses);
      expect(questions.some(({ entry }) => entry === 'metric')).toBe(asks);
      expect(declaration?.metric?.name).toBe(name);
    }
  );

  it('are columns that are declared and not there', () => {
    expect(
      declareTask(goal, houses, {
        given: {
          targets: ['Price'],
          split: { kind: 'group', column: 'Agent' },
          idColumns: ['No']
        }
      }).questions.map(({ option, candidates }) => [option, candidates.length])
    ).toEqual([
      ['--target', 5],
      ['--split', 1],
      ['--id', 5]
    ]);
  });
});

describe('what is declared and the data do not bear out', () => {
  const loans = preview({
    'train.csv': [
      rowId('id'),
      'age',
      category('state', 'a', 'b', 'c'),
      { ...category('purpose', 'car', 'house', 'trip'), unique: 30 },
      category('repaid', 'no', 'yes')
    ],
    'test.csv': [
      rowId('id'),
      'age',
      category('state', 'a'),
      category('purpose', 'car')
    ]
  });
  const said = (given: GivenTask, words = 'Predict `repaid`.') =>
    declareTask(words, loans, { given }).questions.map(({ text }) => text);

  it.each<[GivenTask, RegExp]>([
    [{ positive: 'yess' }, /“positive” names “yess”.*it holds no, yes/],
    [{ classes: ['yes'] }, /“classes” lack “no”/],
    [{ classes: ['no', 'yes', 'maybe'] }, /“classes” names “maybe”/],
    [{ spellings: ['maybe'] }, /“spellings” names “maybe”/],
    [{ kind: 'regression' }, /“kind” is “regression”.*no numbers/],
    [{ targets: ['state'], kind: 'binary' }, /“binary”.*holds 3 values/],
    [{ leftOut: [{ column: 'agee', why: '' }] }, /“agee”.*which has “age”/],
    [{ leftOut: [{ column: 'repaid', why: '' }] }, /which is to be predicted/],
    [{ groups: ['who'] }, /“groups” names “who”/],
    [{ time: 'when' }, /“time” names “when”/],
    [{ rows: 'later.csv' }, /“rows” names “later.csv”.*“test.csv”/],
    [
      { files: [{ path: 'x.csv', part: 'sample', dialect: null, notes: [] }] },
      /“files” names “x.csv”.*no sample of/
    ],
    [
      { split: { kind: 'group', column: 'repaid' } },
      /cannot be divided by “repaid”, which is predicted/
    ],
    [
      { split: { kind: 'time', column: 'state' } },
      /cannot be ordered by “state”, which holds words/
    ],
    [
      {
        leftOut: ['age', 'state', 'purpose', 'id'].map(column => ({
          column,
          why: ''
        }))
      },
      /Nothing is left of train.csv to learn from/
    ]
  ])('%j', (given, text) => {
    expect(said(given)).toEqual([expect.stringMatching(text)]);
  });

  it('is nothing where all is as declared, the positive class behind', () => {
    const given: GivenTask = { positive: 'no', targets: ['repaid', 'repaid'] };
    expect(said(given)).toEqual([]);
    expect(declareTask('', loans, { given }).declaration).toMatchObject({
      targets: ['repaid'],
      classes: ['yes', 'no'],
      positive: 'no'
    });
  });
});

it.each([
  [
    'Fill in the missing `y`. RMSE.',
    /^1 % of “y” is missing; .* To have them predicted, put them into a table/
  ],
  [
    'Ergänze `y`, wo es leer ist, und sage es voraus. RMSE.',
    /To have them predicted/
  ],
  ['Predict `y`. RMSE.', /^1 % of “y” is missing; these rows are left out.$/]
])(
  'says how a few rows without an answer come to be predicted: %s',
  (goal, note) => {
    const data = preview({
      'a.csv': ['x', 'z', column('y', { missing: 0.01 })]
    });
    expect(declareTask(goal, data).declaration!.notes[0]).toMatch(note);
  }
);

it('predicts the rows of one table that have no answer, and learns from the others alone', () => {
  const data = preview({
    'a.csv': [rowId('nr'), 'x', column('y', { missing: 0.3 })]
  });
  data.files[0].dialect = Dialect.parse({ format: 'csv' });
  const told = declareTask('Predict `y`. RMSE.', data);
  expect(said(told.declaration).map(each => saidLine(each).slice(2))).toEqual(
    expect.arrayContaining([
      'Predicted  the rows of a.csv without y, named by nr · y is empty there',
      'Handed in  nr, y: numbers · a.csv without y'
    ])
  );
  expect(told.declaration!.notes).toEqual([]);
  expect(proposeHoldout(data, told).objective).toMatchObject({
    table: 'a.csv',
    files: [
      { path: 'a.csv', part: 'train', dialect: { lacks: [] } },
      { part: 'test', dialect: { lacks: ['y'], file: 'a.csv' } }
    ]
  });
  const task = taskOf('', data, { declaration: told.declaration });
  expect(readCell(factsOf(task), Lessons.parse({}))).toContain(
    "test = train[train['y'].isna()]  # rows to predict"
  );
  // Read once more from its own words.
  const again = declareTask('', data, {
    given: GivenTask.parse(JSON.parse(JSON.stringify(told.declaration)))
  });
  expect(again.declaration).toEqual({
    ...told.declaration,
    sources: expect.anything()
  });
});

it.each([
  ['set', ['train', 'test'], 'test'],
  ['data_split', ['Training', 'valid', 'Holdout'], 'Holdout'],
  ['is_train', ['1', '0'], '0'],
  ['IsTest', ['False', 'True'], 'True'],
  // A test of something else, and parts of something else.
  ['test', ['passed', 'failed'], null],
  ['set', ['red', 'test', 'train'], null],
  ['phase', ['train', 'test'], null]
])('holds out rows that %s marks for testing: %j', (name, values, value) => {
  const data = preview({ 'a.csv': ['x', category(name, ...values), 'price'] });
  const goal = `Predict the \`price\`. RMSE. Split by \`${name}\`.`;
  const told = declareTask(value === null ? 'Predict the price.' : goal, data);
  const { split, leftOut } = told.declaration!;
  expect(split).toEqual({
    kind: 'random',
    ...(value !== null && { final: { column: name, value } })
  });
  expect(leftOut.some(({ column }) => column === name)).toBe(value !== null);
});

it.each([
  'Rows are weighted by weight.',
  'The column `weight` is the sample weight.',
  'Sample weights are in weight.'
])('learns nothing from what weighs the rows, and says so: %s', words => {
  const data = preview({ 'a.csv': ['x', 'weight', 'price'] });
  const said = (goal: string) => declareTask(goal, data).declaration!;
  const { leftOut, notes } = said(`Predict the price. MAE. ${words}`);
  expect(leftOut).toEqual([{ column: 'weight', why: 'weighs the rows' }]);
  expect(notes.join()).toContain('whatever its “weight”');
  expect(said('Predict the price by weight. MAE.').leftOut).toEqual([]);
});

it.each([
  [19, '19 of 100'],
  [20, null],
  [50, null],
  [51, '51 of 100']
])('says what becomes of %i marked rows of a hundred', (count, said) => {
  const mark = category('set', 'train', 'test');
  mark.top = [
    { value: 'train', count: 100 - count },
    { value: 'test', count }
  ];
  const data = preview({ 'a.csv': ['x', mark, 'price'] });
  const { split, notes } = declareTask('Predict the price.', data).declaration!;
  expect(split!.final === undefined).toBe(said !== null);
  const note = notes.find(each => each.includes('learned from as the others'));
  expect(note).toEqual(
    said === null ? undefined : expect.stringContaining(said)
  );
});

it.each([
  [
    'by a name',
    [rowId('Id'), 'SalePrice'],
    "merge(pd.read_csv(beside), on='Id')"
  ],
  [
    'by several names',
    ['Id', 'Day', 'SalePrice'],
    "merge(pd.read_csv(beside), on=['Id', 'Day'])"
  ],
  ['by their order', ['SalePrice'], 'join(pd.read_csv(beside))']
])('joins answers in a file of their own %s', (_, columns, join) => {
  const data = preview({
    'train_values.csv': [rowId('Id'), 'Day', 'LotArea', 'Rooms'],
    'train_labels.csv': columns
  });
  for (const file of data.files) {
    file.dialect = Dialect.parse({ format: 'csv' });
  }
  const [first] = data.files[1].table!.columns;
  first.found = [
    {
      path: 'train_values.csv',
      column: 'Id',
      shared: 1,
      ...(columns.includes('Day') && { with: ['Day'] })
    }
  ];
  const told = declareTask('Predict the sale price. MAE.', data);
  expect(told.declaration).toMatchObject({
    targets: ['SalePrice'],
    files: [
      { path: 'train_values.csv', part: 'train' },
      { path: 'train_labels.csv', part: 'answers' }
    ]
  });
  const task = taskOf('', data, { declaration: told.declaration });
  expect(readCell(factsOf(task), Lessons.parse({}))).toContain(join);
  // In a file of several tables nothing but the table tells whether the answers are there.
  told.declaration!.files[1].dialect!.file = 'all.zip';
  const within = taskOf('', data, { declaration: told.declaration });
  expect(readCell(factsOf(within), Lessons.parse({}))).toMatch(
    /if 'SalePrice' not in train: .*\n {4}answers = .*\n {4}train = train/
  );
  // What is not called so is not joined in silence.
  data.files[1].path = 'sold.csv';
  expect(declareTask('Predict `SalePrice`.', data).problems).toEqual([
    expect.stringMatching(
      /^“SalePrice” stands in sold.csv, and train_values.csv has no such column. Join them .*pd\.(merge|concat)/
    )
  ]);
});

it('says of lists in cells that each is one word', () => {
  const tags = category('tags', "['pool', 'lift']", '[]');
  const said = (column: ColumnPreview) =>
    declareTask(
      'Predict the price.',
      preview({ 'a.csv': ['x', column, 'price'] })
    ).declaration!.notes.join('\n');
  expect(said(tags)).toContain('“tags”: cells hold lists, and each');
  expect(said(category('tags', '[pool]', '['))).not.toContain('lists');
});

it('says of several steps ahead what they take, where no rows to come are there', () => {
  const ahead = 'Forecast the length for the next 14 days.';
  expect(lines(ahead, mails).at(-1)).toMatch(/several steps ahead/);
  expect(lines('Forecast the length of tomorrow.', mails).join()).not.toMatch(
    /several steps/
  );
});

it('says of what the test table lacks that it lacks it, also once that is declared', () => {
  const { declaration } = declareTask(goal, houses);
  const { dropped } = factsOf(taskOf(goal, houses, { declaration }));
  expect(dropped).toContainEqual({
    name: 'Same',
    why: 'is not in the test table'
  });
});

it('says which files are not read, which lies beside its packed twin, and of rows that are none', () => {
  const closed = (path: string) => ({
    ...preview({ [path]: ['x'] }).files[0],
    table: null,
    notes: ['not read, since it is packed by zstd; unpacked it would be']
  });
  const test = preview({ 'test.csv': ['x'] });
  test.files.unshift(closed('train.csv.zst'));
  expect(declareTask('Predict `y`', test).problems[0]).toMatch(
    /^train.csv.zst is not read, since .* Which column of test.csv/
  );
  const both = preview({
    'train.csv': ['x', 'y'],
    'train.csv.gz': ['x', 'y'],
    'test.csv': ['x']
  });
  both.files[2].notes.push('1 row repeats the column names');
  both.files.push(closed('test_labels.csv.zst'));
  const { declaration } = declareTask('Predict `y`. RMSE.', both);
  for (const words of [
    'test_labels.csv.zst is not read, since',
    'is not read, since train.csv lies beside it.',
    'test.csv: 1 row repeats the column names.'
  ]) {
    expect(declaration!.notes.join('\n')).toContain(words);
  }
});

it('divides no few rows into more folds than there are', () => {
  const few = preview({ 'a.csv': ['x', 'y'] });
  Object.assign(few.files[0].table!, { rows: 6, rowsRead: 6 });
  expect(factsOf(taskOf('Predict `y`. RMSE.', few)).folds).toBe(6);
});

it.each([
  ['pictures', 'file', ['p0.png', 'p1.png'], /do not read pictures/],
  ['codes', 'code', ['xkcd', 'qwer'], /no column to learn from/]
])(
  'knows before it starts that names of %s teach nothing',
  (_, name, shown, why) => {
    const own = column(name, { kind: 'text' });
    const data = preview({ 'a.csv': [own, category('label', 'p', 'q')] });
    data.files[0].table!.sample = shown.map(name => [name, 'p']);
    const { problems } = declareTask('Predict `label`.', data);
    expect(problems).toEqual([expect.stringMatching(why)]);
  }
);

it('reads a target of two words that look missing as text', () => {
  const words = ['NA', 'None'].map(value => ({ value, count: 50 }));
  const y = column('y', { kind: 'empty', unique: 0, missing: 1, words });
  const data = preview({ 'a.csv': ['x', y] });
  data.files[0].dialect = Dialect.parse({ format: 'csv' });
  const { kind, target } = factsOf(taskOf('Predict `y`. Accuracy.', data));
  expect([kind, target.dtype]).toEqual(['binary', 'object']);
});

it.each([
  [['x y', 'x', 'y'], 'x y'],
  [['a;b', 'b;c', 'c', 'a'], 'a;b'],
  [['big one', 'big', 'small'], null],
  [['New York', 'Paris', 'Rome'], null]
])(
  'says of cells that may hold several tags what they count as: %j',
  (values, said) => {
    const data = preview({
      'a.csv': ['x1', 'x2', category('tags', ...values)]
    });
    const notes = declareTask('Predict `tags` by F1.', data).declaration!.notes;
    expect(notes.find(note => note.includes('several tags'))?.slice(1, 4)).toBe(
      said ?? undefined
    );
  }
);
