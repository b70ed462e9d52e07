import fc from 'fast-check';
import { formatShare, improvement } from '../../src/task/scores';
import { ScoreFormat } from '../../src/task/scoreFormat';

function format(scores: number[]): string[] {
  const format = new ScoreFormat();
  for (const score of scores) {
    format.add(score);
  }
  return scores.map(score => format.format(score));
}

describe('ScoreFormat', () => {
  it.each([
    [
      [0.14321, 0.13212],
      ['0.143', '0.132']
    ],
    [
      [0.12431, 0.12434, 0.2],
      ['0.12431', '0.12434', '0.20000']
    ],
    [
      [24500.3, 25100.9],
      ['24500', '25101']
    ],
    [
      [0.9, 0.95],
      ['0.900', '0.950']
    ],
    [[-0.5], ['−0.500']],
    [[0], ['0.00']]
  ])('writes %j as %j', (scores, expected) => {
    expect(format(scores)).toEqual(expected);
  });

  it('tells scores apart that differ within five digits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 10_000, max: 99_999 }), {
          minLength: 2,
          maxLength: 40
        }),
        integers => {
          const written = format(integers.map(integer => integer / 1e5));
          expect(new Set(written).size).toBe(integers.length);
        }
      )
    );
  });

  it('does not lengthen all for two that are all but the same', () => {
    const [first] = format([0.5, 0.5 + 1e-13, 0.7]);
    expect(first.length).toBeLessThanOrEqual(8);
  });

  it('keeps a tiny score readable among large ones', () => {
    expect(format([1000, 0.00001])[1]).toBe('1.00e-5');
  });
});

describe('improvement', () => {
  it('is a share of the first score, whichever way is better', () => {
    expect(improvement(0.2, 0.15, 'minimize')).toBeCloseTo(0.25);
    expect(improvement(0.8, 0.88, 'maximize')).toBeCloseTo(0.1);
    expect(improvement(-0.5, -0.4, 'maximize')).toBeCloseTo(0.2);
  });

  it('is unknown where the first score is nothing', () => {
    expect(improvement(0, 1, 'maximize')).toBeNull();
  });

  it.each([
    [0.153, '15 %'],
    [0.0042, '0.4 %'],
    [0.05, '5 %'],
    [1.5, '150 %']
  ])('%d reads %s', (share, expected) => {
    expect(formatShare(share)).toBe(expected);
  });
});
