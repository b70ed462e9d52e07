import fc from 'fast-check';
import { summaryText } from '../../src/coder/prompt/summaryText';
import { mostUnderWay } from '../../src/scheduling/admission';
import { summarize } from '../../src/search/summary';
import { SolutionTree } from '../../src/search/tree';
import { anExecution, finished } from './support';
import { aReview, deferred, quiet, World } from './world';

describe('what is under way', () => {
  it('keeps to the calls in flight and to what kernels can use', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom(null, 2, 5),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (scheduler, slots, calls, kernels) => {
          const world = new World({
            settings: { slots, calls, kernels, steps: 18 },
            gate: (call, id) =>
              scheduler.schedule(Promise.resolve(), `${call} ${id}`)
          });
          const rest = await scheduler.waitFor(world.search().start());
          expect(rest.state).toBe('finished');
          expect(world.most.calls).toBeLessThanOrEqual(calls);
          expect(world.most.busy).toBeLessThanOrEqual(
            Math.min(slots ?? Infinity, calls + kernels)
          );
          expect(Math.max(...world.given.values())).toBe(1);
        }
      ),
      { numRuns: 60 }
    );
  });

  it.each([
    [1, 1],
    [8, 4]
  ])(
    'is one solution after another with one slot, whatever else is allowed (%i, %i)',
    async (calls, kernels) => {
      const world = new World({ settings: { slots: 1, calls, kernels } });
      await world.search().start();
      expect(world.most.underWay).toBe(1);
      const types = world.journal.map(({ type }) => type);
      // Nothing is chosen before the last one is settled.
      types.forEach((type, i) => {
        if (type === 'select' && i > 0) {
          expect(world.journal[i - 1]).toMatchObject({ final: true });
        }
      });
    }
  );

  it('is no more than kernels take where a coder needs no time', async () => {
    const world = new World({
      settings: { slots: null, calls: 0, kernels: 3 },
      gate: call => (call === 'run' ? quiet() : undefined)
    });
    await world.search().start();
    expect(world.most.busy).toBe(3);
  });

  it('is all drafts at once, and then waits for what comes of them', async () => {
    const gates = new Map(['0001', '0002'].map(id => [id, deferred()]));
    const world = new World({
      settings: { slots: null, calls: 8, kernels: 2 },
      gate: (call, id) =>
        call === 'run'
          ? (gates.get(id)?.promise ?? new Promise(() => undefined))
          : undefined,
      execution: () =>
        anExecution({ metric: { variable: '0.5', printed: null } })
    });
    const search = world.search();
    const rest = search.start();
    await quiet();
    expect(world.tree.size).toBe(5);
    gates.get('0001')!.resolve();
    await quiet();
    expect(world.tree.get('0006')).toMatchObject({
      stage: 'improve',
      parent: '0001'
    });
    search.stop();
    await rest;
  });
});

describe('a review that comes later', () => {
  it('takes a score back: tree, best, Σ and the next choice follow', async () => {
    const review = deferred();
    const later = deferred();
    const world = new World({
      settings: { slots: null, calls: 8, kernels: 1, steps: 12 },
      task: { direction: 'minimize' },
      gate: (call, id) =>
        call === 'review' && id === '0002'
          ? review.promise
          : call === 'write' && id > '0008'
            ? later.promise
            : undefined,
      review: ({ id }) =>
        aReview(
          id === '0002'
            ? { isBug: true, summary: 'The target leaked.' }
            : { isBug: false }
        ),
      execution: code => {
        const score = code.startsWith('draft 0002') ? 0.1 : 0.5;
        return anExecution({
          metric: { variable: String(score), printed: null }
        });
      }
    });
    const rest = world.search().start();
    await quiet();
    const { tree } = world;
    expect(tree.best?.id).toBe('0002');
    const improved = [...tree.solutions].filter(
      ({ parent }) => parent === '0002'
    );
    expect(improved.length).toBeGreaterThan(0);
    expect(summaryText(summarize(tree), 2000)).toContain('0.1');

    review.resolve();
    await quiet();
    expect(tree.get('0002')).toMatchObject({ state: 'buggy' });
    expect(tree.best?.id).not.toBe('0002');
    expect([...tree.good]).not.toContainEqual(tree.get('0002'));
    expect(summaryText(summarize(tree), 2000)).toMatch(
      /Failed[^]*The target leaked/
    );
    const size = tree.size;
    later.resolve();
    await rest;
    for (const { parent, stage } of [...tree.solutions].slice(size)) {
      expect(stage === 'improve' && parent === '0002').toBe(false);
    }
    expect(SolutionTree.from(world.journal, 'minimize').best).toEqual(
      tree.best
    );
  });
});

describe('mostUnderWay', () => {
  const limits = { slots: null, calls: 8, kernels: 2 };
  const after = (seconds: number): SolutionTree =>
    SolutionTree.from(
      finished(1, null, 0.5).map(event =>
        event.type === 'execute'
          ? { ...event, execution: anExecution({ seconds }) }
          : event
      ),
      'minimize'
    );

  it.each([
    ['nothing ahead of runs of an hour', 30, 3600, 2],
    ['one ahead of runs of ten minutes', 30, 600, 3],
    ['as many as calls allow where the model takes longer', 60, 2, 10],
    ['nothing where writing takes no time', 0, 5, 2]
  ])('keeps %s', (_, write, run, most) => {
    expect(mostUnderWay(limits, after(run), write)).toBe(most);
  });

  it('never goes beyond a limit, and keeps every kernel busy', () => {
    const positive = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(
        fc.record({
          slots: fc.option(positive),
          calls: fc.nat(64),
          kernels: positive
        }),
        fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (each, write, run) => {
          const { slots, calls, kernels } = each;
          const most = mostUnderWay(each, after(run), write);
          expect(most).toBeLessThanOrEqual(slots ?? calls + kernels);
          expect(most).toBeLessThanOrEqual(calls + kernels);
          expect(most).toBeGreaterThanOrEqual(Math.min(slots ?? 64, kernels));
        }
      )
    );
  });
});
