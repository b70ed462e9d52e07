import fc from 'fast-check';
import { readMetric } from '../../src/task/readMetric';

const variable = (text: string | null, printed: string | null = null) =>
  readMetric({ variable: text, printed });

describe('readMetric', () => {
  it.each([
    ['3', 3],
    ['-3', -3],
    ['0', 0],
    ['-0.0', 0],
    ['0.1243', 0.1243],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-05', 1e-5],
    ['-1.5E+3', -1500],
    ['np.float64(0.1)', 0.1],
    ['np.float32(0.25)', 0.25],
    ['np.int64(3)', 3],
    ['numpy.float64(0.1)', 0.1],
    ['array(0.5)', 0.5],
    ['array(0.5, dtype=float32)', 0.5],
    ['array([0.5])', 0.5],
    ['array([[0.5]], dtype=float32)', 0.5],
    ['[0.5]', 0.5],
    ['(0.5,)', 0.5],
    ['tensor(0.5)', 0.5],
    ["tensor(0.5000, device='cuda:0')", 0.5],
    ['tensor(0.5000, dtype=torch.float64)', 0.5],
    ["tensor(0.5, device='cuda:0', grad_fn=<MeanBackward0>)", 0.5],
    ['tensor([0.5000])', 0.5],
    ['Array(0.5, dtype=float32)', 0.5],
    ['<tf.Tensor: shape=(), dtype=float32, numpy=0.5>', 0.5],
    ["Decimal('0.1')", 0.1],
    ["mpf('0.1')", 0.1]
  ])('reads %s', (text, score) => {
    expect(variable(text)).toEqual({ score, problem: '', warnings: [] });
  });

  it.each(["'0.5'", '"0.5"', "' 0.5 '", "np.str_('0.5')"])(
    'accepts the text %s',
    text => {
      expect(variable(text).score).toBe(0.5);
    }
  );

  it('warns of a text', () => {
    expect(variable("'0.5'").warnings).toEqual([
      'The score is a text that holds a number.'
    ]);
  });

  it.each([
    'nan',
    'inf',
    '-inf',
    'np.float64(nan)',
    'np.float64(-inf)',
    'array(nan)',
    'tensor(inf)',
    "Decimal('NaN')",
    "Decimal('Infinity')",
    '1e999',
    "'nan'"
  ])('takes %s for no score', text => {
    const { score, problem } = variable(text);
    expect(score).toBeNull();
    expect(problem).toContain('finite number');
    expect(problem).toContain(text);
  });

  it.each([
    'None',
    'True',
    'False',
    'np.True_',
    'np.False_',
    'np.bool_(True)',
    '<NA>',
    '',
    "''",
    "'abc'",
    '[]',
    '{}',
    '()',
    '[0.1, 0.2]',
    'array([0.1, 0.2])',
    'array([0.1, 0.2], dtype=float32)',
    "{'rmse': 0.1}",
    '(0.5+0j)',
    '0x10',
    '1_000',
    '0.1.2',
    '1,5',
    '92%',
    '0    0.5\ndtype: float64',
    '<function f at 0x7f00>',
    'Ridge(alpha=1.0)',
    'Ridge(0.5)',
    'range(5)',
    'deque([0.5])',
    'Fraction(1, 3)',
    'datetime.timedelta(seconds=5)'
  ])('takes %s for no number', text => {
    const { score, problem } = variable(text);
    expect(score).toBeNull();
    expect(problem).toMatch(
      /^It left no score: the variable .*not a number\.$/
    );
    expect(problem.length).toBeLessThan(160);
  });

  it('says so where nothing is there', () => {
    expect(variable(null, null)).toEqual({
      score: null,
      problem:
        'It left no score: validation_metric is neither set nor printed.',
      warnings: []
    });
  });

  it('prefers the variable and warns where the printed score differs', () => {
    const { score, warnings } = variable('0.5', '0.6');
    expect(score).toBe(0.5);
    expect(warnings).toEqual([
      'The printed score (0.6) differs from the variable validation_metric (0.5); the variable counts.'
    ]);
    expect(variable('0.5', 'done').warnings).toHaveLength(1);
    expect(variable('0.5', 'nan').warnings).toHaveLength(1);
  });

  it.each([
    ['0.12345678', '0.1235'],
    ['0.12345678', '0.123'],
    ['np.float64(123456.789)', '123457'],
    ['1.23456e-05', '1.2e-05'],
    ['tensor(0.1235)', '0.12345678'],
    ['np.float32(0.1)', '0.10000000149011612'],
    ['0.5', '0.5000'],
    ['3', '3.0'],
    ['0.12345', '0.1235 (RMSE)'],
    ['0.12345', '0.1235 ± 0.01'],
    ['0.12345', '0.1235±0.01'],
    ['0.12345', '0.1235, good'],
    ['0.5', '0.5.'],
    ['0.5', 'np.float64(0.5)']
  ])('sees no difference between %s and the printed %s', (text, printed) => {
    const { score, warnings } = variable(text, printed);
    expect(score).not.toBeNull();
    expect(warnings).toEqual([]);
  });

  it.each([
    ['0.12345678', '0.1236'],
    ['0.5', '0.51'],
    ['0.5', '-0.5'],
    ['0.5', '50']
  ])('sees that %s differs from the printed %s', (text, printed) => {
    expect(variable(text, printed).warnings).toHaveLength(1);
  });

  it('takes the printed score where the variable holds no number, and says so', () => {
    expect(variable(null, '0.5')).toMatchObject({
      score: 0.5,
      warnings: [
        'The variable validation_metric is not set; the score is the printed one.'
      ]
    });
    expect(variable('None', '0.5 (RMSE)')).toMatchObject({
      score: 0.5,
      warnings: [
        'The variable validation_metric holds None, not a number; the score is the printed one.'
      ]
    });
  });

  it('does not let a printed number make up for a variable that is not finite', () => {
    expect(variable('nan', '0.5').score).toBeNull();
  });

  it.each(['', 'abc', '92.3%', 'nan', 'True', '0.1.2', '0.5abc'])(
    'takes the printed %s alone for no score',
    printed => {
      expect(variable(null, printed).score).toBeNull();
    }
  );

  it('reads every finite number that Python or JavaScript prints', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        value => {
          expect(variable(String(value), String(value))).toEqual({
            score: value + 0,
            problem: '',
            warnings: []
          });
        }
      )
    );
  });

  it('never throws, and is quick, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ maxLength: 2000 })),
        fc.option(fc.string({ maxLength: 2000 })),
        (a, b) => {
          const { score, problem } = variable(a, b);
          expect(score === null).toBe(problem !== '');
          expect(score === null || Number.isFinite(score)).toBe(true);
        }
      )
    );
    for (const text of ['(', '[', 'a(', ', a=', ', a=1', '9', "'"]) {
      expect(variable(text.repeat(100_000)).score).toBeNull();
      variable(text.repeat(900 / text.length));
    }
  });
});
