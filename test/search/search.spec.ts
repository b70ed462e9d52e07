import { ExternalError } from '../../src/base/externalError';
import { SolutionTree } from '../../src/search/tree';
import { UnusableReply } from '../../src/task/writing';
import { anExecution, finished } from './support';
import { aReview, deferred, fault, outcomeOf, quiet, World } from './world';

const DONE = { state: 'finished', fault: null };

describe('Search with one slot', () => {
  it('goes from the first draft to the last step, one solution after another', async () => {
    const world = new World();
    const rest = await world.search().start();
    expect(rest).toMatchObject({
      ...DONE,
      news: [{ code: 'steps', steps: 30 }]
    });
    expect(world.tree.size).toBe(30);
    expect(world.tree.pending).toEqual([]);
    expect(world.most.underWay).toBe(1);
    const stages = [...world.tree.solutions].map(({ stage }) => stage);
    expect(stages.slice(0, 5)).toEqual(Array(5).fill('draft'));
    expect(new Set(stages)).toEqual(new Set(['draft', 'debug', 'improve']));
    expect([...world.given.values()].every(count => count === 1)).toBe(true);
  });

  it('records every step of a solution before the next one, in order', async () => {
    const world = new World({ settings: { steps: 1 }, execution: good(0.5) });
    await world.search().start();
    expect(world.journal.map(event => event.type)).toEqual([
      'select',
      'write',
      'run',
      'execute',
      'evaluate',
      'direction',
      'evaluate'
    ]);
    expect(world.journal[4]).toMatchObject({
      final: false,
      evaluation: { score: 0.5, bug: false }
    });
    expect(world.journal[6]).toMatchObject({
      final: true,
      evaluation: { analysis: 'Something was learned.' }
    });
    const told = world.notices.flatMap(notice =>
      notice.type === 'tree' ? [notice.event] : []
    );
    expect(told).toEqual(world.journal);
  });

  it('asks for no review of a failure, unless that is set', async () => {
    const execution = () =>
      anExecution({ status: 'timeout', reason: 'It took too long.' });
    const plain = new World({ settings: { steps: 3 }, execution });
    await plain.search().start();
    expect(plain.given.has('review 0001')).toBe(false);
    expect(plain.tree.get('0001').evaluation?.analysis).toContain(
      'It took too long.'
    );
    const all = new World({
      settings: { steps: 3, reviewFailures: true },
      execution
    });
    await all.search().start();
    expect(all.given.get('review 0001')).toBe(1);
    // The facts win: the review finds no bug, and yet it is one.
    expect(all.tree.get('0001')).toMatchObject({
      state: 'buggy',
      evaluation: {
        reason: 'It took too long.',
        analysis: 'Something was learned.'
      }
    });
  });

  it('plays the same run for the same seed, and another one for another', async () => {
    const outcomes = [];
    for (const seed of [1, 1, 2]) {
      const world = new World({ settings: { seed } });
      await world.search().start();
      outcomes.push(outcomeOf(world.tree));
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).not.toEqual(outcomes[0]);
  });

  it.each([null, 'minimize', 'maximize'] as const)(
    'goes on from any cut as it would have gone on without (direction %s)',
    async direction => {
      const settings = { steps: 18 };
      const whole = new World({ task: { direction }, settings });
      await whole.search().start();
      for (let cut = 0; cut <= whole.journal.length; cut++) {
        const events = whole.journal.slice(0, cut);
        const world = new World({ task: { direction }, settings, events });
        expect(await world.search().start()).toMatchObject(DONE);
        expect(outcomeOf(world.tree)).toEqual(outcomeOf(whole.tree));
        expect(outcomeOf(SolutionTree.from(world.journal, direction))).toEqual(
          outcomeOf(whole.tree)
        );
        // What had been recorded is not asked for again.
        for (const event of events) {
          if (event.type === 'write') {
            expect(world.given.has(`write ${event.id}`)).toBe(false);
          } else if (event.type === 'execute') {
            expect(world.given.has(`run ${event.id}`)).toBe(false);
          }
        }
      }
    }
  );

  it('goes on where steps were added', async () => {
    const whole = new World();
    await whole.search().start();
    const world = new World({ settings: { steps: 10 } });
    await world.search().start();
    const more = new World({ events: world.journal });
    await more.search().start();
    expect(outcomeOf(more.tree)).toEqual(outcomeOf(whole.tree));
  });

  it('begins nothing where all steps are done', async () => {
    const world = new World({
      settings: { steps: 1 },
      task: { direction: 'minimize' },
      events: finished(1, null, 0.5)
    });
    expect(await world.search().start()).toEqual({
      ...DONE,
      news: [{ code: 'steps', steps: 1 }]
    });
    expect(world.given.size).toBe(0);
  });
});

