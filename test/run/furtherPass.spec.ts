import { explained, scoresOf } from '../../src/run/account/scores';
import { withPasses } from '../../src/run/execution/withPasses';
import { furtherPass } from '../../src/run/verify/furtherPass';
import { planVerification } from '../../src/run/verify/evidence';
import { SolutionTree } from '../../src/search/tree';
import { stepOf, TreeEvent } from '../../src/solution/events';
import type { Basis } from '../../src/task/execution';
import type { Rerun } from '../../src/task/verification';
import { anEvaluation, anExecution, finished, idOf } from '../search/support';

interface IScored {
  score: number;
  seconds?: number;
  /** By what it is better than the first, with the standard error of that. */
  lead?: [gain: number, error: number];
}

/** A run that is to be lower, whose solutions have scores on rows of folds. */
function grown(...scored: IScored[]): SolutionTree {
  const tree = new SolutionTree('minimize');
  scored.forEach(({ score, seconds = 1, lead = [0, 1] }, i) => {
    const rows = { score, error: 3, rows: 100 };
    const basis: Basis = {
      held: rows,
      folds: rows,
      lead: i > 0 ? { over: idOf(1), gain: lead[0], error: lead[1] } : null
    };
    const code = { code: `score = ${i}` };
    for (const event of finished(i + 1, null, score, 'improve', code)) {
      tree.apply(
        event.type === 'evaluate'
          ? {
              ...event,
              evaluation: { ...anEvaluation(score), error: 3, basis }
            }
          : event.type === 'execute'
            ? { ...event, execution: anExecution({ seconds }) }
            : event
      );
    }
  });
  return tree;
}

const aPass = (id: string, run: number, score: number): Rerun => ({
  id,
  run,
  scores: [
    { on: 'final', score: 50, error: 9 },
    { on: `pass ${run}`, score, error: 3 }
  ],
  problem: '',
  seconds: 1
});
const pass = (tree: SolutionTree, id: string, run: number, score: number) =>
  tree.apply(
    TreeEvent.parse({ type: 'pass', id, rerun: aPass(id, run, score) })
  );

/** Two that are close, and nothing gained since. */
const stalled: IScored[] = [50, 50.2, 58, 59, 58, 59, 58].map(score => ({
  score
}));
const settings = { leaders: 3, runs: 2 };

describe('a leader runs once more', () => {
  it('where another solution is expected to bring less', () => {
    const tree = grown(...stalled);
    expect(furtherPass(tree, settings)).toEqual({ id: '0001', run: 1 });
    // One at a time of each.
    expect(furtherPass(tree, settings, new Set(['0001']))).toEqual({
      id: '0002',
      run: 1
    });
    pass(tree, '0001', 1, 50.4);
    expect(furtherPass(tree, settings)).toEqual({ id: '0002', run: 1 });
  });

  it('as often as a verification would have it run, and no more', () => {
    const tree = grown(...stalled);
    const runs: string[] = [];
    for (;;) {
      const next = furtherPass(tree, settings);
      if (next === null) {
        break;
      }
      runs.push(`${next.id} ${next.run}`);
      pass(tree, next.id, next.run, 50 + (runs.length % 2));
    }
    expect(runs.slice(0, 4).sort()).toEqual([
      '0001 1',
      '0001 2',
      '0002 1',
      '0002 2'
    ]);
    expect(furtherPass(grown(...stalled), { leaders: 3, runs: 0 })).toBeNull();
  });

  it.each([
    ['where each step gains much', [60, 58, 56, 54, 52, 50, 48], 1, 1],
    ['where the best is clearly ahead', [20, 50, 51, 52, 53, 54, 55], 1, 1],
    ['where few were tried', [50, 50.2, 58], 1, 1],
    [
      'where nothing tells how far scores vary',
      [50, 50.2, 58, 59, 58, 59],
      0,
      1
    ],
    [
      'where it takes far longer than another solution, which gains a little',
      [58, 50.5, 50.4, 50.3, 50.2, 50.1, 50],
      1,
      400
    ]
  ])('not %s', (_, scores, error, seconds) => {
    const tree = grown(
      ...scores.map(score => ({
        score,
        lead: [0, error] as [number, number],
        seconds: score < 50.3 ? seconds : 1
      }))
    );
    expect(furtherPass(tree, settings)).toBeNull();
  });
});

