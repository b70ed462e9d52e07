import { understand } from '../../../src/coder/recipes/understand';
import type { ColumnPreview } from '../../../src/task/data';
import { category, column, preview, rowId } from './support';

const houses = preview({
  'train.csv': [
    rowId('Id'),
    'LotArea',
    category('SaleCondition', 'Normal', 'Family', 'Partial'),
    'SalePrice'
  ],
  'test.csv': [rowId('Id'), 'LotArea', category('SaleCondition', 'Normal')],
  'sample_submission.csv': [rowId('Id'), 'SalePrice']
});

function oneTable(...columns: (string | ColumnPreview)[]) {
  return preview({ 'data.csv': columns });
}

describe('the target', () => {
  const people = oneTable(
    rowId('PassengerId'),
    category('Sex', 'male', 'female'),
    'Age',
    column('Survived', { kind: 'integer', dtype: 'int64', unique: 2 }),
    column('median_house_value'),
    column('YearsSinceLastPromotion'),
    category('Species', 'a', 'b', 'c')
  );
  it.each([
    ['Predict whether a passenger survived the disaster.', 'Survived'],
    ['Estimate the survival of each passenger from age and sex', 'Survived'],
    ['Predict the median house value using age.', 'median_house_value'],
    ['Classify the species', 'Species'],
    ['How old is a person? Predict **Age** from `Survived`.', 'Age'],
    ['The target is `YearsSinceLastPromotion`.', 'YearsSinceLastPromotion'],
    [
      '# Years since the last promotion\n\nPredict them.',
      'YearsSinceLastPromotion'
    ]
  ])('%s → %s', (goal, name) => {
    expect(understand(goal, people).target).toEqual({
      name,
      from: 'from the goal'
    });
  });

  it('is found in words that are not its name letter by letter', () => {
    const found = understand(
      'Predict the sale price of each house. Lower RMSLE is better.',
      houses
    );
    expect(found).toEqual({
      train: 'train.csv',
      test: 'test.csv',
      sample: 'sample_submission.csv',
      target: { name: 'SalePrice', from: 'from the goal' },
      targets: ['SalePrice'],
      isSure: true,
      others: [],
      kind: 'regression',
      metric: {
        name: 'RMSLE',
        direction: 'minimize',
        from: 'from the goal: “RMSLE”'
      },
      form: [
        { holds: 'id', name: 'Id' },
        { holds: 'prediction', name: 'SalePrice', target: 'SalePrice' }
      ],
      refused: null,
      problems: [],
      questions: []
    });
  });

  it('is the one column that the test table lacks', () => {
    expect(understand('Do your best.', houses).target).toEqual({
      name: 'SalePrice',
      from: 'sample_submission.csv asks for it'
    });
  });

  it('is never a column of the test table, nor a number of the row', () => {
    expect(understand('Predict the lot area by Id.', houses).target?.name).toBe(
      'SalePrice'
    );
  });

  it('is recognised by a usual name', () => {
    expect(
      understand('Win.', oneTable('x1', 'x2', category('label', 'a', 'b')))
        .target
    ).toEqual({ name: 'label', from: 'its name says so' });
  });

  it('is said to be the one that the test table lacks', () => {
    const data = preview({
      'train.csv': ['a', 'b', 'c'],
      'test.csv': ['a', 'b']
    });
    expect(understand('Do your best.', data).target).toEqual({
      name: 'c',
      from: 'test.csv lacks it'
    });
  });

  it('is asked for where the goal may mean either of two', () => {
    const { isSure, problems } = understand(
      'Predict the price.',
      oneTable('area', 'price_eur', 'price_usd')
    );
    expect(isSure).toBe(false);
    expect(problems).toEqual([
      'Which column is to be predicted: “price_usd” or “price_eur”? Name it in the goal, such as “Predict `price_usd`”.'
    ]);
  });

  it('is found where the sample submission has a column for each class', () => {
    const data = preview({
      'train.csv': ['id', 'x', category('Status', 'C', 'CL', 'D')],
      'test.csv': ['id', 'x'],
      'sample_submission.csv': ['id', 'Status_C', 'Status_CL', 'Status_D']
    });
    const found = understand('Multi-class log loss.', data);
    expect([found.target?.name, found.problems]).toEqual(['Status', []]);
  });

  it.each([
    ['Predict `age` or `price`.', false],
    ['Predict `price` or `age`.', false],
    ['Predict `age` and `price`.', true]
  ])('is asked for where one of two is meant: %s', (goal, isSure) => {
    const found = understand(goal, oneTable('age', 'price', 'area'));
    expect(found.isSure).toBe(isSure);
    expect([...found.targets, ...found.others].sort()).toEqual([
      'age',
      'price'
    ]);
  });

  it('are several where the sample submission asks for several', () => {
    const data = preview({
      'train.csv': ['id', 'x', 'y1', 'y2'],
      'test.csv': ['id', 'x'],
      'sample_submission.csv': ['id', 'y1', 'y2']
    });
    const { targets, problems } = understand('Predict both.', data);
    expect([targets, problems]).toEqual([['y1', 'y2'], []]);
  });

  it.each([
    ['Segment our customers into groups that behave alike.', /groups of rows/],
    ['Find anomalies in the sensor log.', /unlike the rest/],
    ['Clustering der Kunden.', /groups of rows/]
  ])('is none where the goal predicts nothing: %s', (goal, said) => {
    const { problems } = understand(goal, oneTable('customers_age', 'spend'));
    expect(problems).toEqual([expect.stringMatching(said)]);
  });

  it('is refused at once where there is nothing but pictures', () => {
    const extensions = [{ ext: '.jpg', count: 100, bytes: 1e6 }];
    const { problems } = understand('Cat or dog?', {
      ...preview({}),
      folders: [{ path: 'cats', files: 100, bytes: 1e6, extensions }]
    });
    expect(problems).toEqual([expect.stringMatching(/do not read pictures/)]);
  });

  it('is refused where only names of pictures are left to learn from', () => {
    const data = {
      ...preview({
        'train.csv': [
          { ...category('id', '1.png', '2.png'), unique: 100 },
          category('label', 'cat', 'dog')
        ]
      }),
      folders: [
        {
          path: 'train',
          files: 100,
          bytes: 1e6,
          extensions: [{ ext: '.png', count: 100 }]
        }
      ]
    };
    expect(
      understand('Classify each image as cat or dog.', data).problems
    ).toEqual([expect.stringMatching(/do not read pictures/)]);
  });

  it.each([
    ['Later we translate them into German; for now predict `stars`.', []],
    ['Recommend films to every guest some day. Now estimate stars.', []],
    ['Estimate the effect of `x` on `stars`.', [/asks for an effect/]],
    ['Group the rows into segments.', [/groups of rows/]]
  ])('is taken where a goal asks for it by its name: %s', (goal, said) => {
    const { problems } = understand(goal, oneTable('x', 'stars', 'w'));
    expect(problems).toEqual(said.map(each => expect.stringMatching(each)));
  });

  it.each([
    ['Predict salary.', 'pric', 'price'],
    ['Predict salary.', 'Prize', 'price'],
    ['Predict salary.', 'zzz', 'salary']
  ])(
    'that is not there has the likeliest named first: %s, %s',
    (goal, target, first) => {
      const data = oneTable(rowId('Id'), 'area', 'price', 'salary');
      const { questions } = understand(goal, data, { targets: [target] });
      expect(questions[0].candidates[0]).toBe(first);
      expect(questions[0].candidates.at(-1)).toBe('Id');
    }
  );

  it('is refused by its name where a cell holds several tags', () => {
    const data = oneTable('x', category('tags', 'a b', 'a', 'b c', 'c'));
    const [problem, ...more] = understand(
      'Predict the `tags`; a question can carry several tags.',
      data
    ).problems;
    expect(problem).toMatch(/“tags” holds several tags.*a column of 0 and 1/);
    expect(more).toEqual([]);
    expect(
      understand('Predict `tags`, one of several tags.', data).problems
    ).toEqual([]);
  });

  it('is asked for where nothing tells it', () => {
    const { target, kind, metric, problems } = understand(
      'Find something interesting.',
      oneTable('x1', 'x2')
    );
    expect([target, kind, metric]).toEqual([null, null, null]);
    expect(problems).toEqual([
      'Which column of data.csv is to be predicted? Name it in the goal, such as “Predict `x2`”.'
    ]);
  });
});

