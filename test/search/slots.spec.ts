import fc from 'fast-check';
import type { Search } from '../../src/search/search';
import { SolutionTree } from '../../src/search/tree';
import { isSettled } from '../../src/solution/solution';
import { deferred, fault, outcomeOf, quiet, World, type Call } from './world';

describe('Search with several slots', () => {
  it('keeps to its slots, and uses them, in whatever order things end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 5 }),
        async (scheduler, slots) => {
          const world = new World({
            settings: { slots, steps: 20 },
            gate: (call, id) =>
              scheduler.schedule(Promise.resolve(), `${call} ${id}`)
          });
          const rest = await scheduler.waitFor(world.search().start());
          expect(rest.state).toBe('finished');
          expect(world.most.busy).toBeLessThanOrEqual(slots);
          expect(world.most.busy).toBeGreaterThan(1);
          expect(world.tree.size).toBe(20);
          expect(world.tree.pending).toEqual([]);
          expect(Math.max(...world.given.values())).toBe(1);
          expect(outcomeOf(SolutionTree.from(world.journal))).toEqual(
            outcomeOf(world.tree)
          );
        }
      ),
      { numRuns: 60 }
    );
  });

  it('lets model calls and executions of different solutions overlap', async () => {
    const kinds = new Set<string>();
    const open = new Map<string, Call>();
    const world = new World({
      settings: { slots: 3 },
      gate: async (call, id) => {
        if (call !== 'record') {
          open.set(id, call);
          kinds.add([...open.values()].sort().join());
          // The odd ones take longer, so that they fall out of step.
          for (let wait = 0; wait < (Number(id) % 3) + 1; wait++) {
            await quiet();
          }
          open.delete(id);
        }
      }
    });
    await world.search().start();
    expect([...kinds].some(kind => /run.*write/.test(kind))).toBe(true);
    expect([...kinds].some(kind => /write.*write/.test(kind))).toBe(true);
    expect([...kinds].some(kind => /review.*(run|write)/.test(kind))).toBe(
      true
    );
  });

  it('counts a score before its review is there', async () => {
    const reviews = deferred();
    const world = new World({
      settings: { slots: 2, steps: 7 },
      task: { direction: 'minimize' },
      gate: (call, id) =>
        call === 'review' && id === '0002' ? reviews.promise : undefined,
      review: () => null,
      execution: code => ({
        status: 'ok',
        seconds: 1,
        reason: '',
        error: null,
        metric: {
          variable: code.startsWith('draft 0002') ? '0.1' : '0.5',
          printed: null
        },
        measured: null,
        output: '',
        cells: []
      })
    });
    const rest = world.search().start();
    await quiet();
    expect(world.tree.get('0002').state).toBe('reviewing');
    expect(world.tree.get('0006')).toMatchObject({
      stage: 'improve',
      parent: '0002'
    });
    reviews.resolve();
    await rest;
  });
});

