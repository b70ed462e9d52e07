import type { ColumnPreview, TablePreview } from '../../src/task/data';
import { readDivision } from '../../src/task/goal/division';
import { openDivision, whyRandom } from '../../src/task/goal/openDivision';
import { splitName } from '../../src/task/splitName';
import { category, column, preview } from '../coder/recipes/support';

const whole = (
  name: string,
  min: number,
  max: number,
  unique: number
): ColumnPreview =>
  column(name, { kind: 'integer', dtype: 'int64', min, max, unique });
const date = (name: string, min: string, max: string): ColumnPreview =>
  column(name, { kind: 'date', dtype: 'str', min, max });
const names = (name: string, unique: number): ColumnPreview => ({
  ...category(name, 'm1', 'm2'),
  unique
});

function table(...columns: (string | ColumnPreview)[]): TablePreview {
  return preview({ 'a.csv': columns }).files[0].table!;
}

function read(goal: string, train: TablePreview, test?: TablePreview) {
  const division = readDivision(goal, train, 'y', test ?? null);
  return division && `${division.kind} by ${division.column}`;
}

describe('rows that are not to be drawn at random', () => {
  const matches = table('odds', names('match_id', 40), 'y');
  const stores = table(
    date('date', '2023-01-01', '2023-04-01'),
    whole('store', 0, 9, 10),
    'y'
  );

  it.each([
    [
      'Rows of one match must never be split between training and validation.',
      matches,
      'group by match_id'
    ],
    ['Use GroupKFold by match_id.', matches, 'group by match_id'],
    ['Predict y for new stores.', stores, 'group by store'],
    ['Predict y for stores we haven’t seen.', stores, 'group by store'],
    ['Predict y of stores that are not in the data.', stores, 'group by store'],
    // One that numbers whom rows belong to needs few of them.
    ['Predict y.', table('odds', names('unit_nr', 8), 'y'), 'group by unit_nr'],
    ['Predict y.', table('odds', names('unit', 8), 'y'), null],
    ['Sage y für neue Stores voraus.', stores, 'group by store'],
    [
      'y を予測してください。検証は新しい店舗で。',
      table(names('店舗', 25), 'y'),
      'group by 店舗'
    ],
    [
      'Manche Patienten waren mehrmals da; nie darf derselbe auf beiden Seiten stehen.',
      table(names('PatNr', 40), names('Ort', 20), 'y'),
      'group by PatNr'
    ],
    [
      'Le case dello stesso store devono restare insieme.',
      stores,
      'group by store'
    ],
    ['Predict which items are bought together.', stores, null],
    [
      'Lo stesso store non va diviso tra addestramento e verifica.',
      stores,
      'group by store'
    ],
    [
      'Queremos que funcione en stores que el modelo no ha visto.',
      stores,
      'group by store'
    ],
    [
      'Один и тот же match не должен оказаться и в обучении, и в проверке.',
      matches,
      'group by match_id'
    ],
    ['¿Cuánto y habrá mañana?', stores, 'time by date'],
    ['Cada y por la mañana.', stores, null],
    ['Predict y of the next month.', stores, 'time by date'],
    ['Forecast y.', stores, 'time by date'],
    ['预测下个月的 y。', stores, 'time by date'],
    ['Спрогнозируй y на следующий месяц.', stores, 'time by date'],
    [
      'Proben aus demselben Match dürfen nicht zugleich im Training und im Test liegen.',
      matches,
      'group by match_id'
    ],
    [
      'Un même match ne doit jamais être à la fois dans l’apprentissage et la validation.',
      matches,
      'group by match_id'
    ],
    [
      'No match may be in both training and validation.',
      matches,
      'group by match_id'
    ],
    [
      'Bitte so, dass kein Match in Trainings- und Testdaten zugleich vorkommt.',
      matches,
      'group by match_id'
    ],
    ['Use GroupShuffleSplit on match_id.', matches, 'group by match_id'],
    ['Cross-validate by match.', matches, 'group by match_id'],
    ['Validación cruzada por match.', matches, 'group by match_id'],
    ['Match-wise split, please.', matches, 'group by match_id'],
    ['Hold out whole matches.', matches, 'group by match_id'],
    ['Leave-one-match-out.', matches, 'group by match_id'],
    [
      'Матчи нельзя делить между обучением и проверкой match_id.',
      matches,
      'group by match_id'
    ],
    [
      'Строки одного match_id нельзя разносить по разным выборкам.',
      matches,
      'group by match_id'
    ],
    [
      '同一match_id的记录不能同时出现在训练集和验证集中。',
      matches,
      'group by match_id'
    ],
    [
      '同じmatch_idのデータが学習用と検証用に分かれないようにすること。',
      matches,
      'group by match_id'
    ],
    ['Predecir y para stores nuevas.', stores, 'group by store'],
    [
      'Todos los datos de un mismo match tienen que caer en el mismo lado de la partición.',
      matches,
      'group by match_id'
    ],
    [
      'Строки одного match должны быть целиком либо в обучении, либо в проверке.',
      matches,
      'group by match_id'
    ],
    [
      'I dati dello stesso match vanno tenuti insieme.',
      matches,
      'group by match_id'
    ],
    [
      'A match comes several times, but we know all of them: split at random.',
      matches,
      null
    ],
    ['本番では新しいstoreには使わない。', stores, null],
    ['It will not be used for new stores.', stores, null],
    ['Prices of the same model differ in different stores.', stores, null],
    [
      'The rows are a random sample of our users.',
      matches,
      'group by match_id'
    ],
    ['L’évaluation portera sur le mois suivant.', stores, 'time by date'],
    ['Vorhersage für die nächste Stunde.', stores, 'time by date'],
    ['Predecir y del mes que viene.', stores, 'time by date'],
    [
      'Predict y for each query.',
      table('bm25', names('qid', 40), 'y'),
      'group by qid'
    ],
    ['Use a split stratified by store.', stores, null],
    ['Train on all of it and test the result on one store.', stores, null],
    [
      'Predict y. Hold out the last 4 weeks for validation.',
      stores,
      'time by date'
    ],
    ['Die letzten vier Wochen sind der Testzeitraum.', stores, 'time by date'],
    ['Validate on the most recent 20 %.', stores, 'time by date'],
    [
      'Les 3 dernières semaines servent à la validation.',
      stores,
      'time by date'
    ],
    ['Последние 4 недели оставить для проверки.', stores, 'time by date'],
    ['最后四周作为验证集。', stores, 'time by date'],
    ['直近4週を検証に使う。', stores, 'time by date'],
    ['Walk-forward validation.', stores, 'time by date'],
    ['Split by date.', stores, 'time by date'],
    ['How much was spent in the last 12 months?', stores, null],
    [
      'Validate with TimeSeriesSplit on date_id.',
      table(whole('date_id', 0, 400, 400), 'y'),
      'time by date_id'
    ],
    [
      'The folds are given in `kfold`.',
      table(whole('kfold', 0, 4, 5), 'x', 'y'),
      'group by kfold'
    ],
    [
      'Predict y.',
      table(whole('cv_fold', 0, 4, 5), 'x', 'y'),
      'group by cv_fold'
    ],
    [
      'Training holds data until the end of 2011; you are scored on May 2012.',
      stores,
      'time by date'
    ],
    [
      'Entrenar con los años pasados y validar con el último año.',
      table(whole('anio', 2010, 2023, 14), 'y'),
      'time by anio'
    ],
    [
      'The stores of the test set are different ones.',
      stores,
      'group by store'
    ],
    ['Die Stores im Test sind andere.', stores, 'group by store'],
    ['Predict y for new houses.', table('house_price', 'x', 'y'), null],
    ['Predict y.', stores, null],
    ['Predict y.', table(whole('Customers', 0, 90, 40), 'y'), null]
  ])('%s', (goal, train, division) => {
    expect(read(goal, train)).toBe(division);
  });

  it('are those of whom several rows are, where the goal says nothing', () => {
    expect(read('Predict y.', matches)).toBe('group by match_id');
  });

  it('are not those of whom the table to be predicted has more', () => {
    const test = table('odds', names('match_id', 40));
    expect(read('Predict y.', matches, test)).toBeNull();
  });

  it('are those before the rows to be predicted', () => {
    const test = table(
      date('date', '2023-04-02', '2023-05-01'),
      whole('store', 0, 9, 10)
    );
    expect(read('Predict y.', stores, test)).toBe('time by date');
  });

  it('are ordered by dates that are written as numbers, too', () => {
    const train = table(whole('day', 20230101, 20230401, 90), 'y');
    const test = table(whole('day', 20230402, 20230501, 30));
    expect(read('Predict y.', train, test)).toBe('time by day');
    expect(read('Forecast y.', train)).toBe('time by day');
  });
});

