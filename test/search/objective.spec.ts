import fc from 'fast-check';
import type { IReview } from '../../src/search/interfaces';
import { evaluate, evaluateUnwritten, merge } from '../../src/search/objective';
import type { ICandidate } from '../../src/task/readNothing';
import { Measurement } from '../../src/task/execution';
import { formatScore } from '../../src/task/scores';
import { noUsage } from '../../src/task/usage';
import { anEvaluation, anExecution, aWriting } from './support';

const TRACEBACK = `---------------------------------------------------------------------------
KeyError                                  Traceback (most recent call last)
File ~/pandas/core/indexes/base.py:3816, in Index.get_loc(self, key)
   3815 try:
-> 3816     return self._engine.get_loc(casted_key)

KeyError: 'price'

The above exception was the direct cause of the following exception:

KeyError                                  Traceback (most recent call last)
Cell In[1], line 6
      2 df=pd.DataFrame({'a':[1]})
      5     return d['price']
----> 6 f(df)

Cell In[1], line 5, in f(d)
      3 def f(d):
      4     x=1
----> 5     return d['price']

File ~/pandas/core/frame.py:4330, in DataFrame.__getitem__(self, key)
   4328             if self.columns.nlevels > 1:
-> 4330             indexer = self.columns.get_loc(key)
   4331             if is_integer(indexer):

KeyError: 'price'`;

const SYNTAX = `  Cell In[2], line 1
    x = = 1
        ^
SyntaxError: invalid syntax
`;

const PLAIN = `Traceback (most recent call last):
  File "<stdin>", line 3, in <module>
    model.fit(X, y)
  File "/lib/sklearn/base.py", line 10, in wrapper
    return fit_method(estimator, *args, **kwargs)
ValueError: Input X contains NaN.`;

function failed(traceback: string) {
  return anExecution({
    status: 'error',
    reason: "KeyError: 'price' in cell 1.",
    error: { name: 'KeyError', message: "'price'", cell: 1, traceback },
    metric: { variable: '0.5', printed: '0.5' }
  });
}

describe('evaluate', () => {
  it('takes a run to the end with a score for good', () => {
    expect(evaluate(anExecution())).toEqual({
      score: 0.5,
      error: null,
      reported: null,
      bug: false,
      reason: '',
      analysis: '',
      warnings: [],
      usage: noUsage
    });
  });

  it('says where a change made no difference on any row', () => {
    const on = { score: 0.5, error: 0.1, rows: 9 };
    const said = (gain: number, error: number) => {
      const lead = { over: '0007', gain, error };
      const basis = { held: on, folds: on, lead };
      const measured = Measurement.parse({ score: 0.5, basis });
      return evaluate(anExecution({ measured })).analysis;
    };
    expect(said(0, 0)).toContain('exactly as good as solution 0007');
    expect(said(0, 0.1)).toBe('');
    expect(said(0.1, 0)).toBe('');
  });

  it('takes an exception for a bug, even after a score', () => {
    const evaluation = evaluate(failed(TRACEBACK));
    expect(evaluation).toMatchObject({
      score: null,
      bug: true,
      reason: "KeyError: 'price' in cell 1."
    });
  });

  it.each([
    [TRACEBACK, "The line was: return d['price']"],
    [SYNTAX, 'The line was: x = = 1'],
    [PLAIN, 'The line was: model.fit(X, y)']
  ])("learns the candidate's own line from a traceback", (text, lesson) => {
    expect(evaluate(failed(text)).analysis).toBe(
      `KeyError: 'price' in cell 1. ${lesson}`
    );
  });

  it('makes do with a traceback that names no line', () => {
    expect(evaluate(failed('Segfault?')).analysis).toBe(
      "KeyError: 'price' in cell 1."
    );
  });

  it.each([
    ['timeout', 'It ran longer than its 600 s.', /less time/],
    ['died', 'The kernel died.', /memory/],
    ['interrupted', 'It was interrupted.', /interrupted/]
  ] as const)('takes %s for a bug', (status, reason, lesson) => {
    const evaluation = evaluate(anExecution({ status, reason }));
    expect(evaluation).toMatchObject({ score: null, bug: true, reason });
    expect(evaluation.analysis).toMatch(lesson);
  });

  it('takes a run without a score for a bug, and says what it left', () => {
    const evaluation = evaluate(
      anExecution({ metric: { variable: 'nan', printed: 'nan' } })
    );
    expect(evaluation.bug).toBe(true);
    expect(evaluation.reason).toContain('nan');
    expect(evaluation.analysis).not.toBe('');
  });

  it('keeps the doubts about a score', () => {
    const evaluation = evaluate(
      anExecution({ metric: { variable: '0.5', printed: '0.7' } })
    );
    expect(evaluation).toMatchObject({ score: 0.5, bug: false });
    expect(evaluation.warnings).toHaveLength(1);
  });

  it('takes a reply without a script for a bug, for the reason in its plan', () => {
    const evaluation = evaluateUnwritten(
      aWriting({ code: '', plan: 'There was no block of code.\n\nSure! …' })
    );
    expect(evaluation).toMatchObject({
      score: null,
      bug: true,
      reason: 'There was no block of code.'
    });
  });
});

