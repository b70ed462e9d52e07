import { storyOf } from '../../src/run/account/story';
import { SolutionTree } from '../../src/search/tree';
import { finished } from '../search/support';

describe('storyOf', () => {
  it('says what helped, step by step, and what was in vain', () => {
    const tree = SolutionTree.from(
      [
        ...finished(1, null, null),
        ...finished(2, 1, 3, 'debug'),
        ...finished(3, 2, 4),
        ...finished(4, 2, 2),
        ...finished(5, 4, 1)
      ],
      'minimize'
    );
    const { gains, inVain } = storyOf(tree);
    expect(
      gains.map(({ solution, before, score }) => [solution.id, before, score])
    ).toEqual([
      ['0002', null, 3],
      ['0004', 3, 2],
      ['0005', 2, 1]
    ]);
    expect(inVain).toBe(1);
  });

  it('counts no step on the way to a verified pick that made it worse', () => {
    const tree = SolutionTree.from(
      [
        ...finished(1, null, 3),
        ...finished(2, 1, 2),
        ...finished(3, 2, 2.5),
        {
          type: 'verify',
          verification: {
            kind: 'holdout',
            leaders: ['0002', '0003'],
            runs: 1,
            reruns: [],
            isDone: true,
            pick: '0003'
          }
        }
      ],
      'minimize'
    );
    const { gains, helped, inVain } = storyOf(tree);
    expect(gains.map(({ solution }) => solution.id)).toEqual([
      '0001',
      '0002',
      '0003'
    ]);
    expect([helped, inVain]).toEqual([1, 1]);
  });

  it('counts failures of a kind, and those that were mended', () => {
    const tree = SolutionTree.from(
      [
        ...finished(1, null, null),
        ...finished(2, 1, null, 'debug'),
        ...finished(3, 2, 1, 'debug'),
        ...finished(4, null, null)
      ],
      'minimize'
    );
    const { failures } = storyOf(tree);
    expect(failures).toEqual([
      expect.objectContaining({
        kind: "KeyError: 'price' in cell 2",
        times: 3,
        mended: 2
      })
    ]);
    expect(failures[0].first.id).toBe('0001');
  });

  it('has nothing to tell of a run that only began', () => {
    expect(storyOf(new SolutionTree())).toEqual({
      helped: 0,
      gains: [],
      failures: [],
      inVain: 0
    });
  });
});