describe('the kind of task', () => {
  const numbers = (unique: number) =>
    oneTable('x', column('y', { kind: 'integer', dtype: 'int64', unique }));
  it.each([
    ['Predict y.', oneTable('x', 'y'), 'regression'],
    ['Predict y.', numbers(2), 'binary'],
    ['Predict y.', numbers(5), 'multiclass'],
    ['Predict y.', numbers(90), 'regression'],
    ['Classify y.', numbers(30), 'multiclass'],
    ['Predict the number of y.', numbers(9), 'regression'],
    ['Predict y. Metric: RMSE.', numbers(5), 'regression'],
    ['Predict y. Metric: quadratic weighted kappa', numbers(90), 'multiclass'],
    ['Predict y', oneTable('x', category('y', 'no', 'yes')), 'binary'],
    ['Predict y', oneTable('x', category('y', 'a', 'b', 'c')), 'multiclass'],
    [
      'Predict y',
      oneTable('x', column('y', { kind: 'boolean', dtype: 'bool', unique: 2 })),
      'binary'
    ]
  ])('%s', (goal, data, kind) => {
    const found = understand(goal, data);
    expect(found.kind).toBe(kind);
    expect(found.problems).toEqual([]);
  });

  it.each(['date', 'empty', 'constant'] as const)(
    'a target of the kind %s is a problem with a way out',
    kind => {
      const found = understand(
        'Predict y',
        oneTable('x', column('y', { kind }))
      );
      expect(found.kind).toBeNull();
      expect(found.problems).toHaveLength(1);
      expect(found.problems[0]).toMatch(/“y”.*Name another column/);
    }
  );
});

