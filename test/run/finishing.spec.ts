import { ExternalError } from '../../src/base/externalError';
import { trans as english } from '../../src/run/account/english';
import { newsText } from '../../src/run/account/newsText';
import { checkRequest } from '../../src/run/config';
import {
  Finishing,
  type IFinishingOptions
} from '../../src/run/verify/finishing';
import type { ISearchOutcome, Search } from '../../src/search/search';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import type { Submission } from '../../src/task/handedIn';
import type { News } from '../../src/task/news';
import type { Rerun } from '../../src/task/verification';
import { aWriting, finished } from '../search/support';

const over: ISearchOutcome = {
  state: 'finished',
  news: [{ code: 'steps', steps: 3 }],
  fault: null
};
const stopped = { state: 'stopped', news: [{ code: 'stopped' }], fault: null };
const paused = { state: 'paused', news: [{ code: 'paused' }], fault: null };

const submission: Submission = {
  id: '0001',
  path: 'submission.csv',
  rows: 1459,
  checked: true,
  fitted: 'all',
  problem: '',
  reported: null,
  seconds: 3
};

/** A finishing run of two solutions; what it does beside the options is in `events`. */
function finishing(change: Partial<IFinishingOptions> = {}) {
  const tree = SolutionTree.from(
    [
      ...finished(1, null, 0.9, 'improve', { code: 'a = 1' }),
      ...finished(2, 1, 0.8, 'improve', { code: 'b = 2' })
    ],
    'maximize'
  );
  const events: TreeEvent[] = [];
  const apply = (made: readonly TreeEvent[]) => {
    events.push(...made);
    made.forEach(event => tree.apply(event));
  };
  const search = {
    start: jest.fn(async () => ({
      ...over,
      news: [{ code: 'steps', steps: 4 }]
    }))
  };
  const told: News[] = [];
  const work = new Finishing({
    tree,
    config: checkRequest({
      goal: 'g',
      data: 'd',
      coder: { kind: 'recipes' },
      objective: { kind: 'cell', code: '1' }
    }),
    search: search as unknown as Search,
    queue: {
      record: async () => true,
      commit: async make => {
        const made = make();
        apply(made);
        return made;
      },
      inTurn: async doIt => doIt(),
      retry: () => undefined
    },
    propose: async () => ({
      members: ['0001', '0002'],
      weights: [0.75, 0.25],
      writing: aWriting({ title: 'a blend' })
    }),
    runAgain: async ({ id }, run): Promise<Rerun> => ({
      id,
      run,
      scores: [{ on: `run ${run}`, score: 0.5, error: null }],
      problem: '',
      seconds: 1
    }),
    atOnce: 1,
    mayTake: () => true,
    mayAdd: () => true,
    awaitsFit: () => tree.best,
    fit: async () => submission,
    record: async event => apply([event]),
    clock: () => 0,
    say: message => told.push(message),
    ...change
  });
  return { work, tree, events, search, told };
}

/** Resolves with `null` once a signal is aborted; the signals that came are kept. */
function hanging() {
  const signals: AbortSignal[] = [];
  let begin: () => void;
  const begun = new Promise<void>(resolve => (begin = resolve));
  const hang = (signal: AbortSignal) => {
    signals.push(signal);
    begin();
    return new Promise<null>(resolve =>
      signal.addEventListener('abort', () => resolve(null))
    );
  };
  return { signals, begun, hang };
}

describe('the blend', () => {
  it('is put into the tree and run by the search', async () => {
    const { work, tree, search } = finishing();
    const rest = await work.blend(over);
    expect(rest.news).toEqual([{ code: 'steps', steps: 4 }]);
    expect(tree.get('0003')).toMatchObject({
      stage: 'blend',
      members: ['0001', '0002'],
      weights: [0.75, 0.25]
    });
    expect(search.start).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Partial<IFinishingOptions>]>([
    ['promises nothing', { propose: async () => null }],
    // As long as both of its members took.
    ['would take longer than is left', { mayAdd: seconds => seconds < 2 }]
  ])('is left out where it %s', async (_, change) => {
    const { work, events, search } = finishing(change);
    expect(await work.blend(over)).toBe(over);
    expect(events).toEqual([]);
    expect(search.start).not.toHaveBeenCalled();
  });

  it('is not begun where a person pauses while it is looked for', async () => {
    const { work, events } = finishing({
      propose: async () => {
        work.pause();
        return {
          members: ['0001', '0002'],
          weights: [0.5, 0.5],
          writing: aWriting()
        };
      }
    });
    expect(await work.blend(over)).toBe(over);
    expect(events).toEqual([]);
  });
});

describe('the verification', () => {
  it('says that the best is verified', async () => {
    const { work, tree } = finishing();
    const rest = await work.verify(over, 1);
    expect(newsText(rest.news, english)).toBe(
      'All 3 steps are done. The best is verified.'
    );
    expect(tree.verification?.isDone).toBe(true);
  });

  it('interrupts what runs again when it is stopped, and keeps what ran before', async () => {
    const { signals, begun, hang } = hanging();
    const { work, tree } = finishing({
      runAgain: async ({ id }, run, signal) =>
        id === '0001'
          ? { id, run, scores: [], problem: 'It failed.', seconds: 1 }
          : hang(signal)
    });
    const done = work.verify(over, 1);
    await begun;
    work.stop();
    expect(await done).toEqual(stopped);
    expect(signals[0].aborted).toBe(true);
    expect(tree.verification).toMatchObject({
      isDone: false,
      reruns: [{ id: '0001', problem: 'It failed.' }]
    });
  });

  it('is not begun where the run is paused, until that is taken back', async () => {
    const { work, events } = finishing();
    work.pause();
    expect(await work.verify(over, 1)).toEqual(paused);
    expect(events).toEqual([]);
    work.resume();
    expect((await work.verify(over, 1)).state).toBe('finished');
  });

  it('comes to its end with the error of a save that fails', async () => {
    const full = new ExternalError('The disk is full.', 'storage');
    const { work, tree } = finishing({
      record: async () => {
        throw full;
      }
    });
    await expect(work.verify(over, 1)).rejects.toBe(full);
    expect(tree.verification).toBeNull();
  });
});

describe('the last fit', () => {
  it('is told of and recorded', async () => {
    const { work, tree, told } = finishing();
    expect(await work.fit(over)).toBe(over);
    expect(told).toEqual([{ code: 'fitting' }]);
    expect(tree.submission).toEqual(submission);
  });

  it('is interrupted by a stop, and leaves nothing behind', async () => {
    const { signals, begun, hang } = hanging();
    const { work, events } = finishing({ fit: (_, signal) => hang(signal) });
    const done = work.fit(over);
    await begun;
    work.stop();
    expect(await done).toEqual(stopped);
    expect(signals[0].aborted).toBe(true);
    expect(events).toEqual([]);
  });

  it('is not begun where the run was paused before', async () => {
    const fit = jest.fn(async () => submission);
    const { work } = finishing({ fit });
    work.pause();
    expect(await work.fit(over)).toEqual(paused);
    expect(fit).not.toHaveBeenCalled();
  });

  it('is not made again where nothing is asked for', async () => {
    const { work, told } = finishing({ awaitsFit: () => null });
    expect(await work.fit(over)).toBe(over);
    expect(told).toEqual([]);
  });
});