describe('a further pass', () => {
  it('counts as the first one does: the score is their mean, and who leads goes by it', () => {
    const tree = grown({ score: 50 }, { score: 52 }, { score: 60 });
    pass(tree, '0001', 1, 58);
    expect(tree.get('0001').evaluation).toMatchObject({
      score: 54,
      basis: { passes: [50, 58] }
    });
    expect(tree.good.ranked.map(({ id }) => id)).toEqual([
      '0002',
      '0001',
      '0003'
    ]);
    expect(tree.best?.id).toBe('0002');
    pass(tree, '0001', 2, 42);
    expect(tree.best?.id).toBe('0001');
    expect(tree.get('0001').evaluation!.score).toBe(50);
    expect([...tree.good].map(({ id }) => id)).toEqual([
      '0001',
      '0002',
      '0003'
    ]);
    expect(tree.size).toBe(3);
  });

  it('takes a gain that was luck from what π expects', () => {
    const tree = grown({ score: 60 }, { score: 50, lead: [10, 1] });
    expect(tree.base?.id).toBe('0002');
    pass(tree, '0002', 1, 74);
    expect(tree.base?.id).toBe('0001');
  });

  it('is not made again by a verification', () => {
    const tree = grown({ score: 50 }, { score: 52 });
    pass(tree, '0001', 1, 51);
    const { reruns } = planVerification(tree, 'holdout', settings)!;
    expect(reruns).toEqual([aPass('0001', 1, 51)]);
  });

  it('is said where the score is explained', () => {
    const tree = grown({ score: 50 }, { score: 52 });
    const said = () => explained(scoresOf(tree, tree.get('0001')), 'holdout');
    expect(said()).toMatch(/^50 ± 6 on 200 rows/);
    pass(tree, '0001', 1, 51);
    expect(said()).toBe(
      '50.5 ± 6 in the mean of 2 passes over 200 rows that its models did not learn from, which the search chose by'
    );
  });

  it('is told apart from others of the same solution', () => {
    const event = (run: number): TreeEvent => ({
      type: 'pass',
      id: '0001',
      rerun: aPass('0001', run, 5)
    });
    expect(stepOf(event(1))).not.toBe(stepOf(event(2)));
  });
});

describe('what runs candidates', () => {
  function world(left = Infinity, again: Partial<Rerun> = {}) {
    const tree = grown(...stalled);
    const asked: string[] = [];
    const how = {
      timeLimit: 9,
      signal: new AbortController().signal,
      onStart: () => asked.push('started')
    };
    const runner = withPasses(
      {
        run: async ({ id }) => {
          asked.push(id);
          return anExecution();
        }
      },
      {
        tree,
        next: without => furtherPass(tree, settings, without),
        rerun: async ({ id }, run, options) => {
          expect(Object.keys(options)).not.toContain('onStart');
          asked.push(`${id} again ${run}`);
          return { ...aPass(id, run, 50.1), ...again };
        },
        time: { toSearch: () => left },
        record: async event => tree.apply(TreeEvent.parse(event))
      }
    );
    const run = (id: string, where?: string) =>
      runner.run({ id, code: '', where }, how);
    return { tree, asked, run };
  }

  it('has a leader run once more before a candidate, in its place', async () => {
    const { asked, run, tree } = world();
    await run('0006');
    expect(asked).toEqual(['0001 again 1', '0006']);
    expect(tree.get('0001').evaluation!.basis!.passes).toEqual([50, 50.1]);
    // What goes on where it was cut off waits for nothing.
    await run('0007', 'a kernel');
    expect(asked.slice(2)).toEqual(['0007']);
  });

  it('begins none that would not end in time', async () => {
    const { asked, run } = world(2);
    await run('0006');
    expect(asked).toEqual(['0006']);
  });

  it('does not try again what came to no score', async () => {
    const { asked, run, tree } = world(Infinity, {
      scores: [],
      problem: 'KeyError'
    });
    await run('0005');
    await run('0006');
    await run('0007');
    expect(asked.filter(each => each.startsWith('0001'))).toHaveLength(1);
    expect(tree.passes).toEqual([]);
  });
});
