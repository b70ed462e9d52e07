import { reportsTooMuch, tooGood } from '../../src/run/objectives/doubts';
import { evaluate } from '../../src/search/objective';
import { Measurement } from '../../src/task/execution';
import { anExecution } from '../search/support';

describe('a score that is measured outside', () => {
  it('counts, with the reported one beside it', () => {
    const measured = Measurement.parse({
      score: 0.7,
      error: 0.02,
      warnings: ['A doubt.']
    });
    expect(evaluate(anExecution({ measured }))).toMatchObject({
      score: 0.7,
      error: 0.02,
      reported: 0.5,
      bug: false,
      warnings: ['A doubt.']
    });
  });

  it('needs no report', () => {
    const measured = Measurement.parse({ score: 0.7 });
    const metric = { variable: null, printed: null };
    expect(evaluate(anExecution({ measured, metric }))).toMatchObject({
      score: 0.7,
      reported: null,
      bug: false
    });
  });

  it('makes a bug of what it rejects, and of what did not run to its end', () => {
    const rejected = Measurement.parse({ score: null, problem: 'It is off.' });
    expect(evaluate(anExecution({ measured: rejected }))).toMatchObject({
      score: null,
      bug: true,
      reason: 'It is off.'
    });
    const measured = Measurement.parse({ score: 1 });
    expect(
      evaluate(anExecution({ status: 'timeout', reason: 'too slow', measured }))
    ).toMatchObject({ score: null, bug: true, reason: 'too slow' });
  });
});

describe('a report', () => {
  it('is believed within the error of what is measured', () => {
    expect(reportsTooMuch(0.28, 0.3, 0.02, 'minimize')).toBeNull();
    expect(reportsTooMuch(0.95, 0.93, 0.01, 'maximize')).toBeNull();
    expect(reportsTooMuch(0.5, 0.3, 0.01, 'minimize')).toBeNull();
    expect(reportsTooMuch(null, 0.3, 0.01, 'minimize')).toBeNull();
  });

  it.each([
    [0.01, 0.3, 0.02, 'minimize'],
    [0.999, 0.7, 0.02, 'maximize'],
    [0.01, 0.3, null, 'minimize']
  ] as const)(
    'of %d where %d is measured is doubted',
    (reported, score, error, way) => {
      expect(reportsTooMuch(reported, score, error, way)).toContain(
        'It reports'
      );
    }
  );
});

describe('a score among those of its run', () => {
  const others = [0.31, 0.3, 0.29, 0.305, 0.295, 0.28];

  it('may be the best of them', () => {
    expect(tooGood(0.26, others, 'minimize')).toBeNull();
    expect(tooGood(0.32, others, 'maximize')).toBeNull();
  });

  it('is doubted where it is far from all', () => {
    expect(tooGood(0.001, others, 'minimize')).toContain('found the answers');
    expect(tooGood(0.999, others, 'maximize')).toContain('found the answers');
  });

  it('is not judged by too few', () => {
    expect(tooGood(0.001, others.slice(0, 3), 'minimize')).toBeNull();
  });
});
