import { declareTask, type IWord } from '../../src/coder/recipes/declare';
import { mentionsOf } from '../../src/task/goal/mentions';
import { notUsed } from '../../src/task/goal/notUsed';
import { category, column, preview } from '../coder/recipes/support';

const codes = (name: string) => ({
  ...category(name, 'S1', 'S2', 'S13'),
  unique: 20
});
const data = preview({
  'calls.csv': [
    column('age', { kind: 'integer', dtype: 'int64', unique: 40 }),
    'duration',
    codes('agent'),
    column('day', {
      kind: 'date',
      dtype: 'str',
      min: '2024-01-01',
      max: '2024-12-31'
    }),
    category('subscribed', 'no', 'yes')
  ]
});
const read = (goal: string, word: IWord = {}) => declareTask(goal, data, word);
const asked = (goal: string, word: IWord = {}) =>
  read(goal, word).questions.map(({ entry }) => entry);
const said = (goal: string, word: IWord = {}) =>
  read(goal, word).declaration!.notes.filter(note =>
    note.startsWith('Not used')
  );

describe('what seems to say how predictions are judged', () => {
  it.each([
    'Predict `subscribed`. The winner is whoever gets the most callers right.',
    'Predict `subscribed`. Being wrong matters in both directions alike.',
    'Predict `subscribed`.\n\n## Evaluation\n\nA hidden script compares your file with ours.',
    'Sage `subscribed` voraus. Fehler zählen in beide Richtungen gleich viel.',
    'Prédire `subscribed`. On note la qualité des probabilités.',
    'Predecir `subscribed`. Importa equivocarse poco con los que dicen que sí.',
    'Prever `subscribed`. Vence quem acertar mais.',
    'Prevedere `subscribed`. Vince chi sbaglia meno.',
    'Предсказать `subscribed`. Побеждает тот, кто реже ошибается.',
    '预测 `subscribed`。排名看的是猜中了多少。',
    '`subscribed` を予測してください。順位は当たった件数で決まります。'
  ])('is asked about where no metric was found: %s', goal => {
    expect(asked(goal)).toEqual(['metric']);
    expect(read(goal).declaration!.sources.metric).toMatchObject({
      from: 'a guess',
      sure: 'guess'
    });
    expect(asked(`${goal}\nLog loss.`)).toEqual([]);
  });

  it('is settled by an option, or by taking the likeliest', () => {
    const goal =
      'Predict `subscribed`. The winner is whoever gets the most callers right.';
    expect(asked(goal, { metric: 'accuracy' })).toEqual([]);
    const { questions, declaration } = read(goal, { guess: true });
    expect(questions).toEqual([]);
    expect(declaration).toMatchObject({
      metric: { name: 'ROC AUC' },
      sources: { metric: { from: 'a guess, taken as you said', sure: 'sure' } }
    });
  });

  it.each([
    'Predict `subscribed`. The campaign was important for the bank.',
    'Predict `subscribed`. Use the pick-up point and the drop-off point.',
    'Sage `subscribed` voraus. Die Lage entscheidet oft mehr als das Alter.'
  ])('is not what merely sounds alike: %s', goal => {
    expect(asked(goal)).toEqual([]);
  });
});

describe('two metrics that a goal names', () => {
  it.each([
    'Predict `subscribed`. Precision matters more than recall but give me avg precision.',
    'Predict `subscribed`. ROC AUC and log loss, please.',
    'Sage `subscribed` voraus, F1 oder Genauigkeit.'
  ])('are asked about where nothing tells which counts: %s', goal => {
    expect(asked(goal)).toEqual(['metric']);
    expect(asked(goal, { metric: 'accuracy' })).toEqual([]);
    expect(asked(goal, { guess: true })).toEqual([]);
  });

  it.each([
    'Predict `subscribed`. Scored by log loss. Accuracy says little here.',
    'Predict `subscribed`. Average precision rather than accuracy.',
    'Predict `subscribed`. Log loss, and accuracy as well, but log loss rules.',
    'Predict `subscribed`. Precision and recall trade off, so the metric is F1.',
    'Predict `subscribed`, by the area under the precision-recall curve.'
  ])('are not where something does: %s', goal => {
    expect(asked(goal)).toEqual([]);
  });
});

describe('what seems to say which rows are predicted', () => {
  it.each([
    ['Predict `subscribed`, AUC. The model is for agents who join.', null],
    [
      'Predict `subscribed`, AUC. It will be applied to people at another bank, whose agents differ.',
      'group:agent'
    ],
    [
      'Predict `subscribed`, AUC. The model is used on calls by agents that do not occur here.',
      'group:agent'
    ],
    [
      'Predict `subscribed`, AUC. We train once, in June, and the model has to hold for the autumn.',
      'time:day'
    ],
    [
      '`subscribed`, AUC. Модель поставят на другие места, которых в таблице нет.',
      'group:agent'
    ]
  ])('is asked about: %s', (goal, way) => {
    const [question] = read(goal).questions;
    expect(question?.candidates[0] ?? null).toBe(way);
    expect(asked(`${goal} New rows are drawn at random.`)).toEqual([]);
    expect(asked(goal, { given: { split: { kind: 'random' } } })).toEqual([]);
  });
});

