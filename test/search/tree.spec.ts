import fc from 'fast-check';
import { pickOf, verifiedOf } from '../../src/run/pick';
import type { TreeEvent } from '../../src/solution/events';
import { SolutionTree } from '../../src/search/tree';
import { isSettled, type Solution } from '../../src/solution/solution';
import { addUsage, noUsage } from '../../src/task/usage';
import { anEvaluation, aWriting, eventSequences, finished } from './support';

describe('SolutionTree', () => {
  it('keeps every list in step with its solutions, whatever happens', () => {
    fc.assert(
      fc.property(eventSequences(), ({ events, direction }) => {
        const tree = SolutionTree.from(events, direction);
        const all = [...tree.solutions];
        const ids = (solutions: readonly Solution[]): string[] =>
          solutions.map(({ id }) => id).sort();
        const evaluated = all.filter(
          each => each.state !== 'cancelled' && each.evaluation !== null
        );
        const good = evaluated.filter(each => !each.evaluation!.bug);
        const buggy = evaluated.filter(each => each.evaluation!.bug);

        const paid = events.flatMap(event =>
          event.type === 'write'
            ? event.writing.usage
            : event.type === 'evaluate'
              ? event.evaluation.usage
              : event.type === 'spend'
                ? event.usage
                : []
        );
        expect(tree.usage).toEqual(paid.reduce(addUsage, noUsage));
        expect(tree.size).toBe(all.length);
        expect(tree.submission).toEqual(
          events
            .flatMap(event => (event.type === 'submit' ? event.submission : []))
            .at(-1) ?? null
        );
        expect(tree.probe).toEqual(
          events
            .flatMap(event => (event.type === 'probe' ? event.probe : []))
            .at(-1) ?? null
        );
        // Neither blends nor what a person asked for cost a step of the budget.
        expect(tree.chosen).toBe(
          all.filter(each => each.stage !== 'blend' && !each.asked).length
        );
        expect(tree.hints).toEqual(
          events.flatMap(event => (event.type === 'hint' ? [event.text] : []))
        );
        const { best } = tree;
        const verified = verifiedOf(tree);
        const last = events.filter(({ type }) => type === 'verify').at(-1);
        const verification = last?.type === 'verify' ? last.verification : null;
        expect(tree.verification).toEqual(verification);
        expect(verified?.id ?? null).toBe(
          best !== null && verification?.leaders.includes(best.id)
            ? verification.pick
            : null
        );
        expect(pickOf(tree)).toBe(verified ?? best);
        expect(all.map(({ step }) => step)).toEqual(all.map((_, i) => i + 1));
        const byStep = (a: Solution, b: Solution) => a.step - b.step;
        expect([...tree.good].sort(byStep)).toEqual(good);
        expect(tree.good.size).toBe(good.length);
        expect([...tree.buggy].sort(byStep)).toEqual(buggy);
        expect(tree.buggy.size).toBe(buggy.length);
        expect(ids(tree.pending)).toEqual(
          ids(all.filter(each => !isSettled(each)))
        );
        expect(ids(tree.drafts)).toEqual(
          ids(all.filter(({ parent }) => parent === null))
        );
        expect(tree.roots.length).toBe(tree.drafts.length);
        expect(ids(tree.buggyLeaves())).toEqual(
          ids(
            buggy.filter(
              ({ id, stage }) =>
                stage !== 'blend' && !all.some(each => each.parent === id)
            )
          )
        );
        expect(tree.good.latest(3)).toEqual(
          [...tree.good].reverse().slice(0, 3)
        );
        expect(tree.buggy.latest(1000)).toEqual([...tree.buggy].reverse());
        for (const solution of all) {
          expect(ids(tree.children(solution))).toEqual(
            ids(all.filter(({ parent }) => parent === solution.id))
          );
          expect(tree.isLeaf(solution)).toBe(
            tree.children(solution).length === 0
          );
          const path = tree.path(solution);
          expect(path[0].parent).toBeNull();
          expect(path[path.length - 1]).toBe(solution);
          const repairs = path.map(({ stage }) => stage);
          expect(tree.debugDepth(solution)).toBe(
            repairs.length -
              1 -
              repairs.map(stage => stage === 'debug').lastIndexOf(false)
          );
        }
      })
    );
  });

  it('ranks the good solutions, the earlier one first where two are equal', () => {
    fc.assert(
      fc.property(eventSequences(), ({ events, direction }) => {
        const tree = SolutionTree.from(events, direction);
        const sign = tree.direction === 'maximize' ? -1 : 1;
        const ranked =
          tree.direction === null
            ? []
            : [...tree.good].sort(
                (a, b) =>
                  sign * (a.evaluation!.score! - b.evaluation!.score!) ||
                  a.step - b.step
              );
        expect(tree.good.ranked).toEqual(ranked);
        expect(tree.best).toBe(ranked[0] ?? null);
      })
    );
  });

  it('is unchanged by an event that does not fit', () => {
    const bad: fc.Arbitrary<TreeEvent> = fc.constantFrom<TreeEvent>(
      { type: 'select', id: '0001', step: 1, stage: 'draft', parent: null },
      { type: 'select', id: '9999', step: 9, stage: 'debug', parent: '7777' },
      { type: 'select', id: '9999', step: 9, stage: 'draft', parent: '0001' },
      { type: 'select', id: '9999', step: 9, stage: 'debug', parent: null },
      { type: 'write', id: '7777', writing: aWriting() },
      { type: 'run', id: '7777' },
      { type: 'cancel', id: '7777', reason: '' }
    );
    fc.assert(
      fc.property(eventSequences(), bad, ({ events, direction }, event) => {
        const tree = SolutionTree.from(events, direction);
        fc.pre(tree.size > 0);
        const before = JSON.stringify([...tree.solutions]);
        expect(() => tree.apply(event)).toThrow();
        expect(JSON.stringify([...tree.solutions])).toBe(before);
      })
    );
  });

  it('takes nothing in for a solution that is settled', () => {
    fc.assert(
      fc.property(eventSequences(), ({ events, direction }) => {
        const tree = SolutionTree.from(events, direction);
        for (const { id } of [...tree.solutions].filter(isSettled)) {
          expect(() => tree.apply({ type: 'run', id })).toThrow(/does not fit/);
          expect(() =>
            tree.apply({ type: 'cancel', id, reason: '' })
          ).toThrow();
          expect(() =>
            tree.apply({
              type: 'evaluate',
              id,
              evaluation: anEvaluation(1),
              final: true
            })
          ).toThrow();
        }
      })
    );
  });

  it('never flips its direction', () => {
    const tree = SolutionTree.from(finished(1, null, 0.5));
    expect(tree.best).toBeNull();
    tree.apply({ type: 'direction', direction: 'minimize', reason: '' });
    expect(tree.best?.id).toBe('0001');
    expect(() =>
      tree.apply({ type: 'direction', direction: 'maximize', reason: '' })
    ).toThrow(/does not flip/);
    expect(tree.direction).toBe('minimize');
  });

  it('forgets the score of a solution that is cancelled while it is reviewed', () => {
    const tree = SolutionTree.from(
      [...finished(1, null, 0.5), ...finished(2, null, 0.1).slice(0, -1)],
      'minimize'
    );
    tree.apply({
      type: 'evaluate',
      id: '0002',
      evaluation: anEvaluation(0.1),
      final: false
    });
    expect(tree.best?.id).toBe('0002');
    tree.apply({ type: 'cancel', id: '0002', reason: 'Cancelled.' });
    expect(tree.best?.id).toBe('0001');
    expect(tree.pending).toEqual([]);
  });

  it('never takes for the best what goes by the clock, however it scores', () => {
    const clocked = finished(2, null, 0.1).map(event =>
      event.type === 'write'
        ? { ...event, writing: aWriting({ byClock: true }) }
        : event
    );
    const alone = SolutionTree.from(clocked, 'minimize');
    expect([alone.best, alone.base]).toEqual([null, null]);
    const tree = SolutionTree.from(
      [...finished(1, null, 0.5), ...clocked],
      'minimize'
    );
    expect(tree.best?.id).toBe('0001');
    expect(tree.base?.id).toBe('0001');
    expect([...tree.good].map(({ id }) => id)).toEqual(['0001', '0002']);
    expect(tree.good.ranked.map(({ id }) => id)).toEqual(['0001']);
  });

  it('knows where a solution runs, as long as it does', () => {
    const events = finished(1, null, 0.5);
    const at = events.findIndex(({ type }) => type === 'run');
    const tree = SolutionTree.from(events.slice(0, at));
    expect(tree.where('0001')).toBeNull();
    tree.apply({ type: 'run', id: '0001', where: 'here' });
    expect(tree.where('0001')).toBe('here');
    tree.apply({ type: 'run', id: '0001', where: 'there' });
    expect(tree.where('0001')).toBe('there');
    tree.apply(events[at + 1]);
    expect(tree.where('0001')).toBeNull();
  });

  it('refuses a good solution without a score', () => {
    const tree = SolutionTree.from(finished(1, null, 0.5).slice(0, -1));
    expect(() =>
      tree.apply({
        type: 'evaluate',
        id: '0001',
        evaluation: { ...anEvaluation(null), bug: false },
        final: true
      })
    ).toThrow(/without a score/);
  });
});