describe('rows of which nothing tells how they are divided', () => {
  const goal = 'Predict y.';
  const open = (train: TablePreview, test?: TablePreview, words = goal) =>
    openDivision(words, train, 'y', test ?? null)?.ways.map(splitName) ?? null;
  const loans = table(whole('loan_id', 0, 900, 25), 'rate', 'y');
  const cities = table(
    { ...names('ort', 20), within: ['height', 'width'] },
    'height',
    'width',
    'y'
  );
  const days = (min: string, max: string) =>
    table(date('day', min, max), 'x', 'y');

  it.each([
    ['a name that ends as those of many do', loans, ['group:loan_id']],
    ['what never changes within one value', cities, ['group:ort']],
    [
      'a row for each date and store',
      table(
        { ...date('date', '2023-01-01', '2023-01-10'), unique: 10 },
        whole('store', 0, 9, 10),
        'y'
      ),
      ['time:date']
    ],
    [
      'a row for each date and country',
      table(
        { ...date('date', '2023-01-01', '2023-01-10'), unique: 10 },
        names('nation', 10),
        'y'
      ),
      ['time:date', 'group:nation']
    ],
    ['a series of days', days('2023-01-01', '2023-04-10'), ['time:day']],
    ['dates of many years', days('2019-01-01', '2023-04-10'), null],
    ['a kind of rows', table(whole('kind_id', 0, 9, 12), 'y'), null],
    [
      'a number and what is made of it',
      table(
        { ...whole('age', 0, 90, 40), within: ['log_age', 'age_group'] },
        'log_age',
        names('age_group', 5),
        'y'
      ),
      null
    ],
    ['nothing', table('x', 'y'), null]
  ])('%s', (_, train, ways) => {
    expect(open(train)).toEqual(ways);
  });

  it('are drawn at random where the goal says so, or rows to be predicted share owners', () => {
    expect(open(loans, undefined, 'Rows are drawn at random.')).toBeNull();
    for (const goal of [
      'Loans in the test data also occur in the training data.',
      'Die Kredite bleiben dieselben.'
    ]) {
      expect(open(loans, undefined, goal)).toBeNull();
      expect(whyRandom(goal, loans, 'y', null, null)).toMatch(/^from the goal/);
    }
    expect(
      open(loans, undefined, 'A random split would fool us.')
    ).not.toBeNull();
    const shares = (shared: number) =>
      table({ ...whole('loan_id', 0, 900, 25), shared }, 'rate');
    expect(open(loans, shares(0.9))).toBeNull();
    expect(open(loans, shares(0.3))).toEqual(['group:loan_id']);
    expect(read(goal, loans, shares(0))).toBe('group by loan_id');
    expect(whyRandom(goal, loans, 'y', shares(0.9), 'test.csv')).toBe(
      'several rows share one “loan_id”, and test.csv has the same'
    );
  });
});