describe('what seems to say how a column is used', () => {
  it.each([
    'The duration of a call is something we only have once it is over.',
    'When the phone rings, `duration` does not exist.',
    'Hands away from `duration`: it is not there yet.',
    'It has to work without duration.',
    'Stick to duration and age.',
    'From duration and age alone.',
    'Die `duration` messen wir künftig nicht mehr.',
    'La `duration` se decide después.',
    'A `duration` só aparece depois.',
    'La `duration` arriva quando è già finita.',
    '打电话之前并不知道 `duration`。',
    '`duration` は通話後にしか分かりません。'
  ])('is said, or it is left out: %s', words => {
    const { leftOut } = read(
      `Predict \`subscribed\`, AUC. ${words}`
    ).declaration!;
    expect(said(`Predict \`subscribed\`, AUC. ${words}`)).toEqual(
      leftOut.length > 0
        ? []
        : [`Not used of the goal: “${words.replace(/[.。]$/, '')}”.`]
    );
  });

  it.each([
    'Predict `subscribed` from age and duration only. AUC.',
    'Predict `subscribed` without age and duration, AUC.'
  ])('is said of a sentence of which the rest was read: %s', goal => {
    expect(said(goal)).toEqual([expect.stringContaining('age and duration')]);
  });

  it.each([
    'Predict `subscribed`, AUC. Do not use `duration`.',
    'Predict `subscribed` before a call from age and duration, AUC.',
    'Predict `subscribed`. Data: age, duration and agent of each call. AUC.',
    'Predict `subscribed`.\n\nHello.\n\nColumns:\n- `age`: in years, not older than 90\n- `duration`: in seconds, pauses not counted\n- `agent`: who called'
  ])('is not said where one does, or where columns are described: %s', goal => {
    expect(said(goal)).toEqual([]);
  });

  it('is said of a list where it tells when a value is known', () => {
    expect(
      said(
        'Predict `subscribed`.\n\nColumns:\n- `age`: in years\n- `duration`: in seconds, not known before the call'
      )
    ).toEqual([
      'Not used of the goal: “`duration`: in seconds, not known before the call”.'
    ]);
  });
});

describe('what stands behind what a short goal asks for', () => {
  it.each([
    'The survey agents write is filled in on the last day.',
    'Callers who stay must never be pestered.',
    'Die `duration` stammt aus dem Protokoll.',
    'Toutes les classes sont également importantes.',
    '宁可多报,也不能漏掉一个。'
  ])('is said where nothing was read from it: %s', words => {
    expect(said(`Predict \`subscribed\`. ${words}`)).toEqual([
      `Not used of the goal: “${words.replace(/[.。]$/, '')}”.`
    ]);
  });

  it.each([
    'Our bank lost callers after the merger. Predict `subscribed`.',
    'Predict `subscribed`. Many thanks, and never mind the mess!',
    'Predict `subscribed` from `age`. The file calls.csv holds nothing else.',
    'Predict `subscribed`. Use age and duration.',
    'Predict `subscribed`. duration - how long it took, never above 600',
    'Predict `subscribed`. One is a caller. They are many. They were never asked. They came once. It took time.',
    // Neither metric nor division is left open.
    'Predict `subscribed`. Log loss. Rows are drawn at random. It is not easy.'
  ])('is not where it is no instruction, or read: %s', goal => {
    expect(said(goal)).toEqual([]);
  });
});

it('takes no word that turns down for a column', () => {
  expect(mentionsOf('Do not use it, non.', ['grade', 'note'])).toEqual([]);
});

it('says what is called a column and is none', () => {
  const notes = (goal: string) => read(goal).declaration!.notes;
  expect(
    notes(
      'Predict `subscribed` for test_rows.csv. Output: age, p_subscribed and `rank`.'
    )
  ).toContain('No column is called “rank”.');
  expect(notes('Predict `subscribed` from x_1 and day. ROC_AUC.')).toContain(
    'No column is called “x_1”.'
  );
  expect(notes('Predict `subscribed` = `yes`, by log_loss.')).toEqual([]);
});

it('quotes two sentences and counts the others', () => {
  const read = {
    columns: ['a', 'b', 'y'],
    targets: ['y'],
    told: new Set(['y']),
    used: [],
    isUsual: false,
    isUndivided: false
  };
  const clauses = 'do not use `a` yet; `b` is known later; never trust `a`';
  expect(notUsed(`Predict y.`, read)).toBeNull();
  expect(notUsed(`Predict y; ${clauses}`, read)).toBe(
    'Not used of the goal: “do not use `a` yet”, “`b` is known later” and 1 more sentence.'
  );
});