describe('the direction', () => {
  const reviewed = (lowerIsBetter: boolean | null) => () =>
    aReview({ lowerIsBetter });

  it.each([
    [{ metric: 'AUC' }, true, 'maximize', /metric's name/],
    [{ goal: 'Get the RMSE down.' }, false, 'minimize', /the goal/],
    [{}, false, 'maximize', /review/],
    [{}, null, 'minimize', /assumed/]
  ] as const)(
    'is settled once from %j and the review %j',
    async (task, lowerIsBetter, direction, reason) => {
      const world = new World({ task, review: reviewed(lowerIsBetter) });
      await world.search().start();
      const events = world.journal.filter(({ type }) => type === 'direction');
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        direction,
        reason: expect.stringMatching(reason)
      });
      expect(world.tree.direction).toBe(direction);
    }
  );

  it('is not settled by a solution that the review finds wrong', async () => {
    const world = new World({
      execution: good(0.5),
      review: ({ step }) =>
        aReview({ isBug: step < 3, lowerIsBetter: step < 3 })
    });
    await world.search().start();
    expect(world.tree.direction).toBe('maximize');
    expect(
      world.journal.findIndex(({ type }) => type === 'direction')
    ).toBeGreaterThan(
      world.journal.findIndex(
        event => event.type === 'execute' && event.id === '0003'
      )
    );
  });

  it('never flips, whatever later reviews say', async () => {
    for (const slots of [1, 4]) {
      let count = 0;
      const world = new World({
        settings: { slots, steps: 60 },
        review: () => aReview({ lowerIsBetter: count++ % 2 === 0 })
      });
      await world.search().start();
      expect(
        world.journal.filter(({ type }) => type === 'direction')
      ).toHaveLength(1);
    }
  });

  it('is not asked for where it is declared', async () => {
    const world = new World({
      task: { direction: 'maximize', metric: 'RMSE' }
    });
    await world.search().start();
    expect(world.tree.direction).toBe('maximize');
    expect(world.journal.some(({ type }) => type === 'direction')).toBe(false);
  });
});