describe('the metric', () => {
  const regression = oneTable('x', 'y');
  const binary = oneTable('x', category('y', 'no', 'yes'));
  const multiclass = oneTable('x', category('y', 'a', 'b', 'c'));
  it.each([
    ['RMSLE', regression, 'RMSLE', 'minimize'],
    ['root mean squared logarithmic error', regression, 'RMSLE', 'minimize'],
    ['root mean squared error', regression, 'RMSE', 'minimize'],
    ['the MAE', regression, 'MAE', 'minimize'],
    ['mean absolute percentage error', regression, 'MAPE', 'minimize'],
    ['R²', regression, 'R²', 'maximize'],
    ['R2 score', regression, 'R²', 'maximize'],
    ['log-loss', binary, 'log loss', 'minimize'],
    ['cross entropy', multiclass, 'log loss', 'minimize'],
    ['ROC AUC', binary, 'ROC AUC', 'maximize'],
    ['area under the curve', multiclass, 'ROC AUC', 'maximize'],
    ['F1', binary, 'F1', 'maximize'],
    ['F1-score', multiclass, 'macro F1', 'maximize'],
    ['weighted F1', multiclass, 'weighted F1', 'maximize'],
    ['balanced accuracy', binary, 'balanced accuracy', 'maximize'],
    ['accuracy', multiclass, 'accuracy', 'maximize'],
    [
      'quadratic weighted kappa',
      multiclass,
      'quadratic weighted kappa',
      'maximize'
    ],
    ['MCC', binary, 'Matthews correlation', 'maximize']
  ])('%s is found in the goal', (words, data, name, direction) => {
    expect(understand(`Predict y. Score: ${words}.`, data).metric).toEqual({
      name,
      direction,
      from: expect.stringMatching(/^from the goal: “.+”$/)
    });
  });

  it.each([
    ['', regression, 'RMSE', 'minimize', 'usual for regression'],
    ['', binary, 'ROC AUC', 'maximize', 'usual for two classes'],
    ['', multiclass, 'accuracy', 'maximize', 'usual for several classes'],
    ['Higher is better.', regression, 'R²', 'maximize', 'usual for regression'],
    [
      'Lower is better.',
      binary,
      'log loss',
      'minimize',
      'usual for two classes'
    ]
  ])('“%s” leaves the usual one', (words, data, name, direction, from) => {
    expect(understand(`Predict y. ${words}`, data).metric).toEqual({
      name,
      direction,
      from
    });
  });

  it('that is declared wins over the goal', () => {
    expect(
      understand('Predict y by RMSE', regression, { metric: 'MAE' }).metric
    ).toEqual({ name: 'MAE', direction: 'minimize', from: 'as declared' });
  });

  it('keeps a direction that is declared', () => {
    expect(
      understand('Predict y', regression, {
        metric: 'RMSE',
        direction: 'maximize'
      }).metric?.direction
    ).toBe('maximize');
  });

  it('in passing does not make classes of numbers', () => {
    const found = understand('Predict y with high accuracy.', regression);
    expect([found.kind, found.metric?.name, found.problems]).toEqual([
      'regression',
      'RMSE',
      []
    ]);
  });

  it.each([
    ['accuracy', regression, /accuracy cannot be measured on “y”.*numbers/],
    ['RMSE', binary, /RMSE cannot be measured on “y”.*two classes/]
  ])('%s that does not fit the target is a problem', (metric, data, said) => {
    const { problems } = understand('Predict y', data, { metric });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });

  it.each([
    ['MAE rather than RMSE', regression, 'MAE'],
    ['not accuracy but the log loss', binary, 'log loss'],
    ['the area under the precision-recall curve', binary, 'average precision'],
    ['multi-class logarithmic loss', multiclass, 'log loss'],
    ['F1 (weighted)', multiclass, 'weighted F1'],
    ['MAE. (RMSE is shown for information.)', regression, 'MAE'],
    ['erreur absolue moyenne', regression, 'MAE'],
    ['mittlerer absoluter Fehler', regression, 'MAE'],
    ['raíz del error cuadrático medio', regression, 'RMSE'],
    ['均方根误差', regression, 'RMSE'],
    ['正解率', multiclass, 'accuracy'],
    ['средняя абсолютная ошибка', regression, 'MAE']
  ])('“%s” is read as people mean it', (words, data, name) => {
    const { metric, problems } = understand(
      `Predict y. Score: ${words}.`,
      data
    );
    expect([metric?.name, metric?.from, problems]).toEqual([
      name,
      expect.stringMatching(/^from the goal: “.+”$/),
      []
    ]);
  });

  it.each([
    ['NDCG@10', multiclass, 'NDCG@10'],
    ['the reciprocal rank', multiclass, 'reciprocal rank'],
    ['the Frobnication Index', regression, 'the Frobnication Index']
  ])('“%s” is refused by name, never replaced', (words, data, name) => {
    const { metric, problems } = understand(
      `Predict y. The metric is ${words}.`,
      data
    );
    expect(metric).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`“${name.replace(/^the (?=F)/, '')}”`);
  });

  it.each([
    'the percentage of passengers you correctly predict',
    'the share of rows that are classified correctly',
    'the proportion of loans it gets right'
  ])('of %s is asked of two classes, as a hit rate is', words => {
    const { questions } = understand(
      `Predict y. The score is ${words}.`,
      binary
    );
    expect(questions).toEqual([
      expect.objectContaining({ candidates: ['accuracy', 'recall'] })
    ]);
  });

  it('of a hit rate is accuracy of several classes, and asked of two', () => {
    const read = (data: typeof binary) =>
      understand('Predict y. Es zählt die Trefferquote.', data);
    expect(read(multiclass).metric).toEqual({
      name: 'accuracy',
      direction: 'maximize',
      from: 'from the goal: “Trefferquote”'
    });
    expect(read(binary).questions).toEqual([
      expect.objectContaining({
        entry: 'metric',
        candidates: ['accuracy', 'recall']
      })
    ]);
  });

  it('of several quantiles is asked for, with each of them', () => {
    const goal = 'Predict p10, p50 and p90 of y.';
    expect(understand(goal, regression).questions).toEqual([
      expect.objectContaining({
        entry: 'metric',
        text: expect.stringContaining('“p10, p50 and p90”'),
        candidates: ['pinball loss 0.1', 'pinball loss 0.5', 'pinball loss 0.9']
      })
    ]);
    expect(
      understand(goal, regression, { metric: 'pinball loss 0.9' })
    ).toMatchObject({ metric: { name: 'pinball loss 0.9' }, problems: [] });
  });

  it('that is unknown is a problem with a way out', () => {
    const { problems } = understand('Predict y', regression, {
      metric: 'profit per tonne'
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/“profit per tonne”.*Choose one/);
  });
});