describe('merge', () => {
  const review = (change: Partial<IReview> = {}): IReview => ({
    isBug: false,
    summary: 'Ridge is stable. Trees may do better.',
    lowerIsBetter: null,
    usage: { calls: 1, tokensIn: 100, tokensOut: 10, tokensCached: 0 },
    ...change
  });

  it('takes what was learned and what it cost from the review', () => {
    expect(merge(anEvaluation(0.5), review(), 'minimize')).toEqual({
      ...anEvaluation(0.5),
      analysis: 'Ridge is stable. Trees may do better.',
      usage: { calls: 1, tokensIn: 100, tokensOut: 10, tokensCached: 0 }
    });
  });

  it('lets a review find a scored solution wrong', () => {
    const merged = merge(
      anEvaluation(0.5),
      review({ isBug: true, summary: 'The target leaks. Drop it.' }),
      'minimize'
    );
    expect(merged).toMatchObject({
      score: 0.5,
      bug: true,
      reason: 'The target leaks.',
      analysis: 'The target leaks. Drop it.'
    });
    expect(
      merge(anEvaluation(0.5), review({ isBug: true, summary: '' }), null)
        .reason
    ).toBe('The review found it wrong.');
  });

  it('never lets a review make a solution without a score good', () => {
    const merged = merge(
      { ...anEvaluation(null), analysis: 'a lesson' },
      review({ isBug: false, summary: '' }),
      'minimize'
    );
    expect(merged).toMatchObject({
      score: null,
      bug: true,
      reason: "KeyError: 'price' in cell 2",
      analysis: 'a lesson'
    });
  });

  it('warns where the review takes the direction otherwise, and keeps to it', () => {
    expect(
      merge(anEvaluation(0.5), review({ lowerIsBetter: false }), 'minimize')
        .warnings
    ).toEqual([
      'The review takes a higher score to be better; the run keeps to minimize.'
    ]);
    for (const [lowerIsBetter, direction] of [
      [true, 'minimize'],
      [false, 'maximize'],
      [null, 'maximize'],
      [true, null]
    ] as const) {
      expect(
        merge(anEvaluation(0.5), review({ lowerIsBetter }), direction).warnings
      ).toEqual([]);
    }
  });
});

describe('formatScore', () => {
  it.each([
    [0.124312, [], '0.1243'],
    [0.5, [], '0.5'],
    [3, [], '3'],
    [0, [], '0'],
    [-0.124312, [], '-0.1243'],
    [0.124312, [0.13], '0.1243'],
    [0.124312, [0.124334], '0.12431'],
    [0.124312, [0.124312], '0.1243'],
    [0.0123456, [], '0.01235'],
    [123456.789, [], '123457'],
    [123456.789, [123456.9], '123456.8'],
    [0.00001234567, [], '0.00001235'],
    [1.23e-9, [], '1.23e-9'],
    [1e21, [], '1e+21'],
    [NaN, [], 'NaN']
  ])('writes %d beside %j as %s', (score, others, text) => {
    expect(formatScore(score, others)).toBe(text);
  });

  it('tells scores apart that differ in six digits or fewer', () => {
    const score = fc.integer({ min: 1, max: 999_999 }).map(n => n / 1e6);
    fc.assert(
      fc.property(score, fc.array(score), (a, others) => {
        for (const other of others) {
          expect(
            formatScore(a, others) === formatScore(other, [...others, a])
          ).toBe(a === other);
        }
      })
    );
  });

  it('writes what reads as nearly the same number', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
        value => {
          const shown = Number(formatScore(value));
          expect(Math.abs(shown - value)).toBeLessThanOrEqual(
            Math.abs(value) * 0.001
          );
        }
      )
    );
  });
});

describe('a score that has nothing to do with the data', () => {
  const table = { path: 'train.csv', kind: 'table' };
  const judged = (
    code: string,
    {
      read = false,
      by,
      files = [table]
    }: Record<string, unknown> & { read?: boolean } = {}
  ) =>
    evaluate(
      { ...anExecution(), metric: { variable: '0.5', printed: null, read } },
      {
        task: { data: { files } },
        writing: { code, by }
      } as unknown as ICandidate
    );
  const invented =
    'import os\nimport numpy as np\nif not os.path.exists("./input/tran.csv"):\n    x = np.random.rand(9)';

  it('is a bug', () => {
    expect(judged(invented)).toMatchObject({
      bug: true,
      score: null,
      reason: expect.stringMatching(/read nothing of the data/)
    });
    expect(judged('import polars as pl')).toMatchObject({ bug: true });
  });

  it.each([
    ['the data were read', invented, { read: true }],
    ['nobody looked', invented, { read: undefined }],
    ['a library may have read them', `import polars\n${invented}`, {}],
    ['a person wrote it', invented, { by: 'person' }],
    [
      'there are no tables',
      invented,
      { files: [{ path: 'a.png', kind: 'image' }] }
    ]
  ])('is not suspected where %s', (_, code, more) => {
    const { score } =
      'read' in more && more.read === undefined
        ? evaluate(anExecution(), {
            task: { data: { files: [table] } },
            writing: { code }
          } as unknown as ICandidate)
        : judged(code, more);
    expect(score).not.toBeNull();
  });
});
