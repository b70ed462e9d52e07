import { checkRequest } from '../../src/run/config';
import { verifiedOf } from '../../src/run/pick';
import { automaticRuns, Verifier } from '../../src/run/verify/verifier';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import type { Rerun } from '../../src/task/verification';
import { finished } from '../search/support';

/** Three solutions; the first has the best score of the search. */
function grown(events: readonly TreeEvent[] = []): SolutionTree {
  const scores = [0.9, 0.8, 0.7];
  return SolutionTree.from(
    [
      ...scores.flatMap((score, i) =>
        finished(i + 1, null, score, 'improve', { code: `${score}` })
      ),
      ...events
    ],
    'maximize'
  );
}

/** What each leader is worth, whatever the search thought. */
const worth: Record<string, number> = {
  '0001': 0.5,
  '0002': 0.75,
  '0003': 0.6
};

function verifierOf(
  tree: SolutionTree,
  change: {
    request?: object;
    onRun?: (id: string, run: number, verifier: Verifier) => void;
    onRecord?: () => void;
    clock?: () => number;
    mayTake?: (seconds: number) => boolean;
  } = {}
) {
  const events: TreeEvent[] = [];
  const ran: string[] = [];
  const config = checkRequest({
    goal: 'g',
    data: 'd',
    coder: { kind: 'recipes' },
    objective: { kind: 'cell', code: '1' },
    ...change.request
  });
  const verifier: Verifier = new Verifier({
    tree,
    config,
    runs: 2,
    atOnce: 1,
    clock: change.clock ?? (() => 0),
    mayTake: change.mayTake ?? (() => true),
    runAgain: async ({ id }, run, signal): Promise<Rerun | null> => {
      ran.push(`${id} ${run}`);
      change.onRun?.(id, run, verifier);
      const scores = [{ on: `run ${run}`, score: worth[id], error: null }];
      return signal.aborted
        ? null
        : { id, run, scores, problem: '', seconds: 1 };
    },
    record: async event => {
      change.onRecord?.();
      events.push(event);
      tree.apply(event);
    }
  });
  return { verifier, events, ran };
}

const all = ['0001 1', '0002 1', '0003 1', '0001 2', '0002 2', '0003 2'];

it('picks what is best when it runs again, and records each run at once', async () => {
  const tree = grown();
  const { verifier, events, ran } = verifierOf(tree);
  expect(await verifier.verify()).toBe(true);
  expect(ran).toEqual(all);
  expect(verifiedOf(tree)?.id).toBe('0002');
  const counts = events.map(
    event => event.type === 'verify' && event.verification.reruns.length
  );
  expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 6]);
  // Nothing is left to do.
  expect(await verifierOf(tree).verifier.verify()).toBe(true);
});

it.each(['pause', 'stop'] as const)(
  'goes on after a %s from what was recorded',
  async how => {
    const tree = grown();
    const first = verifierOf(tree, {
      onRun: (id, run, verifier) => {
        if (`${id} ${run}` === '0003 1') {
          verifier[how]();
        }
      }
    });
    expect(await first.verifier.verify()).toBe(false);
    expect(verifiedOf(tree)).toBeNull();
    // From the record alone, as after a crash.
    const again = grown(first.events);
    const second = verifierOf(again);
    expect(await second.verifier.verify()).toBe(true);
    expect(second.ran).toEqual(all.slice(how === 'pause' ? 3 : 2));
    expect(verifiedOf(again)?.id).toBe('0002');
  }
);

it('goes on at once where a pause is taken back', async () => {
  const tree = grown();
  const { verifier, ran } = verifierOf(tree, {
    onRun: (_id, _run, verifier) => {
      verifier.pause();
      verifier.resume();
    }
  });
  expect(await verifier.verify()).toBe(true);
  expect(ran).toEqual(all);
});

it('says what failed, and loses nothing of the rest', async () => {
  const tree = grown();
  let left = 3;
  const { verifier, events } = verifierOf(tree, {
    onRecord: () => {
      if (left-- === 0) {
        throw new Error('The disk is full.');
      }
    }
  });
  await expect(verifier.verify()).rejects.toThrow('The disk is full.');
  const again = grown(events);
  const second = verifierOf(again);
  await second.verifier.verify();
  expect(second.ran).toEqual(all.slice(2));
});

it('begins nothing more when its time is over, and compares what there is', async () => {
  let now = 0;
  const tree = grown();
  const { verifier, ran } = verifierOf(tree, {
    request: { verifyTime: 3 },
    clock: () => now,
    onRun: () => {
      now += 1000;
    }
  });
  expect(await verifier.verify()).toBe(true);
  expect(ran).toEqual(all.slice(0, 3));
  expect(verifiedOf(tree)?.id).toBe('0002');
});

it('begins no run that would not end in time, while a quicker leader runs again', async () => {
  const tree = grown();
  tree.get('0001').execution!.seconds = 9;
  const { verifier, ran } = verifierOf(tree, {
    mayTake: seconds => seconds < 9
  });
  expect(await verifier.verify()).toBe(true);
  expect(ran).toEqual(all.filter(each => !each.startsWith('0001')));
  expect(verifiedOf(tree)?.id).toBe('0002');
});

it('begins no round of runs that not all leaders would end in time', async () => {
  const holdout = {
    kind: 'holdout',
    table: 'train.csv',
    target: 'y',
    metric: 'rmse',
    split: { kind: 'random' }
  };
  const ran = async (most: number) => {
    const found = verifierOf(grown(), {
      request: { objective: holdout },
      mayTake: seconds => seconds <= most
    });
    await found.verifier.verify();
    return found.ran;
  };
  const free = ['0001 0', '0002 0', '0003 0'];
  expect(await ran(3)).toEqual([...free, ...all]);
  // The first of them alone would end, and would be compared with nobody.
  expect(await ran(2)).toEqual(free);
});

it('happens by itself where something outside measures, or as it is asked', () => {
  const cell = { kind: 'cell', code: '1', fresh: false } as const;
  expect(automaticRuns({ objective: cell, verifyRuns: null })).toBe(2);
  const reported = { kind: 'reported' } as const;
  expect(automaticRuns({ objective: reported, verifyRuns: null })).toBe(0);
  expect(automaticRuns({ objective: reported, verifyRuns: 3 })).toBe(3);
  expect(automaticRuns({ objective: cell, verifyRuns: 0 })).toBe(0);
});