describe('what the coder gives', () => {
  it('takes a reply without a script for a failed solution, and goes on', async () => {
    const world = new World({ settings: { steps: 12 } });
    const usage = { calls: 3, tokensIn: 30, tokensOut: 9, tokensCached: 0 };
    const { write, review, name } = world.coder;
    const coder = {
      name,
      review,
      write: async (...args: Parameters<typeof write>) => {
        if (args[0].solution.step === 2) {
          throw new UnusableReply('It held no code.', 'Sure, I can!', usage);
        }
        return write(...args);
      }
    };
    expect(await world.search({ coder }).start()).toMatchObject(DONE);
    expect(world.tree.get('0002')).toMatchObject({
      state: 'buggy',
      writing: {
        code: '',
        plan: 'It held no code.\n\nSure, I can!',
        usage
      },
      execution: null,
      evaluation: { bug: true, reason: 'It held no code.' }
    });
    expect(world.given.has('run 0002')).toBe(false);
    // A run that was cut off before the verdict comes to the same.
    const cut = world.journal.findIndex(
      event => event.type === 'evaluate' && event.id === '0002'
    );
    const again = new World({
      settings: { steps: 12 },
      events: world.journal.slice(0, cut)
    });
    await again.search({ coder }).start();
    expect(outcomeOf(again.tree)).toEqual(outcomeOf(world.tree));
  });

  it('keeps every reply that came to nothing, whatever comes after', async () => {
    const usage = { calls: 1, tokensIn: 30, tokensOut: 9, tokensCached: 0 };
    const world = new World({
      settings: { steps: 1 },
      execution: good(0.5),
      review: () => {
        throw new UnusableReply('It was no review.', 'Well done!', usage);
      }
    });
    const { write, review, name } = world.coder;
    const coder = {
      name,
      review,
      write: async (...[request, options]: Parameters<typeof write>) => {
        options.onUnused?.('Sure, I c', 'It broke off.');
        return write(request, options);
      }
    };
    await world.search({ coder }).start();
    const unused = [
      { reason: 'It broke off.', text: 'Sure, I c' },
      { reason: 'It was no review.', text: 'Well done!' }
    ];
    expect(world.tree.get('0001').unused).toEqual(unused);
    const again = new World({ settings: { steps: 1 }, events: world.journal });
    expect(again.tree.get('0001').unused).toEqual(unused);
  });

  it('leaves out a review that fails, with a warning, and goes on', async () => {
    const world = new World({
      settings: { steps: 6 },
      execution: good(0.5),
      review: () => {
        throw new Error('The reply was no JSON.');
      }
    });
    expect(await world.search().start()).toMatchObject(DONE);
    expect(world.tree.get('0001')).toMatchObject({
      state: 'good',
      evaluation: {
        score: 0.5,
        warnings: ['There is no review: The reply was no JSON.']
      }
    });
  });

  it('does without the opinion of a coder that has none', async () => {
    const world = new World({ settings: { steps: 6 }, review: () => null });
    await world.search().start();
    expect(world.tree.good.size).toBeGreaterThan(0);
    for (const { evaluation } of world.tree.good) {
      expect(evaluation?.warnings).toEqual([]);
    }
  });

  it('passes on what it streams and waits for', async () => {
    const world = new World({ settings: { steps: 1 } });
    const { write, review, name } = world.coder;
    await world
      .search({
        coder: {
          name,
          review,
          write: (request, options) => {
            options.onText?.('Ridge');
            options.onWait?.('The endpoint is busy.', 20);
            return write(request, options);
          }
        }
      })
      .start();
    expect(world.notices).toEqual(
      expect.arrayContaining([
        { type: 'reply', id: '0001', text: 'Ridge' },
        {
          type: 'wait',
          id: '0001',
          reason: 'The endpoint is busy.',
          seconds: 20
        },
        { type: 'output', id: '0001', text: 'running' }
      ])
    );
  });
});