describe('Search that is paused, stopped, cancelled or struck by a fault', () => {
  type Strike = 'pause' | 'stop' | 'cancel' | 'resume' | 'fault';
  const strikes = fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 150 }),
      what: fc.constantFrom<Strike>(
        'pause',
        'stop',
        'cancel',
        'resume',
        'fault'
      ),
      which: fc.nat()
    }),
    { minLength: 1, maxLength: 8 }
  );

  it('reaches its end all the same, with nothing lost and nothing paid twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        strikes,
        async (scheduler, slots, plan) => {
          let calls = 0;
          const cancelled = new Set<string>();
          let search: Search | null = null;
          const strike = (call: Call): void => {
            calls += 1;
            for (const { what, which } of plan.filter(
              ({ at }) => at === calls
            )) {
              if (what === 'cancel') {
                const { pending } = world.tree;
                const target = pending[which % Math.max(1, pending.length)];
                if (target) {
                  cancelled.add(target.id);
                  void search!.cancel(target.id);
                }
              } else if (what === 'fault') {
                if (call !== 'review') {
                  throw fault(
                    call === 'write'
                      ? 'model'
                      : call === 'run'
                        ? 'kernel'
                        : 'storage'
                  );
                }
              } else if (what === 'resume') {
                void search!.start();
              } else {
                search![what]();
              }
            }
          };
          const world = new World({
            settings: { slots, steps: 15 },
            gate: async (call, id) => {
              await scheduler.schedule(Promise.resolve(), `${call} ${id}`);
              strike(call);
            }
          });
          search = world.search();

          let rest = await scheduler.waitFor(search.start());
          for (let starts = 0; rest.state !== 'finished'; starts++) {
            expect(starts).toBeLessThan(20);
            expect(world.underWay.size).toBe(0);
            // What is at rest is what the journal says.
            expect(outcomeOf(SolutionTree.from(world.journal))).toEqual(
              outcomeOf(world.tree)
            );
            rest = await scheduler.waitFor(search.start());
          }

          expect(world.queue!.unrecorded).toEqual([]);
          expect(world.tree.size).toBe(15);
          expect(world.most.busy).toBeLessThanOrEqual(slots);
          for (const solution of world.tree.solutions) {
            expect(isSettled(solution)).toBe(true);
            if (solution.state === 'cancelled') {
              expect(cancelled).toContain(solution.id);
            }
            for (const call of ['write', 'run']) {
              expect(
                world.given.get(`${call} ${solution.id}`) ?? 0
              ).toBeLessThanOrEqual(1);
            }
          }
          expect(outcomeOf(SolutionTree.from(world.journal))).toEqual(
            outcomeOf(world.tree)
          );
        }
      ),
      { numRuns: 200 }
    );
  });

  it('finishes what is under way when it is paused, and begins nothing', async () => {
    const gate = deferred();
    const world = new World({
      settings: { slots: 2 },
      gate: call => (call === 'run' ? gate.promise : undefined)
    });
    const search = world.search();
    const rest = search.start();
    await quiet();
    search.pause();
    gate.resolve();
    expect(await rest).toEqual({
      state: 'paused',
      news: [{ code: 'paused' }],
      fault: null
    });
    expect(world.tree.size).toBe(2);
    expect(world.tree.pending).toEqual([]);
  });

  it('goes on in all its slots where a pause is taken back', async () => {
    const first = deferred();
    const later = deferred();
    const world = new World({
      settings: { slots: 3, steps: 9 },
      gate: (call, id) =>
        call !== 'run'
          ? undefined
          : id <= '0003'
            ? first.promise
            : later.promise
    });
    const { runner } = world;
    const search = world.search({
      runner: {
        // The first solution alone runs on through the pause.
        run: async (...args) => {
          if (args[0].id === '0001') {
            await later.promise;
          }
          return runner.run(...args);
        }
      }
    });
    const rest = search.start();
    await quiet();
    search.pause();
    first.resolve();
    await quiet();
    expect(world.tree.pending.map(({ id }) => id)).toEqual(['0001']);
    expect(search.start()).toBe(rest);
    await quiet();
    expect(world.tree.pending).toHaveLength(3);
    later.resolve();
    expect(await rest).toMatchObject({ state: 'finished' });
  });

  it('interrupts what runs when it is stopped, and runs it again later', async () => {
    const gates = [deferred(), deferred()];
    let runs = 0;
    const world = new World({
      settings: { steps: 2 },
      gate: call =>
        call === 'run' ? gates[Math.min(runs++, 1)].promise : undefined
    });
    const search = world.search();
    const rest = search.start();
    await quiet();
    expect(world.tree.get('0001').state).toBe('waiting');
    search.stop();
    expect(await rest).toEqual({
      state: 'stopped',
      news: [{ code: 'stopped' }],
      fault: null
    });
    expect(world.tree.get('0001')).toMatchObject({
      state: 'waiting',
      execution: null
    });
    gates[1].resolve();
    expect(await search.start()).toMatchObject({ state: 'finished' });
    expect(world.given.get('write 0001')).toBe(1);
    expect(isSettled(world.tree.get('0001'))).toBe(true);
    expect(world.tree.get('0001').state).not.toBe('cancelled');
  });

  it('keeps a reply that comes in spite of a stop', async () => {
    const world = new World({ settings: { steps: 1 } });
    const gate = deferred();
    const { coder } = world;
    const stubborn = {
      name: coder.name,
      review: coder.review,
      write: async (...[request]: Parameters<typeof coder.write>) => {
        await gate.promise;
        return coder.write(request, { signal: new AbortController().signal });
      }
    };
    const search = world.search({ coder: stubborn });
    const rest = search.start();
    await quiet();
    search.stop();
    gate.resolve();
    expect(await rest).toMatchObject({ state: 'stopped' });
    expect(world.tree.get('0001')).toMatchObject({ state: 'waiting' });
    await search.start();
    expect(world.given.get('write 0001')).toBe(1);
  });

  it('cancels one solution, which counts as a step, and goes on', async () => {
    const never = deferred();
    const world = new World({
      settings: { slots: 2, steps: 6 },
      gate: (call, id) =>
        call === 'run' && id === '0002' ? never.promise : undefined
    });
    const search = world.search();
    const rest = search.start();
    await quiet();
    expect(await search.cancel('0002', 'Cancelled by you.')).toBe(true);
    expect(await search.cancel('0002')).toBe(false);
    expect(await rest).toMatchObject({ state: 'finished' });
    expect(world.tree.get('0002').state).toBe('cancelled');
    expect(world.tree.size).toBe(6);
    expect(world.journal.filter(({ type }) => type === 'cancel')).toEqual([
      { type: 'cancel', id: '0002', reason: 'Cancelled by you.' }
    ]);
  });

  it('cancels what is left under way while it is at rest', async () => {
    const never = deferred();
    const world = new World({
      settings: { steps: 3 },
      gate: (call, id) =>
        call === 'write' && id === '0002' ? never.promise : undefined
    });
    const search = world.search();
    const rest = search.start();
    await quiet();
    search.stop();
    await rest;
    expect(world.tree.pending).toHaveLength(1);
    expect(await search.cancel('0002')).toBe(true);
    expect(await search.start()).toMatchObject({ state: 'finished' });
    expect(world.given.has('write 0002')).toBe(false);
  });

  it('cancels a solution in the moment it is chosen', async () => {
    const never = deferred();
    const world = new World({
      settings: { steps: 3 },
      gate: (call, id) =>
        call === 'write' && id === '0002' ? never.promise : undefined
    });
    const search: Search = world.search({
      notify: notice => {
        if (notice.type === 'tree' && notice.event.type === 'select') {
          if (notice.event.id === '0002') {
            void search.cancel('0002');
          }
        }
      }
    });
    expect(await search.start()).toMatchObject({ state: 'finished' });
    expect(world.tree.get('0002').state).toBe('cancelled');
  });

  it('goes on whenever a pause is taken back, be it while it comes to rest', async () => {
    for (let delay = 0; delay < 60; delay++) {
      const world = new World({ settings: { steps: 3 } });
      let last: Promise<unknown> | null = null;
      const search: Search = world.search({
        notify: async notice => {
          if (notice.type === 'tree' && notice.event.type === 'execute') {
            search.pause();
            for (let turn = 0; turn < delay; turn++) {
              await Promise.resolve();
            }
            last = search.start();
          }
        }
      });
      await search.start();
      await quiet();
      expect(await last).toMatchObject({ state: 'finished' });
      expect(world.tree.size).toBe(3);
    }
  });

  it('refuses to cancel what there is not', async () => {
    await expect(new World().search().cancel('0009')).rejects.toThrow(
      'no solution 0009'
    );
  });
});
