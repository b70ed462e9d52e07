import fc from 'fast-check';
import { stepRandom } from '../../src/base/random';
import { greedyPolicy } from '../../src/search/policy';
import { SolutionTree } from '../../src/search/tree';
import { eventSequences, finished } from './support';

const settings = { drafts: 5, debugProbability: 0.5, debugDepth: 3 };

/** Hands out the given draws; more than those are not to be asked for. */
function draws(...values: number[]): () => number {
  return () => {
    if (values.length === 0) {
      throw new Error('One draw too many');
    }
    return values.shift()!;
  };
}

describe('greedyPolicy', () => {
  it('keeps to its definition on random trees', () => {
    const unit = fc.double({ min: 0, max: 0.999999, noNaN: true });
    fc.assert(
      fc.property(
        eventSequences(200),
        fc.record({
          drafts: fc.integer({ min: 1, max: 8 }),
          debugProbability: fc.constantFrom(0, 0.3, 0.5, 1),
          debugDepth: fc.integer({ min: 0, max: 3 })
        }),
        unit,
        unit,
        ({ events, direction }, settings, first, second) => {
          const tree = SolutionTree.from(events, direction);
          const choice = greedyPolicy(settings).next(
            tree,
            tree.pending,
            draws(first, second)
          );

          // The definition, from the solutions alone.
          const all = [...tree.solutions];
          const chain = (id: string | null): number => {
            const solution = all.find(each => each.id === id);
            return solution?.stage === 'debug' ? 1 + chain(solution.parent) : 0;
          };
          const closed = new Map(
            events.flatMap(event =>
              event.type === 'close' ? [[event.id, event.closed]] : []
            )
          );
          const isOpen = (id: string | null): boolean =>
            id === null ||
            (!closed.get(id) && isOpen(all.find(s => s.id === id)!.parent));
          // Of a blend, the best that it is made of is improved.
          const base = tree.good.ranked
            .map(({ id, members }) => members?.[0] ?? id)
            .find(isOpen);
          const bugs = all
            .filter(
              ({ id, stage, state, evaluation }) =>
                isOpen(id) &&
                stage !== 'blend' &&
                state !== 'cancelled' &&
                evaluation?.bug === true &&
                chain(id) < settings.debugDepth &&
                !all.some(({ parent }) => parent === id)
            )
            .map(({ id }) => id);
          const roots = all.filter(({ parent }) => parent === null).length;
          if (choice === null) {
            // It waits only where it knows nothing, and something is to come.
            expect(roots).toBeGreaterThanOrEqual(settings.drafts);
            expect(base).toBeUndefined();
            expect(tree.pending).not.toEqual([]);
          } else if (roots < settings.drafts) {
            expect(choice).toEqual({ stage: 'draft', parent: null });
          } else if (first < settings.debugProbability && bugs.length > 0) {
            expect(choice.stage).toBe('debug');
            expect(bugs).toContain(choice.parent);
          } else if (base === undefined) {
            expect(tree.pending).toEqual([]);
            expect(choice).toEqual({ stage: 'draft', parent: null });
          } else {
            expect(choice).toEqual({ stage: 'improve', parent: base });
          }
        }
      ),
      { numRuns: 3000 }
    );
  });

  it('mends each bug with the same probability, half of the time', () => {
    const tree = SolutionTree.from(
      [1, 2, 3, 4, 5].flatMap(step =>
        finished(step, null, step < 5 ? null : 1)
      ),
      'minimize'
    );
    const counts = new Map<string, number>();
    for (let step = 1; step <= 8000; step++) {
      const { stage, parent } = greedyPolicy(settings).next(
        tree,
        [],
        stepRandom(1, step)
      )!;
      const key = `${stage} ${parent}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([
      'debug 0001',
      'debug 0002',
      'debug 0003',
      'debug 0004',
      'improve 0005'
    ]);
    for (const [key, count] of counts) {
      const expected = key === 'improve 0005' ? 4000 : 1000;
      expect(Math.abs(count - expected)).toBeLessThan(expected * 0.15);
    }
  });

  it('mends a chain of three repairs at most', () => {
    const events = [1, 2, 3, 4, 5].flatMap(step => finished(step, null, 1));
    const chain = [
      ...finished(6, 5, null),
      ...finished(7, 6, null, 'debug'),
      ...finished(8, 7, null, 'debug')
    ];
    const third = finished(9, 8, null, 'debug');
    const policy = greedyPolicy({ ...settings, debugProbability: 1 });
    const before = SolutionTree.from([...events, ...chain], 'minimize');
    expect(policy.next(before, [], draws(0, 0))).toEqual({
      stage: 'debug',
      parent: '0008'
    });
    const after = SolutionTree.from(
      [...events, ...chain, ...third],
      'minimize'
    );
    expect(after.debugDepth(after.get('0009'))).toBe(3);
    expect(policy.next(after, [], draws(0, 0))?.stage).toBe('improve');
  });

  it('sees what is under way', () => {
    const policy = greedyPolicy({
      ...settings,
      drafts: 2,
      debugProbability: 1
    });
    const tree = SolutionTree.from(finished(1, null, null), 'minimize');
    // The second draft is in flight, so there is no third one.
    tree.apply(finished(2, null, 1)[0]);
    expect(policy.next(tree, tree.pending, draws(0, 0))).toEqual({
      stage: 'debug',
      parent: '0001'
    });
    // The bug's repair is in flight, so it is not mended twice.
    tree.apply(finished(3, 1, 1, 'debug')[0]);
    // And one more draft is due when nothing came of it, not before.
    expect(policy.next(tree, tree.pending, draws(0))).toBeNull();
    // A score counts before its review is there.
    for (const event of finished(2, null, 1).slice(1)) {
      tree.apply(
        event.type === 'evaluate' ? { ...event, final: false } : event
      );
    }
    expect(tree.get('0002').state).toBe('reviewing');
    expect(policy.next(tree, tree.pending, draws(0))).toEqual({
      stage: 'improve',
      parent: '0002'
    });
  });
});

describe('stepRandom', () => {
  it('depends on seed and step alone', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (seed, step) => {
        const [a, b] = [stepRandom(seed, step), stepRandom(seed, step)];
        stepRandom(seed, step + 1)();
        expect([a(), a(), a()]).toEqual([b(), b(), b()]);
      })
    );
  });

  it('draws evenly from 0 to 1, over steps and over seeds', () => {
    const means = [
      Array.from({ length: 4000 }, (_, step) => stepRandom(0, step + 1)()),
      Array.from({ length: 4000 }, (_, seed) => stepRandom(seed, 1)()),
      (() => {
        const random = stepRandom(7, 7);
        return Array.from({ length: 4000 }, () => random());
      })()
    ];
    for (const values of means) {
      expect(values.every(value => value >= 0 && value < 1)).toBe(true);
      const bins = new Array(10).fill(0);
      values.forEach(value => bins[Math.floor(value * 10)]++);
      bins.forEach(count => expect(Math.abs(count - 400)).toBeLessThan(100));
    }
  });
});