describe('a fault', () => {
  it.each(['model', 'kernel', 'storage'] as const)(
    'of the %s brings the search to rest with its sentence, and nothing is lost',
    async kind => {
      const whole = new World();
      await whole.search().start();
      const call = { model: 'write', kernel: 'run', storage: 'record' }[kind];
      for (let at = 1; at <= 25; at++) {
        let count = 0;
        const world = new World({
          gate: each => {
            if (each === call && ++count === at) {
              throw fault(kind);
            }
          }
        });
        const search = world.search();
        const rest = await search.start();
        expect(rest).toEqual({
          state: 'paused',
          news: [],
          fault: expect.any(ExternalError)
        });
        expect(rest.fault).toMatchObject({
          kind,
          message: `The ${kind} is not there; try again.`
        });
        expect(await search.start()).toMatchObject(DONE);
        expect(world.queue!.unrecorded).toEqual([]);
        expect(outcomeOf(world.tree)).toEqual(outcomeOf(whole.tree));
        expect(outcomeOf(SolutionTree.from(world.journal))).toEqual(
          outcomeOf(whole.tree)
        );
        const paid = [...world.given].filter(([, times]) => times > 1);
        expect(paid).toEqual([]);
      }
    }
  );

  it('of the storage keeps a paid reply for a search that comes after', async () => {
    let isFull = false;
    const world = new World({
      settings: { steps: 3 },
      gate: (call, id) => {
        isFull ||= call === 'write' && id === '0002';
        if (call === 'record' && isFull) {
          throw fault('storage');
        }
      }
    });
    const first = world.search();
    expect((await first.start()).fault?.kind).toBe('storage');
    expect(world.queue!.unrecorded).toMatchObject([
      { type: 'write', id: '0002' }
    ]);
    // Still full: the reply is kept on.
    expect((await first.start()).fault?.kind).toBe('storage');
    expect(world.queue!.unrecorded).toHaveLength(1);
    isFull = false;
    const gate = { ...world.recorder, record: free(world) };
    const second = world.search({
      recorder: gate,
      unrecorded: world.queue!.unrecorded
    });
    expect(await second.start()).toMatchObject(DONE);
    expect(world.given.get('write 0002')).toBe(1);
  });

  it('that nobody foresaw is told as one, too', async () => {
    const world = new World({
      gate: (call, id) => {
        if (call === 'run' && id === '0003') {
          throw new TypeError('x is undefined');
        }
      }
    });
    const { state, fault } = await world.search().start();
    expect(state).toBe('paused');
    expect(fault?.message).toBe(
      'The kernel failed unexpectedly (x is undefined). Nothing is lost; start again to go on.'
    );
    expect(fault?.cause).toBeInstanceOf(TypeError);
  });

  it('lets the others under way finish, and begins nothing', async () => {
    const others = deferred();
    const world = new World({
      settings: { slots: 3 },
      gate: async (call, id) => {
        if (call === 'write' && id === '0001') {
          await quiet();
          throw fault('model');
        }
        await (call === 'run' ? others.promise : undefined);
      }
    });
    const rest = world.search().start();
    await quiet();
    await quiet();
    expect([...world.underWay.keys()]).toEqual(['0002', '0003']);
    others.resolve();
    expect(await rest).toMatchObject({ state: 'paused' });
    expect(world.tree.size).toBe(3);
    expect([...world.tree.solutions].map(({ state }) => state)).toEqual([
      'writing',
      expect.stringMatching(/good|buggy/),
      expect.stringMatching(/good|buggy/)
    ]);
  });
});

describe('a mistake in the policy', () => {
  it('ends the search with its error', async () => {
    const world = new World({ settings: { slots: 2 } });
    const policy = {
      next: () => {
        throw new RangeError('no such node');
      }
    };
    await expect(world.search({ policy }).start()).rejects.toThrow(
      'no such node'
    );
  });
});

describe('the time budget', () => {
  it('lets what is under way finish, begins nothing new, and leaves pauses out', async () => {
    let now = 1_000_000;
    const world = new World({
      settings: { timeBudget: 100, elapsed: 30, slots: 2 },
      clock: () => now,
      gate: call => {
        now += call === 'run' ? 20_000 : 0;
      }
    });
    const search = world.search();
    expect(search.elapsed).toBe(30);
    const rest = await search.start();
    expect(rest).toMatchObject({
      ...DONE,
      news: [{ code: 'time', seconds: 100 }]
    });
    expect(world.tree.pending).toEqual([]);
    expect(world.tree.size).toBeLessThan(8);
    expect(search.elapsed).toBeGreaterThanOrEqual(100);
    const { elapsed } = search;
    now += 5_000_000;
    expect(search.elapsed).toBe(elapsed);
  });
});

function good(score: number) {
  return () =>
    anExecution({
      metric: { variable: String(score), printed: null },
      output: ''
    });
}

/** A recorder that nothing stops. */
function free(world: World) {
  return async (events: typeof world.journal): Promise<void> => {
    world.journal.push(...events);
  };
}