describe('the files', () => {
  it('are told apart by their names and columns', () => {
    const { train, test } = understand(
      'Predict y',
      preview({
        'notes.csv': ['a'],
        'sub/my_test_set.csv': ['x'],
        'sub/my_training_set.csv': ['x', 'y']
      })
    );
    expect([train, test]).toEqual([
      'sub/my_training_set.csv',
      'sub/my_test_set.csv'
    ]);
  });

  const cars = ['Marke', 'Baujahr', 'Kilometer'];
  it.each([
    ['lacks it, whatever its name is', cars, 'neu.csv'],
    [
      'has nothing there',
      [...cars, column('Preis', { kind: 'empty' })],
      'neu.csv'
    ],
    ['lacks it and another', ['Marke', 'Kilometer'], null],
    [
      'has answers, too, and lacks another',
      ['Marke', 'Baujahr', 'Preis'],
      null
    ],
    ['has other columns', [...cars, 'Farbe', 'Ort'], null]
  ])('a table %s: its rows are predicted or not', (_, columns, test) => {
    const data = preview({
      'Autos.csv': [...cars, 'Preis'],
      'neu.csv': columns
    });
    // There may be more rows without answers than with them.
    for (const rows of [900, 50]) {
      data.files[1].table!.rows = test === null ? 50 : rows;
      expect(understand('Predict `Preis`.', data)).toMatchObject({
        train: 'Autos.csv',
        test,
        isSure: true,
        targets: ['Preis']
      });
    }
  });

  it('without a table are a problem with a way out', () => {
    const { train, problems } = understand('Predict y', preview({}));
    expect(train).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/No table.*“data”.*choose another data folder/);
  });
});

it('says beforehand where all classes but one have a single row', () => {
  const data = oneTable(
    'x',
    column('y', {
      kind: 'category',
      unique: 2,
      top: [
        { value: 'no', count: 99 },
        { value: 'yes', count: 1 }
      ]
    })
  );
  expect(understand('Predict y.', data).problems).toEqual([
    'Of the classes of “y” only “no” has more than one row, so nothing can be learned of the others. Add rows of them, or name another column in the goal.'
  ]);
});
